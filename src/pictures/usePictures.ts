import { useCallback, useMemo, useSyncExternalStore } from 'react';
import type { Pixels } from '../image/pixels.ts';
import { useStudio } from '../store/studio.ts';
import { selectNoiseKey } from '../store/viewSlice.ts';
import { type PictureRequest, pictures } from './pictureCache.ts';

/** The pictures of several requests, computed while the component is mounted; null until all of them are there. */
export function usePictures(requests: readonly PictureRequest[]): readonly Pixels[] | null {
  useStudio(selectNoiseKey); // the component makes its requests anew
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

function pixelsOf(key: string): Pixels | [] {
  const state = pictures.peek(key);
  return state.state === 'done' ? state.pixels : [];
}
