import * as tf from '@tensorflow/tfjs-core';
import {
  blur,
  channelMoments,
  conv1x1,
  conv3x3,
  convDownsample,
  dense,
  downsample,
  fade,
  type Growth,
  isFading,
  leakyRelu,
  normalise,
  safeSqrt,
} from './ops.ts';
import { type Model, type Params, param } from './params.ts';

const INSTANCE_NORM_EPSILON = 1e-5;

/**
 * E, the encoder (paper §5): image → w, the sum of what every block reads off its channels' means and deviations.
 * @param images [N, r, r, channels] in [-1, 1], r = 4·2^lod
 * @param growth default: all blocks, wholly faded in
 * @returns w [N, S]
 */
export function encode(
  { architecture, params }: Model,
  images: tf.Tensor4D,
  { lod = architecture.layerCount - 1, blend = 1 }: Partial<Growth> = {},
): tf.Tensor2D {
  return tf.tidy(() => {
    const last = architecture.layerCount - 1;
    const first = last - lod;
    let x = fromRgb(params, first, images);
    let w: tf.Tensor2D | undefined;
    for (let block = first; block <= last; block++) {
      const out = encoderBlock(params, block, x, block === last);
      const isNew = block === first && isFading(lod, blend);
      const contribution = isNew ? tf.mul(out.w, blend) : out.w;
      x = isNew ? fade(fromRgb(params, block + 1, downsample(images)), out.x, blend) : out.x;
      w = w ? tf.add(w, contribution) : (contribution as tf.Tensor2D);
    }
    return w as tf.Tensor2D;
  });
}

/** The reference implementation applies leaky ReLU twice here; so do we. */
function fromRgb(params: Params, block: number, images: tf.Tensor4D): tf.Tensor4D {
  return tf.tidy(() => leakyRelu(leakyRelu(conv1x1(params, `E/fromRgb${block}`, images))));
}

/** One block: its two contributions to w, and half-size features for the next. The last block's features go nowhere. */
function encoderBlock(
  params: Params,
  block: number,
  x: tf.Tensor4D,
  isLast: boolean,
): { x: tf.Tensor4D; w: tf.Tensor2D } {
  return tf.tidy(() => {
    const scope = `E/block${block}`;
    // Each step lets go of its own maps at once: at 1024 pixels every one of them takes 64 MiB.
    const half = (makeFeatures: () => tf.Tensor4D, index: 1 | 2) =>
      tf.tidy(() => {
        const active = tf.tidy(() =>
          leakyRelu(tf.add(makeFeatures(), param(params, `${scope}/bias${index}`)) as tf.Tensor4D),
        );
        const { mean, centred, variance } = channelMoments(active);
        const statistics = tf.concat([mean, safeSqrt(variance)], 3);
        return {
          w: dense(params, `${scope}/style${index}`, tf.reshape(statistics, [x.shape[0], 2 * active.shape[3]])),
          x: normalise(centred, variance, INSTANCE_NORM_EPSILON),
        };
      });
    const first = half(() => conv3x3(params, `${scope}/conv1`, x), 1);
    const second = half(() => convDownsample(params, `${scope}/conv2`, blur(first.x)), 2);
    return { x: isLast ? x : second.x, w: tf.add(first.w, second.w) };
  });
}
