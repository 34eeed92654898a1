import { readFile } from 'node:fs/promises';
import { PNG } from 'pngjs';
import type { Sharp } from 'sharp';
import type { Pixels } from '../../src/image/pixels.ts';
import { prepareFor, writeFileAside } from './atomicFile.ts';
import { messageOf, pathReason, UserError } from './userError.ts';

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
 * The pixels of an image, turned as its EXIF data say, grey as RGB, on white where it is transparent: as on the page.
 * @param background another CSS colour than white
 * @throws Error when it is none, or damaged
 */
export async function uprightPixels(image: Sharp, background = 'white'): Promise<Pixels> {
  const { data, info } = await image
    .autoOrient()
    .flatten({ background })
    .toColourspace('srgb')
    .ensureAlpha()
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data: new Uint8ClampedArray(data) };
}

/**
 * Decodes an image file.
 * @throws UserError that names a file which is missing or no image
 */
export async function readPixels(file: string): Promise<Pixels> {
  const sharp = await loadSharp();
  const bytes = await readFile(file).catch((cause) => {
    throw new UserError(`${file} cannot be read: ${pathReason(cause)}.`, { cause });
  });
  return uprightPixels(sharp(bytes)).catch((cause) => {
    throw new UserError(`${file} cannot be read as an image (${messageOf(cause)}): give a PNG, JPEG or WebP file.`, {
      cause,
    });
  });
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
  await prepareFor(file);
  await writeFileAside(file, encodePng(pixels));
}
