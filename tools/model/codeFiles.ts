import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { centreSquare } from '../../src/image/crop.ts';
import type { Pixels } from '../../src/image/pixels.ts';
import { cropTo } from '../../src/image/resample.ts';
import { encodeImage } from '../../src/inference/inference.ts';
import { codesOf, stylesOfCodes } from '../../src/latent/codes.ts';
import { decodeNpy, encodeNpy, type NumberArray } from '../../src/latent/npy.ts';
import { repeatW } from '../../src/latent/styles.ts';
import { resolutionOf } from '../../src/networks/architecture.ts';
import type { Device } from '../compute/devices.ts';
import { openSource } from '../dataset/source.ts';
import { prepareFor, writeFileAside } from '../io/atomicFile.ts';
import { readPixels, writePng } from '../io/imageFiles.ts';
import { createProgressLine } from '../io/progress.ts';
import { hasCode, messageOf, pathReason, UserError } from '../io/userError.ts';
import { withModel } from './openModel.ts';
import { type RenderingModel, withDraw } from './rendering.ts';

/** A photo that is yet to be decoded. */
interface NamedPhoto {
  readonly name: string;
  pixels(): Promise<Pixels>;
}

/** The photos of a folder or archive by name, or the files that are given. */
async function* photosOf(inputs: readonly [string, ...string[]]): AsyncIterable<NamedPhoto> {
  const [input] = inputs;
  const info = await stat(input).catch(() => undefined);
  if (inputs.length === 1 && (info?.isDirectory() || input.toLowerCase().endsWith('.zip'))) {
    for await (const image of (await openSource(inputs)).images()) {
      yield { name: image.name, pixels: () => image.pixels('white') };
    }
  } else {
    for (const file of inputs) yield { name: path.basename(file), pixels: () => readPixels(file) };
  }
}

/** Lies beside a file of codes: the photos' names, one a line. */
const namesFile = (codes: string): string => `${codes.replace(/\.npy$/i, '')}.txt`;

/**
 * Writes E(x) of photos as a NumPy array, float32 [N, S], and their names beside it. Photos that cannot be read are left out.
 * @param inputs a folder, a zip archive, or files
 * @returns the array's shape, and a sentence for each photo that was left out
 * @throws UserError when no photo can be read, or the file cannot be written
 */
export function encodeFiles(
  { folder, device }: { readonly folder: string; readonly device: Device },
  inputs: readonly [string, ...string[]],
  out: string,
): Promise<Pick<NumberArray, 'shape'> & { readonly skipped: readonly string[] }> {
  return withModel({ folder, device, groups: ['E'] }, async (model) => {
    await prepareFor(out);
    const { architecture } = model;
    const progress = createProgressLine();
    const names: string[] = [];
    const styles: Float32Array[] = [];
    const skipped: string[] = [];
    for await (const { name, pixels } of photosOf(inputs)) {
      progress.update(`encoding ${name} (${names.length} done)`);
      const photo = await pixels().catch((cause) => void skipped.push(`${name}: ${messageOf(cause)}`));
      if (!photo) continue;
      const w = await encodeImage(model, cropTo(photo, centreSquare(photo), resolutionOf(architecture)));
      names.push(name);
      styles.push(repeatW(w, architecture.layerCount));
    }
    progress.clear();
    if (names.length === 0) throw new UserError(`There is no photo that can be read in ${inputs.join(', ')}.`);
    const codes = codesOf(styles, architecture);
    await writeFileAside(out, encodeNpy(codes));
    await writeFileAside(namesFile(out), `${names.join('\n')}\n`);
    return { shape: codes.shape, skipped };
  });
}

/**
 * Draws the codes of a .npy file, [N, S] or [N, 2L, S], as PNG files, named as the photos were where a list of names lies
 * beside it, else by number.
 * @returns how many
 * @throws UserError when the codes are not the model's
 */
export function decodeFile(model: RenderingModel, file: string, out: string): Promise<number> {
  return withDraw(model, [], async ({ architecture }, draw) => {
    const bytes = await readFile(file).catch((cause) => {
      throw new UserError(`${file} cannot be read: ${pathReason(cause)}.`, { cause });
    });
    const styles = sayingWhichFile(file, () => stylesOfCodes(decodeNpy(bytes), architecture));
    const names = await readNames(namesFile(file), styles.length);
    const progress = createProgressLine();
    for (const [i, image] of styles.entries()) {
      progress.update(`drawing ${i + 1} of ${styles.length}`);
      const target = path.join(out, `${names[i]}.png`);
      await prepareFor(target);
      await writePng(target, await draw(image));
    }
    progress.clear();
    return styles.length;
  });
}

function sayingWhichFile<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw new UserError(`${file} ${messageOf(cause)}.`, { cause });
  }
}

/** Names of files for so many images, without endings. A list that is not there, or of another length, is not used. */
async function readNames(file: string, count: number): Promise<readonly string[]> {
  const text = await readFile(file, 'utf8').catch((cause) => {
    if (hasCode(cause, 'ENOENT')) return '';
    throw new UserError(`${file} cannot be read: ${pathReason(cause)}.`, { cause });
  });
  const listed = text.split('\n').filter((line) => line.trim() !== '');
  const names = listed.map((name) => name.replace(/\.[^./]+$/, '').replaceAll(/[^\p{L}\p{N} ._-]+/gu, '-'));
  if (names.length === count && new Set(names).size === count) return names;
  const digits = String(count).length;
  return Array.from({ length: count }, (_, i) => String(i + 1).padStart(digits, '0'));
}
