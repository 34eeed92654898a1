import * as tf from '@tensorflow/tfjs-core';
import { type Params, param } from './params.ts';

/** Slope of every leaky ReLU. */
const LEAKY_SLOPE = 0.2;

/** Fully connected layer `x·W + b`: [N, in] → [N, out]. */
export function dense(params: Params, scope: string, x: tf.Tensor2D): tf.Tensor2D {
  return tf.add(tf.matMul(x, param<tf.Tensor2D>(params, `${scope}/weight`)), param(params, `${scope}/bias`));
}

/** 3x3 convolution that keeps the size, zero padded, without bias: [N, H, W, in] → [N, H, W, out]. */
export function conv3x3(params: Params, scope: string, x: tf.Tensor4D): tf.Tensor4D {
  return tf.conv2d(x, param<tf.Tensor4D>(params, `${scope}/weight`), 1, 1);
}

/** 1x1 convolution with bias: [N, H, W, in] → [N, H, W, out]. */
export function conv1x1(params: Params, scope: string, x: tf.Tensor4D): tf.Tensor4D {
  const weight = param<tf.Tensor4D>(params, `${scope}/weight`);
  return tf.tidy(() => tf.add(tf.conv2d(x, weight, 1, 0), param(params, `${scope}/bias`)));
}

export function leakyRelu<T extends tf.Tensor>(x: T): T {
  return tf.leakyRelu(x, LEAKY_SLOPE);
}

/** Smooths with the binomial kernel [1, 2, 1] ⊗ [1, 2, 1] / 16, channel by channel, zero padded. */
export function blur(x: tf.Tensor4D): tf.Tensor4D {
  return tf.tidy(() => {
    const kernel = tf.tensor4d(
      [1, 2, 1, 2, 4, 2, 1, 2, 1].map((k) => k / 16),
      [3, 3, 1, 1],
    );
    return tf.depthwiseConv2d(x, tf.tile(kernel, [1, 1, x.shape[3], 1]), 1, 'same');
  });
}

/** Doubles height and width by repeating pixels. */
export function upsample(x: tf.Tensor4D): tf.Tensor4D {
  return tf.image.resizeNearestNeighbor(x, [2 * x.shape[1], 2 * x.shape[2]]);
}

/** Halves height and width by 2x2 averages. */
export function downsample(x: tf.Tensor4D): tf.Tensor4D {
  return tf.avgPool(x, 2, 2, 'valid');
}

/**
 * Doubles the size, then convolves 3x3. From 128 pixels on the reference implementation fuses the two into a
 * transposed convolution of stride 2 with the sum of the kernel's four one-pixel shifts: the same linear map.
 */
export function upsampleConv(params: Params, scope: string, x: tf.Tensor4D): tf.Tensor4D {
  return tf.tidy(() => conv3x3(params, scope, upsample(x)));
}

/**
 * Convolves 3x3, then halves the size. From 128 pixels on the reference implementation fuses the two into a
 * convolution of stride 2 with the mean of the kernel's four one-pixel shifts: the same linear map.
 */
export function convDownsample(params: Params, scope: string, x: tf.Tensor4D): tf.Tensor4D {
  return tf.tidy(() => downsample(conv3x3(params, scope, x)));
}

/**
 * Mean over height and width, [N, H, W, C] → [N, 1, 1, C]. One axis after the other: a 32-bit sum over a whole map of 128
 * pixels and more, term after term as some backends take it, is off in the fourth digit.
 */
function spatialMean(x: tf.Tensor4D): tf.Tensor4D {
  return tf.mean(tf.mean(x, 2, true), 1, true);
}

/** Mean and centred values of each channel of each image, with the variance (biased): what instance norm and E need. */
export function channelMoments(x: tf.Tensor4D): { mean: tf.Tensor4D; centred: tf.Tensor4D; variance: tf.Tensor4D } {
  const mean = spatialMean(x);
  const centred = tf.sub(x, mean) as tf.Tensor4D;
  const variance = tf.tidy(() => spatialMean(tf.square(centred)));
  return { mean, centred, variance };
}

/** Instance normalisation without affine part, from the moments of a feature map. */
export function normalise(centred: tf.Tensor4D, variance: tf.Tensor4D, epsilon: number): tf.Tensor4D {
  return tf.mul(centred, tf.rsqrt(tf.add(variance, epsilon)));
}

/**
 * Square root whose gradient stays finite at 0, where it is taken to be 0: a constant channel has a standard deviation
 * of 0, and the derivative of a plain root would be infinite there.
 */
export function safeSqrt<T extends tf.Tensor>(x: T): T {
  const isPositive = tf.step(x);
  return tf.mul(tf.sqrt(tf.add(x, tf.sub(1, isPositive))), isPositive);
}

/** How far the newest block has faded in, 0 to 1; a tensor where it must stay variable in a recorded graph. */
export type Blend = number | tf.Scalar;

/** Whether the block before still shows. Nothing fades at the coarsest level. */
export const isFading = (lod: number, blend: Blend): boolean => lod > 0 && (typeof blend !== 'number' || blend < 1);

/** `(1-b)·old + b·new`: how a block fades in while it grows (progressive growing, paper §6). */
export function fade<T extends tf.Tensor>(old: T, fresh: T, blend: Blend): T {
  return tf.add(tf.mul(old, tf.sub(1, blend)), tf.mul(fresh, blend));
}
