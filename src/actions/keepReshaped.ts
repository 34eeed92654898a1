import { reshapedStyles } from '../pictures/renderings.ts';
import type { LatentSettings } from '../store/latentSlice.ts';
import type { LibraryItem } from '../store/librarySlice.ts';
import { useStudio } from '../store/studio.ts';
import { keepStylesAsItem } from './keepStylesAsItem.ts';

/** Keeps a reshaped cat as a library item of its own, without its noise, which belongs to pictures. */
export const keepReshaped = (item: LibraryItem, settings: LatentSettings): Promise<string | null> =>
  keepStylesAsItem(`${item.name}, reshaped`, () => reshapedStyles(item, useStudio.getState().directions, settings));
