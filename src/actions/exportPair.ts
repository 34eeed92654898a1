import { absoluteDifference } from '../image/difference.ts';
import { drawPixels } from '../image/drawPixels.ts';
import { heatMap } from '../image/heatMap.ts';
import type { Pixels } from '../image/pixels.ts';
import { pictures } from '../pictures/pictureCache.ts';
import { inputRequest, reconstructionRequest } from '../pictures/renderings.ts';
import type { LibraryItem } from '../store/librarySlice.ts';
import { useStudio } from '../store/studio.ts';
import { fileName } from '../words/fileName.ts';
import { copyImage, downloadFile } from './saveFile.ts';

/** Smaller pictures are enlarged to this many pixels per side. */
const EXPORT_SIZE = 512;

export const downloadPair = (item: LibraryItem): Promise<void> =>
  downloadFile(fileName(item.name, 'reconstruction'), () => pairPng(item));

export const copyPair = (item: LibraryItem): Promise<void> => copyImage(() => pairPng(item));

/** The cat and its reconstruction, and where they differ if that is being looked at. */
async function pairPng(item: LibraryItem): Promise<Blob> {
  const [input, reconstruction] = await Promise.all([
    pictures.get(inputRequest(item)),
    pictures.get(reconstructionRequest(item)),
  ]);
  const isMapped = useStudio.getState().pairView === 'difference';
  return rowPng([input, reconstruction, ...(isMapped ? [heatMap(absoluteDifference(input, reconstruction))] : [])]);
}

/** Pictures side by side as a PNG file, enlarged as they are shown. */
export async function rowPng(row: readonly Pixels[]): Promise<Blob> {
  const { zoom } = useStudio.getState();
  const size = Math.max(EXPORT_SIZE, row[0]!.width);
  const canvas = new OffscreenCanvas(size * row.length, size);
  const context = canvas.getContext('2d')!;
  row.forEach((pixels, i) => {
    drawPixels(context, pixels, { left: i * size, top: 0, size }, zoom);
  });
  return canvas.convertToBlob({ type: 'image/png' });
}
