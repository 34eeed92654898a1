import { useEffect } from 'react';
import { measureItem } from '../../actions/measureLikeness.ts';
import type { Likeness } from '../../image/likeness.ts';
import { itemKey, type LibraryItem } from '../../store/librarySlice.ts';
import { encodedKey } from '../../store/lookSlice.ts';
import { useStudio } from '../../store/studio.ts';

/**
 * How alike an item and its reconstruction are; null until that is known.
 * @param hasPictures whether both pictures are there: only then are they measured, for no picture is computed for it
 * @param isAsEncoded whatever look was taken at it
 */
export function useLikeness(item: LibraryItem, hasPictures: boolean, isAsEncoded = false): Likeness | null {
  const likeness = useStudio((s) => s.likenesses[isAsEncoded ? encodedKey(item) : itemKey(item)]);
  const isMissing = likeness === undefined;
  useEffect(() => {
    if (hasPictures && isMissing) void measureItem(item, isAsEncoded);
  }, [hasPictures, isMissing, item, isAsEncoded]);
  return hasPictures ? (likeness ?? null) : null;
}
