import { useSyncExternalStore } from 'react';
import type { Pixels } from '../image/pixels.ts';
import type { LibraryItem } from '../store/librarySlice.ts';
import { lookKey } from '../store/lookSlice.ts';
import { useStudio } from '../store/studio.ts';

/** A second look at a photo while it is being taken. It has pixels, so it is not in the store. */
interface LookProgress {
  /** Of what: `lookKey`. */
  readonly key: string;
  readonly step: number;
  readonly stepCount: number;
  /** The newest picture there is; none at first. */
  readonly picture: Pixels | null;
}

let current: LookProgress | null = null;
const listeners = new Set<() => void>();

/** Shows how far the look is that is being taken; null when there is none. */
export function showLookProgress(progress: LookProgress | null): void {
  current = progress;
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** The look that is being taken at an item, if one is. */
export function useLookProgress(item: LibraryItem): LookProgress | null {
  const key = useStudio((s) => lookKey(s, item));
  return useSyncExternalStore(subscribe, () => (current?.key === key ? current : null));
}
