import { centreSquare } from '../../src/image/crop.ts';
import { readHeader, withAvifBrand } from '../../src/image/header.ts';
import { imageBytes, type Pixels } from '../../src/image/pixels.ts';
import { cropTo, shrinkTo } from '../../src/image/resample.ts';
import { decodePixels, loadSharp } from '../io/imageFiles.ts';
import type { Crop } from './manifest.ts';
import { UnusableImage } from './unusable.ts';

export interface ImageSize {
  readonly width: number;
  readonly height: number;
}

/** Size of an encoded image as a viewer shows it, EXIF orientation applied. Reads the header only, where it says enough. */
export async function readImageSize(bytes: Uint8Array): Promise<ImageSize> {
  const header = readHeader(bytes);
  // A turned HEIC photo says so among properties that only its decoder follows.
  if (header?.format === 'heic') return sizeOf(await decodePixels(bytes));
  if (header?.format === 'bmp' && header.size) return { width: header.size[0], height: header.size[1] };
  const sharp = await loadSharp();
  const readable = header?.format === 'avif' ? withAvifBrand(new Uint8Array(bytes)) : bytes;
  const known = await sharp(readable)
    .metadata()
    .catch(() => undefined);
  return known?.autoOrient ?? sizeOf(await decodePixels(bytes));
}

const sizeOf = ({ width, height }: Pixels): ImageSize => ({ width, height });

/** Decodes an image as `decodePixels` does. @throws Error when it is damaged */
export const decodeImage = (bytes: Uint8Array, background: string): Promise<Pixels> =>
  decodePixels(bytes, 'error', background);

/** Pixels per side of the square that `crop` makes of an image. @throws UnusableImage when the crop does not fit into it */
export function croppedSide({ width, height }: ImageSize, crop: Crop): number {
  if (crop === 'pad') return Math.max(width, height);
  if (crop === 'centre' || crop === 'stretch') return Math.min(width, height);
  if (crop.x + crop.width > width || crop.y + crop.height > height) {
    throw new UnusableImage('small', `it is ${width}x${height}, too small for the crop`);
  }
  return crop.width;
}

/** How an image becomes a square of the data set. */
interface Squaring {
  readonly crop: Crop;
  readonly resolution: number;
  readonly channels: 1 | 3;
  /** Beside an image that is padded. */
  readonly background: Colour;
}

/** Red, green and blue, 0 to 255. */
export type Colour = readonly [number, number, number];

/**
 * Makes a square of an image and scales it down; everything becomes grey (Rec. 601) when `channels` is 1.
 * @returns uint8 [resolution, resolution, channels]
 * @throws UnusableImage when the square is smaller than the resolution
 */
export function squareImage(image: Pixels, { crop, resolution, channels, background }: Squaring): Uint8ClampedArray {
  const side = croppedSide(image, crop);
  if (side < resolution) {
    throw new UnusableImage('small', `its square of ${side} pixels is smaller than ${resolution}`);
  }
  if (crop === 'stretch') return imageBytes(shrinkTo(image, resolution, resolution), channels);
  if (crop === 'pad') return imageBytes(padTo(image, resolution, background), channels);
  const box = crop === 'centre' ? centreSquare(image) : { left: crop.x, top: crop.y, size: crop.width };
  // Cropped and scaled by the code that the page uses, so that a model meets photos as it met its training images.
  return imageBytes(cropTo(image, box, resolution), channels);
}

/** The whole image in the middle of a square of the background. */
function padTo(image: Pixels, resolution: number, background: Colour): Pixels {
  const scale = resolution / Math.max(image.width, image.height);
  const [width, height] = [image.width, image.height].map((length) => Math.max(1, Math.round(length * scale)));
  const inner = shrinkTo(image, width!, height!);
  const data = new Uint8ClampedArray(4 * resolution ** 2);
  for (let at = 0; at < data.length; at += 4) data.set([...background, 255], at);
  const [left, top] = [width!, height!].map((length) => Math.floor((resolution - length) / 2));
  for (let row = 0; row < inner.height; row++) {
    data.set(
      inner.data.subarray(4 * row * inner.width, 4 * (row + 1) * inner.width),
      4 * ((top! + row) * resolution + left!),
    );
  }
  return { width: resolution, height: resolution, data };
}

/** Red, green and blue of a CSS colour. @throws Error for what is none */
export async function colourOf(text: string): Promise<Colour> {
  const sharp = await loadSharp();
  const pixel = sharp({ create: { width: 1, height: 1, channels: 3, background: text } });
  const [red, green, blue] = await pixel.raw().toBuffer();
  return [red!, green!, blue!];
}
