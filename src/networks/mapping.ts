import * as tf from '@tensorflow/tfjs-core';
import { dense, leakyRelu } from './ops.ts';
import type { Model } from './params.ts';

/**
 * F, the mapping network (paper §4): `z / √(mean(z²) + 1e-8)`, then fully connected layers S → S, each with leaky ReLU.
 * @param z [N, S], standard normal
 * @returns w [N, S]
 */
export function map({ architecture, params }: Model, z: tf.Tensor2D): tf.Tensor2D {
  return tf.tidy(() => {
    let w = tf.mul(z, tf.rsqrt(tf.add(tf.mean(tf.square(z), 1, true), 1e-8))) as tf.Tensor2D;
    for (let i = 0; i < architecture.mappingLayers; i++) w = leakyRelu(dense(params, `F/layer${i}`, w));
    return w;
  });
}
