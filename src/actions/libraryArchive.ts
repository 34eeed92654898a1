import { sheetPng } from '../imageWorker/imageClient.ts';
import { codesOf } from '../latent/codes.ts';
import { encodeNpy } from '../latent/npy.ts';
import { type PictureSpec, pairOf } from '../pictures/pictureSpec.ts';
import { getPicture, stylesOf } from '../pictures/renderings.ts';
import { useStudio } from '../store/studio.ts';
import { selectNoise } from '../store/viewSlice.ts';
import { fileName } from '../words/fileName.ts';
import { fileWords } from '../words/fileWords.ts';
import { likenessTable } from '../words/likenessTable.ts';
import { inOwnWords } from '../words/modelSentences.ts';
import { measuredLibrary } from './likeness.ts';
import { downloadFile } from './saveFile.ts';

/**
 * Hands out the library as one zip, in the order that is shown: of each cat what the model is given and what it makes of
 * it, as PNG at the model's resolution; their figures as CSV; their codes as NumPy reads them, a row for each.
 */
export async function downloadLibrary(): Promise<void> {
  const { model } = useStudio.getState();
  if (model) await downloadFile(fileName(inOwnWords(model).title, fileWords.library, 'zip'), zippedLibrary);
}

async function zippedLibrary(): Promise<Blob> {
  const measured = await measuredLibrary();
  const { name, architecture } = useStudio.getState().model!;
  const files: Record<string, Uint8Array> = {};
  const digits = `${measured.length}`.length;
  for (const [i, { item }] of measured.entries()) {
    const number = `${i + 1}`.padStart(digits, '0');
    const { input, redrawn } = pairOf(item); // whose figures are in the table
    files[`${number}-${fileName(item.name, fileWords.given)}`] = await pngOf(input);
    files[`${number}-${fileName(item.name, fileWords.reconstruction)}`] = await pngOf(redrawn);
  }
  files[fileName('', fileWords.likeness, 'csv')] = new TextEncoder().encode(likenessTable(measured, name));
  const styles = await Promise.all(measured.map(({ item }) => stylesOf(item)));
  files[fileName('', fileWords.codes, 'npy')] = encodeNpy(codesOf(styles, architecture));
  const { zipSync } = await import('fflate');
  return new Blob([zipSync(files, { level: 0 })], { type: 'application/zip' }); // PNG is compressed already
}

async function pngOf(spec: PictureSpec): Promise<Uint8Array> {
  const pixels = await getPicture(spec, selectNoise(useStudio.getState()));
  return new Uint8Array(await (await sheetPng([[pixels]], { scale: 1 })).arrayBuffer());
}
