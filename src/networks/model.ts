import * as tf from '@tensorflow/tfjs-core';

/** What both sides, page and tools, call. */
export { discriminate } from './discriminator.ts';
export { encode } from './encoder.ts';
export { generate, seededNoise } from './generator.ts';
export { map } from './mapping.ts';
export type { Model } from './params.ts';

/** Standard normal latents z [count, S], the same for the same seed on every machine. */
export function sampleZ(seed: number, count: number, latentSize: number): tf.Tensor2D {
  return tf.randomNormal([count, latentSize], 0, 1, 'float32', seed);
}

/** One w for every style: [N, S] → [N, 2L, S]. */
export function repeatStyles(w: tf.Tensor2D, styleCount: number): tf.Tensor3D {
  return tf.tidy(() => tf.tile(tf.expandDims(w, 1), [1, styleCount, 1]));
}
