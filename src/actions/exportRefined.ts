import type { Refinement } from '../latent/refinement.ts';
import type { LibraryItem } from '../store/librarySlice.ts';
import { rowPng } from './exportPair.ts';
import { downloadImage, fileNameOf } from './saveImage.ts';

export const downloadRefined = (item: LibraryItem, { picture }: Refinement): Promise<void> =>
  downloadImage(fileNameOf(item.name, 'refined'), () => rowPng([picture]));
