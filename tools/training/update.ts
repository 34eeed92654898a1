import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs'; // registers tfjs's own gradients, some of which ours replace
import type { LossName } from '../../src/learning/losses.ts';
import { type Architecture, styleCountOf } from '../../src/networks/architecture.ts';
import { registerGradients } from '../../src/networks/gradients.ts';
import { encode, generate, type Model, map, repeatStyles } from '../../src/networks/model.ts';
import { type Growth, isFading } from '../../src/networks/ops.ts';
import { isOfColours, type Network, type ParamSpec, paramSpecs } from '../../src/networks/paramSpecs.ts';
import type { PhotoOptions, TrainingOptions } from '../run/trainingOptions.ts';
import { discriminatorLoss, generatorLoss, latentLoss, photoLoss } from './lossFormulas.ts';

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
  readonly growth: Growth;
  /** [N, r, r, channels] in [-1, 1] */
  readonly real: tf.Tensor4D;
  readonly generations: readonly [Generation, Generation, Generation];
  /** For the reconstructions of the photo update; empty without it. */
  readonly photoNoise: readonly tf.Tensor4D[];
  /** γ of the R1 penalty; 0 leaves it out. */
  readonly r1Gamma: number;
}

/** Loss terms of one update. Their sum is what it lowers. */
export type LossTerms = { readonly [Name in LossName]?: tf.Scalar };

/** One of the updates of an iteration (paper algorithm 1, and the photo update). */
export interface Update {
  readonly name: LossName;
  /** The networks that it moves. */
  readonly networks: readonly Network[];
  /** What the losses take as a constant, computed with the weights as they are before the update. */
  readonly prepare?: (live: Model, iteration: IterationTensors) => tf.Tensor;
  /** @param live the model as it is, a constant */
  readonly losses: (model: Model, iteration: IterationTensors, live: Model, prepared?: tf.Tensor) => LossTerms;
}

const discriminatorUpdate: Update = {
  name: 'discriminator',
  networks: ['E', 'D'],
  prepare: (live, { growth, generations: [generation] }) =>
    generate(live, mixedStyles(live, generation), { ...growth, noise: generation.noise }),
  losses: (model, { growth, real, r1Gamma }, _, fake) => ({
    discriminator: discriminatorLoss(model, growth, real, fake as tf.Tensor4D, r1Gamma),
  }),
};

const generatorUpdate: Update = {
  name: 'generator',
  networks: ['G', 'F'],
  losses: (model, { growth, generations: [, generation] }) => {
    const styles = mixedStyles(model, generation);
    const image = generate(model, styles, { ...growth, noise: generation.noise });
    return { generator: generatorLoss(model, growth, image) };
  },
};

/** Update 3, and with `isShared` update 2 on the same images: E, a constant in that one's loss, is then there twice. */
const latentUpdate = (isShared: boolean): Update => ({
  name: 'latent',
  networks: ['E', 'G', 'F'],
  prepare: (live, { generations: [, , { z }] }) => map(live, z),
  losses: (model, { growth, generations: [, , { z, noise }] }, live, target) => {
    const styles = repeatStyles(map(model, z), styleCountOf(model.architecture));
    const image = generate(model, styles, { ...growth, noise });
    return {
      ...(isShared ? { generator: generatorLoss(live, growth, image) } : {}),
      latent: latentLoss(model, growth, image, target as tf.Tensor2D),
    };
  },
});

/** Update 4: reconstructions of the real images, drawn with noise as the networks learn to draw. */
const photoUpdate = (weights: PhotoOptions): Update => ({
  name: 'photo',
  networks: ['E', 'G'],
  prepare: (live, { growth, real }) => encode(live, real, growth),
  losses: (model, { growth, real, photoNoise }, live, code) => {
    const styles = repeatStyles(encode(model, real, growth), styleCountOf(model.architecture));
    const image = generate(model, styles, { ...growth, noise: photoNoise });
    return { photo: photoLoss(live, growth, real, image, code as tf.Tensor2D, weights) };
  },
});

/**
 * The updates of an iteration in their order.
 * @param sharedPasses whether one serves as the second and the third
 * @param photo weights of the photo update, which comes last; null for none
 */
export const updatesOf = ({
  sharedPasses,
  photo,
}: Pick<TrainingOptions, 'sharedPasses' | 'photo'>): readonly Update[] => [
  discriminatorUpdate,
  ...(sharedPasses ? [latentUpdate(true)] : [generatorUpdate, latentUpdate(false)]),
  ...(photo ? [photoUpdate(photo)] : []),
];

/** F of both draws, the second where the mask is 0: [N, 2L, S]. */
function mixedStyles(model: Model, { z, mixZ, mixMask }: Generation): tf.Tensor3D {
  const styles = (latents: tf.Tensor2D) => tf.expandDims(map(model, latents), 1);
  return tf.add(tf.mul(styles(z), mixMask), tf.mul(styles(mixZ), tf.sub(1, mixMask)));
}

/** Names of the weights of `networks` that take part in computing at this stage of growth. */
export function reachedParams(architecture: Architecture, growth: Growth, networks: readonly Network[]): string[] {
  const { lod } = growth;
  const first = architecture.layerCount - 1 - lod;
  const isOldShowing = isFading(lod, growth.blend);
  const areColoursSummed = architecture.generator === 'stylegan2';
  const isReached = ({ network, block, layer }: ParamSpec): boolean => {
    if (block === undefined) return true;
    const fromFinest = network === 'G' ? lod - block : block - first;
    if (!isOfColours(layer) || (network === 'G' && areColoursSummed)) return fromFinest >= 0;
    return fromFinest === 0 || (isOldShowing && fromFinest === 1);
  };
  return paramSpecs(architecture)
    .filter((spec) => networks.includes(spec.network) && isReached(spec))
    .map(({ name }) => name);
}

/**
 * The loss terms of a model, and the gradients of their sum with respect to the weights called `names`. The caller disposes
 * of both.
 */
export function gradientsOf(
  model: Model,
  names: readonly string[],
  losses: (model: Model) => LossTerms,
): { terms: LossTerms; gradients: Record<string, tf.Tensor> } {
  let terms: LossTerms = {};
  const total = (...weights: tf.Tensor[]): tf.Scalar => {
    const varied = Object.fromEntries(names.map((name, i) => [name, weights[i]!]));
    terms = losses({ ...model, params: { ...model.params, ...varied } });
    const values = Object.values(terms);
    for (const value of values) tf.keep(value);
    return values.reduce((sum, value) => tf.add(sum, value));
  };
  // Clones: what a loss takes from `model` itself is a constant then.
  const at = names.map((name) => tf.clone(model.params[name]!));
  const { value, grads } = tf.valueAndGrads(total)(at);
  if (!Object.values(terms).includes(value as tf.Scalar)) value.dispose();
  tf.dispose(at);
  return { terms, gradients: Object.fromEntries(names.map((name, i) => [name, grads[i]!])) };
}
