import { useEffect } from 'react';
import { measureItem } from '../../actions/likeness.ts';
import type { Likeness } from '../../image/likeness.ts';
import { itemKey, type LibraryItem } from '../../store/librarySlice.ts';
import { useStudio } from '../../store/studio.ts';

/**
 * How alike an item and its reconstruction are; null until that is known.
 * @param hasPictures whether both pictures are there: only then are they measured, for no picture is computed for it
 */
export function useLikeness(item: LibraryItem, hasPictures: boolean): Likeness | null {
  const likeness = useStudio((s) => s.likenesses[itemKey(item)]);
  const isMissing = likeness === undefined;
  useEffect(() => {
    if (hasPictures && isMissing) void measureItem(item);
  }, [hasPictures, isMissing, item]);
  return hasPictures ? (likeness ?? null) : null;
}
