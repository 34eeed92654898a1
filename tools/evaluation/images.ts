import type { Pixels } from '../../src/image/pixels.ts';
import { valuesToPixels } from '../../src/inference/pixelTensor.ts';
import type { ImageArray } from '../dataset/dataset.ts';

const bytesPerImage = ({ resolution, channels }: ImageArray): number => resolution ** 2 * channels;

/** The images at these places, in this order. */
export function pick(images: ImageArray, indices: readonly number[]): ImageArray {
  const size = bytesPerImage(images);
  const pixels = new Uint8Array(indices.length * size);
  indices.forEach((index, i) => {
    pixels.set(images.pixels.subarray(index * size, (index + 1) * size), i * size);
  });
  return { ...images, count: indices.length, pixels };
}

/** As the networks take them: [-1, 1]. */
export const toValues = ({ pixels }: Pick<ImageArray, 'pixels'>): Float32Array =>
  Float32Array.from(pixels, (byte) => byte / 127.5 - 1);

/** What a network made, in the 8 bits in which it is looked at. */
export function fromValues(values: Float32Array, like: ImageArray): ImageArray {
  const pixels = Uint8Array.from(values, (value) => Math.round(Math.min(255, Math.max(0, (value + 1) * 127.5))));
  return { ...like, count: values.length / bytesPerImage(like), pixels };
}

/** One image of many, as RGBA. */
export function pixelsOf(images: ImageArray, index: number): Pixels {
  const { resolution, channels } = images;
  return valuesToPixels(toValues(pick(images, [index])), resolution, resolution, channels);
}
