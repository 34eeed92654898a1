import * as tf from '@tensorflow/tfjs-core';
import { type Architecture, blockResolution } from './architecture.ts';
import { type Blend, blur, conv1x1, conv3x3, fade, isFading, leakyRelu, upsample, upsampleConv } from './ops.ts';
import { type Params, param } from './params.ts';
import { applyStyle } from './style.ts';

export interface GenerateOptions {
  /** Last block used, 0 (4x4) to L-1; the image has 4·2^lod pixels a side. Default: all blocks. */
  readonly lod?: number;
  /** How far block `lod` has faded in, 0 to 1. Default: 1. */
  readonly blend?: Blend;
  /** One plane [N or 1, r, r, 1] per noise input, two per block. Default: the noise-free mode. */
  readonly noise?: readonly tf.Tensor4D[];
}

/**
 * G, the generator (paper §5): styles → image.
 * @param styles [N, 2L, S], two per block, coarsest first
 * @returns images [N, r, r, channels], about [-1, 1], not clipped
 */
export function generate(
  params: Params,
  architecture: Architecture,
  styles: tf.Tensor3D,
  { lod = architecture.layerCount - 1, blend = 1, noise }: GenerateOptions = {},
): tf.Tensor4D {
  return tf.tidy(() => {
    const constant = param<tf.Tensor4D>(params, 'G/constant');
    /** What comes out of a block; what went into it is let go. */
    const features = (block: number): tf.Tensor4D =>
      tf.tidy(() => generatorBlock(params, block, block === 0 ? constant : features(block - 1), styles, noise));
    const before = lod === 0 ? constant : features(lod - 1);
    const x = generatorBlock(params, lod, before, styles, noise);
    const image = conv1x1(params, `G/toRgb${lod}`, x);
    if (!isFading(lod, blend)) return image;
    return fade(upsample(conv1x1(params, `G/toRgb${lod - 1}`, before)), image, blend);
  });
}

/**
 * Block 0 starts from the constant; the others double the size first. Each half ends in a style. At 1024 pixels a feature map
 * takes 64 MB, so each is let go as soon as the next one is there.
 */
function generatorBlock(
  params: Params,
  block: number,
  x: tf.Tensor4D,
  styles: tf.Tensor3D,
  noise: readonly tf.Tensor4D[] | undefined,
): tf.Tensor4D {
  return tf.tidy(() => {
    const scope = `G/block${block}`;
    const half = (features: () => tf.Tensor4D, index: 1 | 2) => {
      const input = 2 * block + index - 1;
      const active = tf.tidy(() => {
        const noisy = tf.tidy(() =>
          addNoise(tf.tidy(features), block, param(params, `${scope}/noise${index}`), noise?.[input]),
        );
        return leakyRelu(tf.add(noisy, param(params, `${scope}/bias${index}`)) as tf.Tensor4D);
      });
      return applyStyle(params, `${scope}/style${index}`, active, styleCode(styles, input));
    };
    const grow = () => (block === 0 ? x : tf.tidy(() => blur(upsampleConv(params, `${scope}/conv1`, x))));
    const first = () => tf.tidy(() => half(grow, 1));
    return half(() => conv3x3(params, `${scope}/conv2`, first()), 2);
  });
}

/** One style of every image: [N, 2L, S] → [N, S]. */
function styleCode(styles: tf.Tensor3D, index: number): tf.Tensor2D {
  return tf.reshape(tf.slice(styles, [0, index, 0], [-1, 1, -1]), [styles.shape[0], styles.shape[2]]);
}

/**
 * Adds a plane times a learned weight per channel. Without a plane it adds what the reference implementation calls
 * noise-free: `0.8·s·exp(-x²/(2s²))/√(2π)` with s = √(block + 1), a fixed bump that stands in for the noise's mean effect.
 */
function addNoise(x: tf.Tensor4D, block: number, weight: tf.Tensor1D, plane: tf.Tensor4D | undefined): tf.Tensor4D {
  if (plane) return tf.add(x, tf.mul(plane, weight));
  const variance = block + 1;
  const exponent = () => tf.tidy(() => tf.mul(tf.square(x), -1 / (2 * variance)));
  const bump = () => tf.tidy(() => tf.exp(exponent()));
  return tf.add(
    x,
    tf.tidy(() => tf.mul(bump(), (0.8 * Math.sqrt(variance)) / Math.sqrt(2 * Math.PI))),
  );
}

/**
 * Noise planes [1, r, r, 1] for every noise input up to block `lod`, standard normal, the same for the same seed on
 * every machine. The caller disposes of them.
 */
export function seededNoise(
  architecture: Architecture,
  seed: number,
  { lod = architecture.layerCount - 1, count = 1 }: { lod?: number; count?: number } = {},
): tf.Tensor4D[] {
  return Array.from({ length: 2 * (lod + 1) }, (_, input) => {
    const resolution = blockResolution(Math.floor(input / 2));
    // The first input meets the constant, of which there is one for the whole batch.
    const shape: [number, number, number, number] = [input === 0 ? 1 : count, resolution, resolution, 1];
    return tf.randomNormal(shape, 0, 1, 'float32', seed * 64 + input);
  });
}
