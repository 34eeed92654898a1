import * as tf from '@tensorflow/tfjs-core';
import type { Architecture } from './architecture.ts';
import {
  type Blend,
  blur,
  channelMoments,
  conv1x1,
  conv3x3,
  convDownsample,
  dense,
  downsample,
  fade,
  isFading,
  leakyRelu,
  normalise,
  safeSqrt,
} from './ops.ts';
import { type Params, param } from './params.ts';

const INSTANCE_NORM_EPSILON = 1e-5;

export interface EncodeOptions {
  /** Level of detail of the images, 0 (4x4) to L-1. Default: L-1. */
  readonly lod?: number;
  /** How far the finest block has faded in, 0 to 1. Default: 1. */
  readonly blend?: Blend;
}

/**
 * E, the encoder (paper §5): image → w, the sum of what every block reads off its channels' means and deviations.
 * @param images [N, r, r, channels] in [-1, 1], r = 4·2^lod
 * @returns w [N, S]
 */
export function encode(
  params: Params,
  architecture: Architecture,
  images: tf.Tensor4D,
  { lod = architecture.layerCount - 1, blend = 1 }: EncodeOptions = {},
): tf.Tensor2D {
  return tf.tidy(() => {
    const last = architecture.layerCount - 1;
    const first = last - lod;
    let input = () => fromRgb(params, first, images);
    let w: tf.Tensor2D | undefined;
    for (let block = first; block <= last; block++) {
      const out = encoderBlock(params, block, input, block === last);
      const isNew = block === first && isFading(lod, blend);
      const contribution = isNew ? tf.mul(out.w, blend) : out.w;
      w = w ? tf.add(w, contribution) : (contribution as tf.Tensor2D);
      const { features } = out;
      if (!features) break;
      const faded = isNew ? fade(fromRgb(params, block + 1, downsample(images)), features, blend) : features;
      input = () => faded;
    }
    return w as tf.Tensor2D;
  });
}

/** The reference implementation applies leaky ReLU twice here; so do we. */
function fromRgb(params: Params, block: number, images: tf.Tensor4D): tf.Tensor4D {
  return tf.tidy(() => leakyRelu(leakyRelu(conv1x1(params, `E/fromRgb${block}`, images))));
}

/** One block: its two contributions to w, and half-size features for the next block where there is one. */
function encoderBlock(
  params: Params,
  block: number,
  input: () => tf.Tensor4D,
  isLast: boolean,
): { w: tf.Tensor2D; features?: tf.Tensor4D } {
  return tf.tidy(() => {
    const scope = `E/block${block}`;
    // At 1024 pixels a feature map takes 64 MB, so each is let go as soon as the next one is there.
    const half = (features: () => tf.Tensor4D, index: 1 | 2) => {
      const active = tf.tidy(() =>
        leakyRelu(tf.add(features(), param(params, `${scope}/bias${index}`)) as tf.Tensor4D),
      );
      const { mean, centred, variance } = channelMoments(active);
      const statistics = tf.concat([mean, safeSqrt(variance)], 3);
      const w = dense(params, `${scope}/style${index}`, tf.reshape(statistics, [active.shape[0], 2 * active.shape[3]]));
      return { w, normalised: () => normalise(centred, variance, INSTANCE_NORM_EPSILON) };
    };
    const first = tf.tidy(() => {
      const { w, normalised } = half(() => conv3x3(params, `${scope}/conv1`, input()), 1);
      return { w, smooth: tf.tidy(() => blur(normalised())) };
    });
    const second = half(() => convDownsample(params, `${scope}/conv2`, first.smooth), 2);
    const w = tf.add(first.w, second.w) as tf.Tensor2D;
    return isLast ? { w } : { w, features: second.normalised() };
  });
}
