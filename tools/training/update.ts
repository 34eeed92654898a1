import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs'; // registers tfjs's own gradients, some of which ours replace
import { type Architecture, styleCountOf } from '../../src/networks/architecture.ts';
import { registerGradients } from '../../src/networks/gradients.ts';
import { generate, map, repeatStyles } from '../../src/networks/model.ts';
import { isFading } from '../../src/networks/ops.ts';
import { type Network, type Params, paramSpecs } from '../../src/networks/params.ts';
import type { Losses } from './engine.ts';
import { discriminatorLoss, type Growth, generatorLoss, latentLoss } from './losses.ts';

registerGradients();

/** Latents and noise of one generated batch, as tensors. */
export interface Generation {
  readonly z: tf.Tensor2D;
  readonly mixZ: tf.Tensor2D;
  /** [1, 2L, 1]: 1 where a style comes from z, 0 where it comes from mixZ. */
  readonly mixMask: tf.Tensor3D;
  readonly noise: readonly tf.Tensor4D[];
}

/** What one iteration computes on, as tensors. */
export interface IterationTensors {
  readonly architecture: Architecture;
  readonly growth: Growth;
  /** [N, r, r, channels] in [-1, 1] */
  readonly real: tf.Tensor4D;
  readonly generations: readonly [Generation, Generation, Generation];
  /** γ of the R1 penalty; 0 leaves it out. */
  readonly r1Gamma: number;
}

/** One of the three updates of an iteration (paper algorithm 1). */
export interface Update {
  readonly name: keyof Losses;
  /** The networks that it moves. */
  readonly networks: readonly Network[];
  /** What the loss takes as a constant, computed with the weights as they are before the update. */
  readonly prepare?: (live: Params, iteration: IterationTensors) => tf.Tensor;
  readonly loss: (params: Params, iteration: IterationTensors, prepared: tf.Tensor | undefined) => tf.Scalar;
}

/** The updates in their order. */
export const UPDATES: readonly [Update, Update, Update] = [
  {
    name: 'discriminator',
    networks: ['E', 'D'],
    prepare: (live, { architecture, growth, generations: [generation] }) =>
      generate(live, architecture, mixedStyles(live, architecture, generation), { ...growth, noise: generation.noise }),
    loss: (params, { architecture, growth, real, r1Gamma }, fake) =>
      discriminatorLoss(params, architecture, growth, real, fake as tf.Tensor4D, r1Gamma),
  },
  {
    name: 'generator',
    networks: ['G', 'F'],
    loss: (params, { architecture, growth, generations: [, generation] }) =>
      generatorLoss(params, architecture, growth, mixedStyles(params, architecture, generation), generation.noise),
  },
  {
    name: 'latent',
    networks: ['E', 'G', 'F'],
    prepare: (live, { architecture, generations: [, , { z }] }) => map(live, architecture, z),
    loss: (params, { architecture, growth, generations: [, , { z, noise }] }, target) => {
      const styles = repeatStyles(map(params, architecture, z), styleCountOf(architecture));
      return latentLoss(params, architecture, growth, styles, target as tf.Tensor2D, noise);
    },
  },
];

/** F of both draws, the second where the mask is 0: [N, 2L, S]. */
function mixedStyles(params: Params, architecture: Architecture, { z, mixZ, mixMask }: Generation): tf.Tensor3D {
  const styles = (latents: tf.Tensor2D) => tf.expandDims(map(params, architecture, latents), 1);
  return tf.add(tf.mul(styles(z), mixMask), tf.mul(styles(mixZ), tf.sub(1, mixMask)));
}

/** Names of the weights of `networks` that take part in computing at this stage of growth. */
export function reachedParams(architecture: Architecture, growth: Growth, networks: readonly Network[]): string[] {
  const { lod } = growth;
  const first = architecture.layerCount - 1 - lod;
  const isOldShowing = isFading(lod, growth.blend);
  const isReached: Readonly<Record<string, (index: number) => boolean>> = {
    'G/block': (block) => block <= lod,
    'G/toRgb': (block) => block === lod || (isOldShowing && block === lod - 1),
    'E/block': (block) => block >= first,
    'E/fromRgb': (block) => block === first || (isOldShowing && block === first + 1),
  };
  return paramSpecs(architecture)
    .filter(({ network }) => networks.includes(network))
    .map(({ name }) => name)
    .filter((name) => {
      const [, scope, index] = /^(\w\/[a-zA-Z]+)(\d+)/.exec(name) ?? [];
      return isReached[scope ?? '']?.(Number(index)) ?? true;
    });
}

/** The loss at `params`, and its gradients with respect to the weights called `names`. The caller disposes of both. */
export function gradientsOf(
  params: Params,
  names: readonly string[],
  loss: (params: Params) => tf.Scalar,
): { value: tf.Scalar; gradients: Record<string, tf.Tensor> } {
  const at = names.map((name) => params[name]!);
  const { value, grads } = tf.valueAndGrads((...weights: tf.Tensor[]) =>
    loss({ ...params, ...Object.fromEntries(names.map((name, i) => [name, weights[i]!])) }),
  )(at);
  return { value: value as tf.Scalar, gradients: Object.fromEntries(names.map((name, i) => [name, grads[i]!])) };
}
