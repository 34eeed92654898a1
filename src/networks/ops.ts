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

/** Leaky ReLU of slope 0.2, the only activation there is: any shape. */
export function leakyRelu<T extends tf.Tensor>(x: T): T {
  return tf.leakyRelu(x, LEAKY_SLOPE);
}

/** Smooths with the binomial kernel [1, 2, 1] ⊗ [1, 2, 1] / 16, channel by channel, zero padded: [N, H, W, C]. */
export function blur(x: tf.Tensor4D): tf.Tensor4D {
  return tf.tidy(() => {
    const kernel = tf.tensor4d(
      [1, 2, 1, 2, 4, 2, 1, 2, 1].map((k) => k / 16),
      [3, 3, 1, 1],
    );
    return tf.depthwiseConv2d(x, tf.tile(kernel, [1, 1, x.shape[3], 1]), 1, 'same');
  });
}

/** Doubles height and width by repeating pixels: [N, H, W, C] → [N, 2H, 2W, C]. */
export function upsample(x: tf.Tensor4D): tf.Tensor4D {
  return tf.image.resizeNearestNeighbor(x, [2 * x.shape[1], 2 * x.shape[2]]);
}

/** Halves height and width, which are even, by 2x2 averages: [N, H, W, C] → [N, H/2, W/2, C]. */
export function downsample(x: tf.Tensor4D): tf.Tensor4D {
  return tf.avgPool(x, 2, 2, 'valid');
}

/** From this many pixels on (of the larger map) resampling and convolution are fused, as the reference implementation does. */
const FUSED_FROM = 128;

/**
 * Doubles the size, then convolves 3x3: [N, H, W, in] → [N, 2H, 2W, out]. On large maps the two are fused: the pixels
 * of the result with even and odd row, even and odd column each see the small map through a kernel of 2x2, so that the
 * enlarged map need not exist (128 MiB at 1024 pixels) and four multiplications do for nine.
 * @param border 1 for the line more on each side as well, [N, 2H + 2, 2W + 2, out], where the convolution still sees the map
 */
export function upsampleConv(params: Params, scope: string, x: tf.Tensor4D, border: 0 | 1 = 0): tf.Tensor4D {
  const [n, height, width, channels] = x.shape;
  const kernel = param<tf.Tensor4D>(params, `${scope}/weight`);
  if (2 * height < FUSED_FROM) return tf.tidy(() => tf.conv2d(upsample(x), kernel, 1, 1 + border));
  return tf.tidy(() => {
    const padded = tf.pad(x, [
      [0, 0],
      [1, 1],
      [1, 1],
      [0, 0],
    ]);
    const [rows, columns] = [height + border, width + border];
    /** The result's pixels at (2i + row, 2j + column). With the border they begin at odd places, one line before the map. */
    const phase = (row: number, column: number) =>
      tf.tidy(() => {
        const [y, x] = border ? [0, 0] : [row, column];
        const window = tf.slice(padded, [0, y, x, 0], [n, rows + 1, columns + 1, channels]);
        const folded = foldKernel(foldKernel(kernel, 0, border ? 1 - row : row), 1, border ? 1 - column : column);
        return tf.conv2d(window, folded, 1, 0);
      });
    // Two columns side by side, then two lines one below the other: concatenated, they already lie as they must.
    const line = (row: number) =>
      tf.tidy(() => tf.reshape<tf.Rank.R4>(tf.concat([phase(row, 0), phase(row, 1)], 3), [n, rows, 1, -1]));
    return tf.reshape(tf.concat([line(0), line(1)], 2), [n, 2 * rows, 2 * columns, kernel.shape[3]]);
  });
}

/**
 * Three taps on a map whose pixels are doubled are two on the map itself: at even positions the second and third meet
 * the same pixel, at odd ones the first and second.
 */
function foldKernel(kernel: tf.Tensor4D, axis: 0 | 1, phase: number): tf.Tensor4D {
  const [first, second, third] = tf.split(kernel, 3, axis) as [tf.Tensor4D, tf.Tensor4D, tf.Tensor4D];
  return tf.concat(phase === 0 ? [first, tf.add(second, third)] : [tf.add(first, second), third], axis);
}

