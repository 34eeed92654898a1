import * as tf from '@tensorflow/tfjs-core';
import { NOISE_DEFAULT } from '../../src/latent/noise.ts';
import type { WeightArrays } from '../../src/modelFolder/schema.ts';
import { type Architecture, resolutionOf, styleCountOf } from '../../src/networks/architecture.ts';
import type { BlockFeatures, GenerateOptions } from '../../src/networks/generation.ts';
import { encode, generate, map, repeatStyles, sampleZ, seededNoise } from '../../src/networks/model.ts';
import { type Network as NetworkName, networkOf } from '../../src/networks/paramSpecs.ts';
import type { Network, Program, Runner } from './runner.ts';

const NETWORK_BATCH = 16;

/** E, G and F as programs. */
export interface Networks {
  /** images in [-1, 1] → w */
  readonly encode: Program;
  /** w → images, about [-1, 1], without noise */
  readonly generate: Program;
  /** w → images, with noise where that was asked for */
  readonly draw: Program;
  /** w → what the places of each block's features hold [Σ r²], coarsest first, drawn as images are: Σ x² over the channels */
  readonly energies: Program;
  /** z → w */
  readonly map: Program;
}

export async function compileNetworks(
  runner: Runner,
  architecture: Architecture,
  weights: WeightArrays,
  { hasNoise }: { readonly hasNoise: boolean },
): Promise<Networks> {
  const { latentSize, channels } = architecture;
  const resolution = resolutionOf(architecture);
  const only = (network: NetworkName) =>
    Object.fromEntries(Object.entries(weights).filter(([name]) => networkOf(name) === network));
  const generator = (noiseOf: () => tf.Tensor4D[] | undefined): Network => ({
    weights: only('G'),
    itemShape: [latentSize],
    compute: (params, w) => {
      const noise = noiseOf();
      const styles = repeatStyles(w as tf.Tensor2D, styleCountOf(architecture));
      return generate({ architecture, params }, styles, noise ? { noise } : {});
    },
  });
  const plain = await runner.compile(
    generator(() => undefined),
    NETWORK_BATCH,
  );
  // Every batch has the same noise, every image of a batch its own.
  const noisy = () => seededNoise(architecture, NOISE_DEFAULT.seed, { count: NETWORK_BATCH });
  /** Noise where that was asked for. */
  const drawn = (): GenerateOptions => (hasNoise ? { noise: noisy() } : {});
  return {
    encode: await runner.compile(
      {
        weights: only('E'),
        itemShape: [resolution, resolution, channels],
        compute: (params, images) => encode({ architecture, params }, images as tf.Tensor4D),
      },
      NETWORK_BATCH,
    ),
    generate: plain,
    draw: hasNoise ? await runner.compile(generator(noisy), NETWORK_BATCH) : plain,
    energies: await runner.compile(
      {
        weights: only('G'),
        itemShape: [latentSize],
        compute: (params, w) => {
          const energies: tf.Tensor2D[] = [];
          const onFeatures = ({ x }: BlockFeatures) => {
            const [n, height, width] = x.shape;
            energies.push(tf.keep(tf.reshape(tf.sum(tf.square(x), 3), [n, height * width])));
          };
          const styles = repeatStyles(w as tf.Tensor2D, styleCountOf(architecture));
          generate({ architecture, params }, styles, { ...drawn(), onFeatures });
          const all = tf.concat(energies, 1);
          tf.dispose(energies);
          return all;
        },
      },
      NETWORK_BATCH,
    ),
    map: await runner.compile(
      {
        weights: only('F'),
        itemShape: [latentSize],
        compute: (params, z) => map({ architecture, params }, z as tf.Tensor2D),
      },
      NETWORK_BATCH,
    ),
  };
}

/** z of a seed [count · S]: the same on every machine. */
export async function sampleLatents(seed: number, count: number, latentSize: number): Promise<Float32Array> {
  const z = sampleZ(seed, count, latentSize);
  const values = Float32Array.from(await z.data<'float32'>());
  z.dispose();
  return values;
}
