import { pictures } from '../pictures/pictureCache.ts';
import { latentRequest } from '../pictures/renderings.ts';
import type { LatentSettings } from '../store/latentSlice.ts';
import type { LibraryItem } from '../store/librarySlice.ts';
import { useStudio } from '../store/studio.ts';
import { fileName } from '../words/fileName.ts';
import { rowPng } from './exportPair.ts';
import { downloadFile } from './saveFile.ts';

export const downloadReshaped = (item: LibraryItem, settings: LatentSettings): Promise<void> =>
  downloadFile(fileName(item.name, 'reshaped'), async () =>
    rowPng([await pictures.get(latentRequest(item, useStudio.getState().directions, settings))]),
  );
