import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { Pixels } from '../image/pixels.ts';
import { useStudio } from '../store/studio.ts';
import { selectNoiseKey } from '../store/viewSlice.ts';
import { type PictureRequest, type PictureState, pictures } from './pictureCache.ts';

export interface ShownPicture {
  /** The newest picture there is; an older one while `isStale`. */
  readonly pixels: Pixels | null;
  readonly isStale: boolean;
  readonly error: unknown;
  /** Computes the picture again after a failure. */
  readonly retry: () => void;
}

const WAITING: PictureState = { state: 'running' };

/**
 * The picture of a request, computed while the component is mounted. When the request changes, the unfinished old work
 * is aborted and the old picture stays until the new one is there.
 */
export function usePicture(request: PictureRequest | null): ShownPicture {
  useStudio(selectNoiseKey); // the component makes its request anew
  const key = request?.key;
  const subscribe = useCallback(
    (listener: () => void) => (request ? pictures.watch(request, listener) : () => {}),
    [key],
  );
  const state = useSyncExternalStore(subscribe, () => (key === undefined ? WAITING : pictures.peek(key)));
  const [last, setLast] = useState<Pixels | null>(null);
  const pixels = pixelsOf(state, last);
  if (pixels !== last) setLast(pixels);
  return {
    pixels,
    isStale: state.state === 'running',
    error: state.state === 'failed' ? state.error : null,
    retry: () => request && pictures.retry(request),
  };
}

function pixelsOf(state: PictureState, last: Pixels | null): Pixels | null {
  switch (state.state) {
    case 'done':
      return state.pixels;
    case 'running':
      return last;
    case 'failed':
      return null; // the last one shows another cat, or other switches
  }
}

/**
 * The picture of a request that changes with every movement of a slider. Work under way is finished and shown, then the
 * newest request is next: a drag shows a steady stream of pictures on a slow machine too, and nothing in between queues.
 */
export function useLivePicture(request: PictureRequest | null): ShownPicture {
  useStudio(selectNoiseKey);
  const [shown, setShown] = useState<{ key: string; pixels: Pixels } | null>(null);
  const [error, setError] = useState<unknown>(null);
  const newest = useRef<PictureRequest | null>(null);
  const underWay = useRef<AbortController | null>(null);

  const run = useCallback(async () => {
    if (underWay.current) return;
    const controller = new AbortController();
    underWay.current = controller;
    let done: PictureRequest | null = null;
    while (newest.current && newest.current.key !== done?.key && !controller.signal.aborted) {
      done = newest.current;
      try {
        const pixels = await done.render(controller.signal, true);
        if (!controller.signal.aborted) setShown({ key: done.key, pixels });
        setError(null);
      } catch (reason) {
        if (!controller.signal.aborted) setError(reason);
      }
    }
    if (underWay.current === controller) underWay.current = null;
  }, []);

  const key = request?.key;
  useEffect(() => {
    newest.current = request;
    void run();
  }, [key, run]);
  useEffect(
    () => () => {
      underWay.current?.abort();
      underWay.current = null;
    },
    [],
  );
  return { pixels: shown?.pixels ?? null, isStale: shown?.key !== key, error, retry: () => void run() };
}
