import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { PNG } from 'pngjs';
import type { Pixels } from '../src/image/pixels.ts';
import { writeFileAside } from './fileAside.ts';
import { hasCode, messageOf, UserError } from './userError.ts';

type SharpModule = typeof import('sharp')['default'];

let sharpModule: Promise<SharpModule> | undefined;

/** The image library, which is an optional package. @throws UserError that says what to install */
export function loadSharp(): Promise<SharpModule> {
  sharpModule ??= import('sharp').then(
    ({ default: sharp }) => {
      sharp.cache(false); // no image is read twice
      return sharp;
    },
    (cause) => {
      const message = 'Image files need the package sharp, which does not load here: run npm install sharp.';
      throw new UserError(message, { cause });
    },
  );
  return sharpModule;
}

/**
 * Decodes an image file, turned as its EXIF data say, on white where it is transparent: as the page does.
 * @throws UserError that names a file which is missing or no image
 */
export async function readPixels(file: string): Promise<Pixels> {
  const sharp = await loadSharp();
  const bytes = await readFile(file).catch((cause) => {
    const reason = hasCode(cause, 'ENOENT') ? 'there is no such file' : messageOf(cause);
    throw new UserError(`${file} cannot be read: ${reason}.`, { cause });
  });
  const image = sharp(bytes)
    .autoOrient()
    .flatten({ background: 'white' })
    .toColourspace('srgb')
    .ensureAlpha()
    .raw({ depth: 'uchar' });
  const { data, info } = await image.toBuffer({ resolveWithObject: true }).catch((cause) => {
    throw new UserError(`${file} cannot be read as an image (${messageOf(cause)}).`, { cause });
  });
  return { width: info.width, height: info.height, data: new Uint8ClampedArray(data) };
}

/** The bytes of a PNG file. Needs no native package, so that a training can draw its sheets anywhere. */
export function encodePng({ width, height, data }: Pixels): Buffer {
  const png = new PNG({ width, height });
  png.data = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  return PNG.sync.write(png);
}

/**
 * Writes a PNG file whole or not at all, and the directory that it goes to.
 * @throws UserError that names a file which cannot be written
 */
export async function writePng(file: string, pixels: Pixels): Promise<void> {
  const bytes = encodePng(pixels);
  try {
    await mkdir(path.dirname(path.resolve(file)), { recursive: true });
    await writeFileAside(file, bytes);
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    throw new UserError(`${file} cannot be written (${messageOf(cause)}).`, { cause });
  }
}
