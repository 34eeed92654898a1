import { loadSharp } from '../imageFiles.ts';
import type { Crop } from './manifest.ts';

export interface ImageSize {
  readonly width: number;
  readonly height: number;
}

/** Size of an encoded image as a viewer shows it, EXIF orientation applied. Reads the header only. */
export async function readImageSize(bytes: Uint8Array): Promise<ImageSize> {
  const sharp = await loadSharp();
  return (await sharp(bytes).metadata()).autoOrient;
}

/** Pixels per side of the square that `crop` keeps of an image. @throws Error when the crop does not fit into it */
export function croppedSide({ width, height }: ImageSize, crop: Crop): number {
  if (crop === 'centre') return Math.min(width, height);
  if (crop.x + crop.width > width || crop.y + crop.height > height) {
    throw new Error(`it is ${width}x${height}, too small for the crop`);
  }
  return crop.width;
}

/**
 * Decodes, turns upright (EXIF), crops to a square and scales down.
 * Transparent parts become white; grey becomes RGB, or everything grey when `channels` is 1.
 * @returns uint8 [resolution, resolution, channels]
 * @throws Error when the image is damaged or its cropped square smaller than the resolution
 */
export async function decodeImage(
  bytes: Uint8Array,
  { crop, resolution, channels }: { crop: Crop; resolution: number; channels: 1 | 3 },
): Promise<Buffer> {
  const sharp = await loadSharp();
  const side = croppedSide(await readImageSize(bytes), crop);
  if (side < resolution) throw new Error(`its square of ${side} pixels is smaller than ${resolution}`);
  const image = sharp(bytes, { failOn: 'error' }).autoOrient();
  if (crop !== 'centre') image.extract({ left: crop.x, top: crop.y, width: crop.width, height: crop.height });
  return image
    .resize(resolution, resolution, { fit: 'cover', position: 'centre' })
    .flatten({ background: 'white' })
    .toColourspace(channels === 1 ? 'b-w' : 'srgb')
    .raw({ depth: 'uchar' })
    .toBuffer();
}
