import * as tf from '@tensorflow/tfjs-core';
import { DISCRIMINATOR_LAYERS } from './architecture.ts';
import { dense } from './ops.ts';
import type { Model } from './params.ts';

/**
 * D, the discriminator on latents (paper §4). As in the reference implementation there is no activation between the
 * layers, and the score is component S of the 2S that the last one puts out.
 * @param w [N, S]
 * @returns scores [N], high for latents of real images
 */
export function discriminate({ architecture, params }: Model, w: tf.Tensor2D): tf.Tensor1D {
  return tf.tidy(() => {
    let x = w;
    for (let i = 0; i < DISCRIMINATOR_LAYERS; i++) x = dense(params, `D/layer${i}`, x);
    return tf.reshape(tf.slice(x, [0, architecture.latentSize], [-1, 1]), [-1]);
  });
}