/**
 * Convolves 3x3, then halves the size: [N, H, W, in] → [N, H/2, W/2, out]. On large maps the two are fused into a
 * convolution of stride 2 with the mean of the kernel's four one-pixel shifts, 4x4. Taken apart by even and odd lines,
 * and with two columns counted as channels of one, it is two convolutions 2x2 of stride 1.
 */
export function convDownsample(params: Params, scope: string, x: tf.Tensor4D): tf.Tensor4D {
  const [n, height, width, channels] = x.shape;
  if (height < FUSED_FROM) return downsample(conv3x3(params, scope, x));
  return tf.tidy(() => {
    const kernel = shiftedMean(param<tf.Tensor4D>(params, `${scope}/weight`));
    const out = kernel.shape[3];
    const kernelLines = tf.reshape(kernel, [2, 2, -1]);
    const pairs: [number, number] = [height / 2 + 1, width / 2 + 1];
    const lines = tf.reshape(
      tf.pad(x, [
        [0, 0],
        [1, 1],
        [1, 1],
        [0, 0],
      ]),
      [n, pairs[0], 2, -1],
    );
    const half = (parity: number) =>
      tf.tidy(() =>
        tf.conv2d(
          tf.reshape<tf.Rank.R4>(tf.slice(lines, [0, 0, parity, 0], [-1, -1, 1, -1]), [n, ...pairs, 2 * channels]),
          tf.reshape<tf.Rank.R4>(tf.slice(kernelLines, [0, parity, 0], [-1, 1, -1]), [2, 2, 2 * channels, out]),
          1,
          0,
        ),
      );
    return tf.add(half(0), half(1));
  });
}

/** The mean of a kernel's four one-pixel shifts: [3, 3, in, out] → [4, 4, in, out]. */
function shiftedMean(kernel: tf.Tensor4D): tf.Tensor4D {
  const smear = (k: tf.Tensor4D, axis: 0 | 1) => {
    const shifted = (by: number) =>
      tf.pad(
        k,
        [0, 1, 2, 3].map((a): [number, number] => (a === axis ? [by, 1 - by] : [0, 0])),
      );
    return tf.mul<tf.Tensor4D>(tf.add(shifted(0), shifted(1)), 0.5);
  };
  return smear(smear(kernel, 0), 1);
}

/**
 * Mean over height and width, [N, H, W, C] → [N, 1, 1, C]. One axis after the other: a 32-bit sum over a whole map of 128
 * pixels and more, term after term as some backends take it, is off in the fourth digit.
 */
function spatialMean(x: tf.Tensor4D): tf.Tensor4D {
  return tf.tidy(() => tf.mean(tf.mean(x, 2, true), 1, true));
}

/**
 * Mean [N, 1, 1, C] and centred values [N, H, W, C] of each channel of each image, with the variance [N, 1, 1, C]
 * (biased): what instance norm and E need.
 */
export function channelMoments(x: tf.Tensor4D): { mean: tf.Tensor4D; centred: tf.Tensor4D; variance: tf.Tensor4D } {
  const mean = spatialMean(x);
  const centred = tf.sub(x, mean) as tf.Tensor4D;
  const variance = tf.tidy(() => spatialMean(tf.square(centred)));
  return { mean, centred, variance };
}

/** Instance normalisation without affine part, `(x - mean) / √(variance + ε)`, from `channelMoments`: [N, H, W, C]. */
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
type Blend = number | tf.Scalar;

/** How far the networks have grown (progressive growing, paper §6). */
export interface Growth {
  /** Level of detail: the last block of G that is used, 0 (images of 4x4) to L-1. Images have 4·2^lod pixels a side. */
  readonly lod: number;
  readonly blend: Blend;
}

/** Whether the block before still shows. Nothing fades at the coarsest level. */
export const isFading = (lod: number, blend: Blend): boolean => lod > 0 && (typeof blend !== 'number' || blend < 1);

/** `(1-b)·old + b·new`: how a block fades in while the networks grow. */
export function fade<T extends tf.Tensor>(old: T, fresh: T, blend: Blend): T {
  return tf.add(tf.mul(old, tf.sub(1, blend)), tf.mul(fresh, blend));
}
