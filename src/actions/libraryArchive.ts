import { sheetPng } from '../imageWorker/imageClient.ts';
import { codesOf } from '../latent/codes.ts';
import { encodeNpy } from '../latent/npy.ts';
import { getPicture, stylesOf } from '../pictures/renderings.ts';
import { orderItems } from '../store/libraryOrder.ts';
import { itemKey, type LibraryItem } from '../store/librarySlice.ts';
import { useStudio } from '../store/studio.ts';
import { selectNoise } from '../store/viewSlice.ts';
import { fileName } from '../words/fileName.ts';
import { likenessTable } from '../words/likenessTable.ts';
import { measureLibrary } from './likeness.ts';
import { downloadFile } from './saveFile.ts';

/**
 * Hands out the library as one zip, in the order that is shown: of each cat what the model is given and what it makes of
 * it, as PNG at the model's resolution; their figures as CSV; their codes as NumPy reads them, a row for each.
 */
export async function downloadLibrary(): Promise<void> {
  const { model } = useStudio.getState();
  if (model) await downloadFile(fileName(model.title, 'library', 'zip'), zippedLibrary);
}

async function zippedLibrary(): Promise<Blob> {
  await measureLibrary();
  const studio = useStudio.getState();
  const { likenesses, libraryOrder: order, likenessMeasure: measure } = studio;
  const items = orderItems(studio.items, { order, measure, likenesses }).filter((item) => likenesses[itemKey(item)]);
  const files: Record<string, Uint8Array> = {};
  const digits = `${items.length}`.length;
  for (const [i, item] of items.entries()) {
    const number = `${i + 1}`.padStart(digits, '0');
    for (const kind of ['input', 'reconstruction'] as const) {
      const what = kind === 'input' ? 'given' : 'reconstruction';
      files[`${number}-${fileName(item.name, what)}`] = await pngOf(kind, item);
    }
  }
  const measured = items.map((item) => ({ item, likeness: likenesses[itemKey(item)]! }));
  files['likeness.csv'] = new TextEncoder().encode(likenessTable(measured, studio.model!.name));
  files['codes.npy'] = encodeNpy(codesOf(await Promise.all(items.map(stylesOf)), studio.model!.architecture));
  const { zipSync } = await import('fflate');
  return new Blob([zipSync(files, { level: 0 })], { type: 'application/zip' }); // PNG is compressed already
}

async function pngOf(kind: 'input' | 'reconstruction', item: LibraryItem): Promise<Uint8Array> {
  const pixels = await getPicture({ kind, item }, selectNoise(useStudio.getState()));
  return new Uint8Array(await (await sheetPng([[pixels]], { scale: 1 })).arrayBuffer());
}
