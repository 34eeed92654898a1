import type * as tf from '@tensorflow/tfjs-core';
import type { WeightArrays } from '../../src/modelFolder/schema.ts';
import { type Architecture, resolutionOf, styleCountOf } from '../../src/networks/architecture.ts';
import { encode, generate, map, repeatStyles, sampleZ } from '../../src/networks/model.ts';
import type { Program, Runner } from './runner.ts';

const NETWORK_BATCH = 16;

/** E, G and F as programs. */
export interface Networks {
  /** images in [-1, 1] → w */
  readonly encode: Program;
  /** w → images, about [-1, 1], without noise */
  readonly generate: Program;
  /** z → w */
  readonly map: Program;
}

export async function compileNetworks(
  runner: Runner,
  architecture: Architecture,
  weights: WeightArrays,
): Promise<Networks> {
  const { latentSize, channels } = architecture;
  const resolution = resolutionOf(architecture);
  const only = (network: string) =>
    Object.fromEntries(Object.entries(weights).filter(([name]) => name.startsWith(`${network}/`)));
  return {
    encode: await runner.compile(
      {
        weights: only('E'),
        itemShape: [resolution, resolution, channels],
        compute: (params, images) => encode(params, architecture, images as tf.Tensor4D),
      },
      NETWORK_BATCH,
    ),
    generate: await runner.compile(
      {
        weights: only('G'),
        itemShape: [latentSize],
        compute: (params, w) =>
          generate(params, architecture, repeatStyles(w as tf.Tensor2D, styleCountOf(architecture))),
      },
      NETWORK_BATCH,
    ),
    map: await runner.compile(
      {
        weights: only('F'),
        itemShape: [latentSize],
        compute: (params, z) => map(params, architecture, z as tf.Tensor2D),
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
