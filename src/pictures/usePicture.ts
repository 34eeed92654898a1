import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { Pixels } from '../image/pixels.ts';
import { selectResolution } from '../store/modelSlice.ts';
import { useStudio } from '../store/studio.ts';
import { type PictureRequest, type PictureState, pictures } from './pictureCache.ts';
import type { PictureSpec } from './pictureSpec.ts';
import { requestOf } from './renderings.ts';
import { thumbnailOf } from './thumbnail.ts';
import { useLooks } from './useLooks.ts';
import { useNoise } from './useNoise.ts';

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
 * A picture with the noise of the page, computed while the component is mounted. When it is to be another one, the unfinished
 * old work is aborted and the old picture stays until the new one is there. Null is no picture.
 */
export function usePicture(spec: PictureSpec | null): ShownPicture {
  const noise = useNoise();
  useLooks(); // keys know them too
  const request = spec && requestOf(spec, noise);
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

/** A picture as `usePicture` has it, for showing small. */
export function useThumbnail(spec: PictureSpec | null): ShownPicture {
  const resolution = useStudio(selectResolution);
  return usePicture(spec && resolution !== null ? thumbnailOf(spec, resolution) : null);
}

/**
 * A picture that changes with every movement of a slider. Work under way is finished and shown, then the newest one is next:
 * a drag shows a steady stream of pictures on a slow machine too, and nothing in between queues.
 */
export function useLivePicture(spec: PictureSpec): ShownPicture {
  const noise = useNoise();
  useLooks(); // keys know them too
  const request = requestOf(spec, noise);
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

  const { key } = request;
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
