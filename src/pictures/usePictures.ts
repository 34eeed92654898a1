import { useCallback, useMemo, useSyncExternalStore } from 'react';
import type { Pixels } from '../image/pixels.ts';
import { selectResolution } from '../store/modelSlice.ts';
import { useStudio } from '../store/studio.ts';
import { pictures } from './pictureCache.ts';
import type { PictureSpec } from './pictureSpec.ts';
import { requestOf } from './renderings.ts';
import { thumbnailOf } from './thumbnail.ts';
import { useLooks } from './useLooks.ts';
import { useNoise } from './useNoise.ts';

/** Several pictures with the noise of the page, computed while the component is mounted; null until all of them are there. */
export function usePictures(specs: readonly PictureSpec[]): readonly Pixels[] | null {
  const noise = useNoise();
  useLooks(); // keys know them too
  const requests = specs.map((spec) => requestOf(spec, noise));
  const keys = requests.map(({ key }) => key).join('\n');
  const subscribe = useCallback(
    (listener: () => void) => {
      const leave = requests.map((request) => pictures.watch(request, listener));
      return () => {
        for (const stop of leave) stop();
      };
    },
    [keys],
  );
  const isDone = useSyncExternalStore(subscribe, () =>
    requests.every(({ key }) => pictures.peek(key).state === 'done'),
  );
  return useMemo(() => (isDone ? requests.flatMap(({ key }) => pixelsOf(key)) : null), [keys, isDone]);
}

/** Pictures as `usePictures` has them, for showing small. */
export function useThumbnails(specs: readonly PictureSpec[]): readonly Pixels[] | null {
  const resolution = useStudio(selectResolution);
  return usePictures(resolution === null ? specs : specs.map((spec) => thumbnailOf(spec, resolution)));
}

function pixelsOf(key: string): Pixels | [] {
  const state = pictures.peek(key);
  return state.state === 'done' ? state.pixels : [];
}
