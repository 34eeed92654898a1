import type { Refinement } from '../latent/refinement.ts';
import type { LibraryItem } from '../store/librarySlice.ts';
import { fileName } from '../words/fileName.ts';
import { rowPng } from './exportPair.ts';
import { downloadFile } from './saveFile.ts';

export const downloadRefined = (item: LibraryItem, { picture }: Refinement): Promise<void> =>
  downloadFile(fileName(item.name, 'refined'), () => rowPng([picture]));
