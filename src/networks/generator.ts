import * as tf from '@tensorflow/tfjs-core';
import { type Architecture, blockResolution } from './architecture.ts';
import { type GenerateOptions, styleCode } from './generation.ts';
import { generateModulated } from './modulatedGenerator.ts';
import { blur, conv1x1, conv3x3, fade, isFading, leakyRelu, upsample, upsampleConv } from './ops.ts';
import { type Model, type Params, param } from './params.ts';
import { applyStyle } from './style.ts';

/**
 * G, the generator that the architecture names: styles → image.
 * @param styles [N, 2L, S], coarsest first
 * @returns images [N, r, r, channels], about [-1, 1], not clipped
 */
export function generate(model: Model, styles: tf.Tensor3D, options: GenerateOptions = {}): tf.Tensor4D {
  const { generator } = model.architecture;
  return (generator === 'stylegan2' ? generateModulated : generateNormalised)(model, styles, options);
}

/** StyleGAN's G (paper §5), with two styles per block. */
function generateNormalised(
  { architecture, params }: Model,
  styles: tf.Tensor3D,
  { lod = architecture.layerCount - 1, blend = 1, noise = [], from, onFeatures }: GenerateOptions,
): tf.Tensor4D {
  return tf.tidy(() => {
    let x = from?.x ?? param<tf.Tensor4D>(params, 'G/constant');
    let before = x;
    for (let block = (from?.block ?? -1) + 1; block <= lod; block++) {
      before = x;
      x = generatorBlock(params, block, x, styles, noise);
      onFeatures?.({ block, x });
    }
    const image = conv1x1(params, `G/toRgb${lod}`, x);
    if (!isFading(lod, blend)) return image;
    return fade(upsample(conv1x1(params, `G/toRgb${lod - 1}`, before)), image, blend);
  });
}

/** Block 0 starts from the constant; the others double the size first. Each half ends in a style. */
function generatorBlock(
  params: Params,
  block: number,
  x: tf.Tensor4D,
  styles: tf.Tensor3D,
  noise: readonly tf.Tensor4D[],
): tf.Tensor4D {
  return tf.tidy(() => {
    const scope = `G/block${block}`;
    // Each step lets go of its own maps at once: at 1024 pixels every one of them takes 64 MiB.
    const half = (makeFeatures: () => tf.Tensor4D, index: 1 | 2) => {
      const input = 2 * block + index - 1;
      const active = tf.tidy(() => {
        const weight = param<tf.Tensor1D>(params, `${scope}/noise${index}`);
        const noisy = addNoise(tf.tidy(makeFeatures), block, weight, noise[input]);
        return leakyRelu(tf.add(noisy, param(params, `${scope}/bias${index}`)) as tf.Tensor4D);
      });
      return applyStyle(params, `${scope}/style${index}`, active, styleCode(styles, input));
    };
    const grow = () => (block === 0 ? x : blur(upsampleConv(params, `${scope}/conv1`, x)));
    const first = () => half(grow, 1);
    return half(() => conv3x3(params, `${scope}/conv2`, tf.tidy(first)), 2);
  });
}

/**
 * Adds a plane times a learned weight per channel. Without a plane it adds what the reference implementation calls
 * noise-free: `0.8·s·exp(-x²/(2s²))/√(2π)` with s = √(block + 1), a fixed bump that stands in for the noise's mean effect.
 */
function addNoise(x: tf.Tensor4D, block: number, weight: tf.Tensor1D, plane: tf.Tensor4D | undefined): tf.Tensor4D {
  return tf.tidy(() => {
    if (plane) return tf.add(x, tf.mul(plane, weight));
    const variance = block + 1;
    const exponent = tf.tidy(() => tf.mul(tf.square(x), -1 / (2 * variance)));
    return tf.add(x, tf.mul(tf.exp(exponent), (0.8 * Math.sqrt(variance)) / Math.sqrt(2 * Math.PI)));
  });
}

/**
 * Noise planes [count, r, r, 1] for every noise input up to block `lod`, two per block, standard normal, the same for the
 * same seed on every machine; the first one is [1, 4, 4, 1]. The caller disposes of them.
 * @param count images with noise of their own; default: one plane serves them all
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
