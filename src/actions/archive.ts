import { sheetPng } from '../imageWorker/imageClient.ts';
import { codesOf } from '../latent/codes.ts';
import { encodeNpy } from '../latent/npy.ts';
import type { PictureSpec } from '../pictures/pictureSpec.ts';
import { getPicture } from '../pictures/renderings.ts';
import { useStudio } from '../store/studio.ts';
import { selectNoise } from '../store/viewSlice.ts';
import { fileName } from '../words/fileName.ts';
import { fileWords } from '../words/fileWords.ts';

/** A picture of an archive, which it holds at the model's resolution. */
export interface ArchivedPicture {
  /** Its file's name, with the extension. */
  readonly file: string;
  readonly spec: PictureSpec;
}

/** A place in a list, from 1, with as many digits as the last one has. */
export const numbered = (index: number, count: number): string => `${index + 1}`.padStart(`${count}`.length, '0');

/**
 * One zip of pictures as PNG, of their codes as NumPy reads them (`codes.npy`), and of whatever else.
 * @param codes styles [2L · S], a row of the array for each
 * @param others by file name
 */
export async function archive(
  pictures: readonly ArchivedPicture[],
  codes: readonly Float32Array[],
  others: Readonly<Record<string, Blob>>,
): Promise<Blob> {
  const studio = useStudio.getState();
  const noise = selectNoise(studio);
  const files: Record<string, Uint8Array> = {};
  // First what is opened again: a page takes so many pictures out of a zip, and no more.
  for (const [file, content] of Object.entries(others)) files[file] = await bytesOf(content);
  for (const { file, spec } of pictures) {
    files[file] = await bytesOf(await sheetPng([[await getPicture(spec, noise)]], { scale: 1 }));
  }
  files[fileName('', fileWords.codes, 'npy')] = encodeNpy(codesOf(codes, studio.model!.architecture));
  const { zipSync } = await import('fflate');
  return new Blob([zipSync(files, { level: 0 })], { type: 'application/zip' }); // PNG is compressed already
}

const bytesOf = async (file: Blob): Promise<Uint8Array> => new Uint8Array(await file.arrayBuffer());
