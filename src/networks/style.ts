import * as tf from '@tensorflow/tfjs-core';
import { channelMoments, dense, normalise } from './ops.ts';
import type { Params } from './params.ts';

const INSTANCE_NORM_EPSILON = 1e-8;

/**
 * Adaptive instance normalisation: normalises every channel of every image, then applies one style,
 * `x · (1 + scale) + shift` (paper §5).
 * @param x features [N or 1, H, W, C]
 * @param w this layer's style code [N, S]
 * @returns features [N, H, W, C]
 */
export function applyStyle(params: Params, scope: string, x: tf.Tensor4D, w: tf.Tensor2D): tf.Tensor4D {
  return tf.tidy(() => {
    const c = x.shape[3];
    const { centred, variance } = channelMoments(x);
    const style = tf.reshape(dense(params, scope, w), [w.shape[0], 1, 1, 2 * c]);
    const scale = tf.slice(style, [0, 0, 0, 0], [-1, 1, 1, c]);
    const shift = tf.slice(style, [0, 0, 0, c], [-1, 1, 1, c]);
    const normalised = tf.tidy(() => normalise(centred, variance, INSTANCE_NORM_EPSILON));
    return tf.add(tf.mul(normalised, tf.add(scale, 1)), shift); // stored as an offset from identity
  });
}
