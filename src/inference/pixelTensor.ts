import * as tf from '@tensorflow/tfjs-core';
import { imageBytes, type Pixels } from '../image/pixels.ts';

/**
 * An image as the networks take it: 0…255 becomes `x / 127.5 - 1`. One channel takes the luma (Rec. 601) of a colour.
 * @param channels 1 or 3
 * @returns [1, height, width, channels]; the caller disposes of it
 */
export function pixelsToTensor(pixels: Pixels, channels: number): tf.Tensor4D {
  const values = Float32Array.from(imageBytes(pixels, channels), (byte) => byte / 127.5 - 1);
  return tf.tensor4d(values, [1, pixels.height, pixels.width, channels]);
}

/**
 * What a network made, as an image: `round(clamp((y + 1) · 127.5))`, opaque.
 * @param values [height, width, channels], one image
 * @param channels 1 or 3
 */
export function valuesToPixels(values: Float32Array, width: number, height: number, channels: number): Pixels {
  const data = new Uint8ClampedArray(4 * width * height).fill(255);
  for (let pixel = 0; pixel < width * height; pixel++) {
    for (let c = 0; c < 3; c++) {
      // Rounded here, since the clamped array rounds halves to even.
      data[4 * pixel + c] = Math.round((values[channels === 1 ? pixel : 3 * pixel + c]! + 1) * 127.5);
    }
  }
  return { width, height, data };
}
