import { centreSquare } from '../../src/image/crop.ts';
import { readHeader, withAvifBrand } from '../../src/image/header.ts';
import { imageBytes, type Pixels } from '../../src/image/pixels.ts';
import { cropTo } from '../../src/image/resample.ts';
import { decodePixels, loadSharp } from '../io/imageFiles.ts';
import type { Crop } from './manifest.ts';

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
  return (await sharp(readable).metadata()).autoOrient;
}

const sizeOf = ({ width, height }: Pixels): ImageSize => ({ width, height });

/** Decodes an image as `decodePixels` does. @throws Error when it is damaged */
export const decodeImage = (bytes: Uint8Array): Promise<Pixels> => decodePixels(bytes, 'error');

/** Pixels per side of the square that `crop` keeps of an image. @throws Error when the crop does not fit into it */
export function croppedSide({ width, height }: ImageSize, crop: Crop): number {
  if (crop === 'centre') return Math.min(width, height);
  if (crop.x + crop.width > width || crop.y + crop.height > height) {
    throw new Error(`it is ${width}x${height}, too small for the crop`);
  }
  return crop.width;
}

/**
 * Crops an image to a square and scales it down; everything becomes grey (Rec. 601) when `channels` is 1.
 * @returns uint8 [resolution, resolution, channels]
 * @throws Error when the cropped square is smaller than the resolution
 */
export function squareImage(
  image: Pixels,
  { crop, resolution, channels }: { crop: Crop; resolution: number; channels: 1 | 3 },
): Uint8ClampedArray {
  const side = croppedSide(image, crop);
  if (side < resolution) throw new Error(`its square of ${side} pixels is smaller than ${resolution}`);
  const box = crop === 'centre' ? centreSquare(image) : { left: crop.x, top: crop.y, size: crop.width };
  // Cropped and scaled by the code that the page uses, so that a model meets photos as it met its training images.
  return imageBytes(cropTo(image, box, resolution), channels);
}
