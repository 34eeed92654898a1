import { useEffect, useRef, useState } from 'react';
import type { Pixels } from '../image/pixels.ts';
import type { Refinement, RefineOptions, RefineProgress } from '../latent/refinement.ts';
import type { LibraryItem } from '../store/librarySlice.ts';
import { lookKey } from '../store/lookSlice.ts';
import { useStudio } from '../store/studio.ts';
import { selectNoise } from '../store/viewSlice.ts';
import { refineItem } from './renderings.ts';

/** A refinement as the page sees it: `errors` are those of the pictures after 0, 1, 2 … steps. */
export type RefineJob =
  | { readonly state: 'idle' }
  | {
      readonly state: 'running';
      readonly stepCount: number;
      readonly errors: readonly number[];
      readonly picture: Pixels | null;
      readonly elapsedMs: number;
    }
  | {
      readonly state: 'done';
      readonly errors: readonly number[];
      readonly refinement: Refinement;
      readonly elapsedMs: number;
    }
  | { readonly state: 'failed'; readonly error: unknown };

const IDLE: RefineJob = { state: 'idle' };

/** The last one that was finished, by `lookKey`: it stays until it is dismissed. */
let finished: { readonly key: string; readonly job: RefineJob } | null = null;

/** Refines an item while the component is mounted; leaving ends the work, but what is finished is there when one comes back. */
export function useRefinement(item: LibraryItem) {
  const key = useStudio((s) => lookKey(s, item));
  const [job, setJob] = useState<RefineJob>(() => (finished?.key === key ? finished.job : IDLE));
  const underWay = useRef<AbortController | null>(null);
  const isStopping = useRef(false);

  useEffect(() => () => underWay.current?.abort(), []);

  async function start(options: RefineOptions): Promise<void> {
    underWay.current?.abort();
    const controller = new AbortController();
    underWay.current = controller;
    isStopping.current = false;
    const startedMs = performance.now();
    const elapsedMs = () => performance.now() - startedMs;
    let errors: readonly number[] = [];
    const report = ({ step, error, picture }: RefineProgress): boolean => {
      errors = [...errors.slice(0, step), error]; // another worker begins at 0 again
      setJob((before) => ({
        state: 'running',
        stepCount: options.stepCount,
        errors,
        picture: picture ?? (before.state === 'running' ? before.picture : null),
        elapsedMs: elapsedMs(),
      }));
      return !isStopping.current;
    };
    setJob({ state: 'running', stepCount: options.stepCount, errors, picture: null, elapsedMs: 0 });
    try {
      const refinement = await refineItem(item, selectNoise(useStudio.getState()), options, report, controller.signal);
      const done: RefineJob = { state: 'done', errors, refinement, elapsedMs: elapsedMs() };
      if (controller.signal.aborted) return;
      finished = { key, job: done };
      setJob(done);
    } catch (error) {
      if (!controller.signal.aborted) setJob({ state: 'failed', error });
    }
  }

  return {
    job,
    start,
    /** Ends it with the next step; the best so far is the result. */
    stop: () => {
      isStopping.current = true;
    },
    /** Dismisses what is finished. */
    reset: () => {
      finished = null;
      setJob(IDLE);
    },
  };
}
