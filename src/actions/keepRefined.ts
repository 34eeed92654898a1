import type { Refinement } from '../latent/refinement.ts';
import type { LibraryItem } from '../store/librarySlice.ts';
import { keepStylesAsItem } from './keepStylesAsItem.ts';

/** Keeps a refined cat as a library item of its own, without its noise, which belongs to pictures. */
export const keepRefined = (item: LibraryItem, { styles }: Refinement): Promise<string | null> =>
  keepStylesAsItem(`${item.name}, refined`, async () => styles);
