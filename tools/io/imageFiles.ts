import { readFile } from 'node:fs/promises';
import { PNG } from 'pngjs';
import type { Sharp } from 'sharp';
import { decodeHeic } from '../../src/image/decodeHeic.ts';
import { readHeader, withAvifBrand } from '../../src/image/header.ts';
import { ImageError } from '../../src/image/imageError.ts';
import { imageRefusal, refuseHuge } from '../../src/image/imageRefusal.ts';
import type { Pixels } from '../../src/image/pixels.ts';
import { prepareFor, writeFileAside } from './atomicFile.ts';
import { decodeBmp } from './decodeBmp.ts';
import { pathReason, UserError } from './userError.ts';

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
 * The pixels of an image file, turned as its EXIF data say, in sRGB, grey as RGB, on white where it is transparent, of an
 * animation the first: as on the page. HEIC and BMP, which sharp's prebuilt library does not decode, need no sharp.
 * @param failOn how damaged it may be
 * @param background a CSS colour in the place of white, for what sharp decodes
 * @throws Error when it is none, or damaged
 */
export async function decodePixels(
  bytes: Uint8Array,
  failOn: 'error' | 'warning' = 'warning',
  background = 'white',
): Promise<Pixels> {
  const format = readHeader(bytes)?.format;
  if (format === 'heic') return onWhite(await decodeHeic(bytes));
  if (format === 'bmp') return onWhite(decodeBmp(bytes));
  const sharp = await loadSharp();
  const image = sharp(format === 'avif' ? withAvifBrand(new Uint8Array(bytes)) : bytes, { failOn });
  const { space } = await image.metadata();
  if (space === 'cmyk') return inkPixels(image);
  const { data, info } = await image
    .autoOrient()
    .flatten({ background })
    .toColourspace('srgb')
    .ensureAlpha()
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data: new Uint8ClampedArray(data) };
}

/** CMYK as on the page, by no profile (`withoutInkProfile`): each ink takes its part of the light away. */
async function inkPixels(image: Sharp): Promise<Pixels> {
  const { data: inks, info } = await image
    .pipelineColourspace('cmyk') // else they would go by way of a profile that is not the file's
    .autoOrient()
    .toColourspace('cmyk')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  const data = new Uint8ClampedArray(4 * width * height);
  for (let i = 0; i < width * height; i++) {
    const light = 255 - inks[channels * i + 3]!;
    for (let c = 0; c < 3; c++) data[4 * i + c] = ((255 - inks[channels * i + c]!) * light) / 255;
    data[4 * i + 3] = 255;
  }
  return { width, height, data };
}

function onWhite({ width, height, data }: Pixels): Pixels {
  for (let i = 0; i < data.length; i += 4) {
    const alpha = data[i + 3]! / 255;
    if (alpha === 1) continue;
    for (let c = 0; c < 3; c++) data[i + c] = alpha * data[i + c]! + (1 - alpha) * 255;
    data[i + 3] = 255;
  }
  return { width, height, data };
}

/**
 * Decodes an image file.
 * @throws UserError that names a file which is missing, no image, damaged or too large
 */
export async function readPixels(file: string): Promise<Pixels> {
  const bytes = await readFile(file).catch((cause) => {
    throw new UserError(`${file} cannot be read: ${pathReason(cause)}.`, { cause });
  });
  try {
    refuseHuge(bytes, file);
    return await decodePixels(bytes);
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    const { message } = cause instanceof ImageError ? cause : await imageRefusal(bytes, file, 'this program');
    throw new UserError(message, { cause });
  }
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
