import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Architecture, blockResolution, GENERATORS, styleCountOf } from '../../src/networks/architecture.ts';
import { discriminate, encode, generate, repeatStyles, sampleZ, seededNoise } from '../../src/networks/model.ts';
import type { Network } from '../../src/networks/paramSpecs.ts';
import { createParams, type Params } from '../../src/networks/params.ts';
import { type Backend, startBackend } from '../compute/backend.ts';
import { median } from '../evaluation/statistics.ts';
import { gradientsOf, type IterationTensors, reachedParams, updatesOf } from './update.ts';

const architecture: Architecture = {
  layerCount: 2,
  startChannels: 4,
  maxChannels: 8,
  latentSize: 6,
  mappingLayers: 2,
  channels: 3,
};

let backend: Backend;
beforeAll(async () => {
  backend = await startBackend('cpu');
});
afterAll(() => backend.close());

/** Not the initial weights: G's constant leaves its first block nothing but rounding errors to normalise. */
const warmParams = (architecture: Architecture): Params =>
  Object.fromEntries(
    Object.entries(createParams(architecture, 5)).map(([name, weight], i) => [
      name,
      tf.add(weight, tf.randomNormal(weight.shape, 0, 0.3, 'float32', i + 1)),
    ]),
  );

it('lowers both losses in one update when passes are shared, and keeps E out of the generator’s', () => {
  tf.tidy(() => {
    const model = { architecture, params: warmParams(architecture) };
    const growth = { lod: 1, blend: 1 };
    const generation = {
      z: sampleZ(1, 3, architecture.latentSize),
      mixZ: sampleZ(2, 3, architecture.latentSize),
      mixMask: tf.ones<tf.Rank.R3>([1, 4, 1]), // nothing of the second draw
      noise: seededNoise(architecture, 3, { count: 3 }),
    };
    const iteration: IterationTensors = {
      growth,
      real: tf.zeros([3, 8, 8, 3]),
      generations: [generation, generation, generation],
      photoNoise: [],
      r1Gamma: 0,
    };
    const gradients = (sharedPasses: boolean, index: number, networks: readonly Network[]) => {
      const update = updatesOf({ sharedPasses, photo: null })[index]!;
      const prepared = update.prepare?.(model, iteration);
      const names = reachedParams(architecture, growth, networks);
      return gradientsOf(model, names, (at) => update.losses(at, iteration, model, prepared)).gradients;
    };
    const shared = gradients(true, 1, ['E', 'G', 'F']);
    const generator = gradients(false, 1, ['G', 'F']);
    const latent = gradients(false, 2, ['E', 'G', 'F']);
    for (const [name, gradient] of Object.entries(shared)) {
      const expected = generator[name] ? tf.add(generator[name], latent[name]!) : latent[name]!;
      const largest = tf.max(tf.abs(expected)).dataSync()[0]!;
      expect(tf.max(tf.abs(tf.sub(gradient, expected))).dataSync()[0]!, name).toBeLessThanOrEqual(
        1e-4 * largest + 1e-7,
      );
    }
    expect(Object.keys(generator).some((name) => name.startsWith('E/'))).toBe(false);
    expect(Object.keys(shared).some((name) => name.startsWith('E/'))).toBe(true);
  });
});

describe.each(GENERATORS)('the photo update, %s', (generator) => {
  const deep: Architecture = { ...architecture, layerCount: 3, generator };
  const weights = { pooledPixels: 4, pooled: 1, pixels: 0.2, code: 0.7, adversarial: 0.5 };
  const count = 2;
  /** Along random directions. */
  const STEP = 3e-5;

  function iterationAt(growth: { lod: number; blend: number }, seed: number): IterationTensors {
    const pixels = blockResolution(growth.lod);
    const unused = { z: sampleZ(1, 1, 1), mixZ: sampleZ(1, 1, 1), mixMask: tf.ones<tf.Rank.R3>([1, 1, 1]), noise: [] };
    return {
      growth,
      real: tf.randomUniform([count, pixels, pixels, 3], -1, 1, 'float32', seed),
      generations: [unused, unused, unused],
      photoNoise: seededNoise(deep, 3, { count, lod: growth.lod }),
      r1Gamma: 0,
    };
  }

  /** The formula once more, in its own words: E and D of `frozen` are the constants. */
  function byHand(params: Params, frozen: Params, { growth, real, photoNoise }: IterationTensors): tf.Scalar {
    const styles = repeatStyles(encode({ architecture: deep, params }, real, growth), styleCountOf(deep));
    const image = generate({ architecture: deep, params }, styles, { ...growth, noise: photoNoise });
    const pool = (images: tf.Tensor4D) => {
      const side = images.shape[1] / weights.pooledPixels;
      const squares = tf.reshape(images, [count, weights.pooledPixels, side, weights.pooledPixels, side * 3]);
      return tf.mean(tf.reshape(tf.sum(squares, 2), [count, weights.pooledPixels ** 2, side, 3]), 2).div(side);
    };
    const code = encode({ architecture: deep, params: frozen }, image, growth);
    return tf.addN([
      tf.losses.meanSquaredError(pool(real), pool(image)).mul(weights.pooled),
      tf.losses.meanSquaredError(real, image).mul(weights.pixels),
      tf.losses.meanSquaredError(encode({ architecture: deep, params: frozen }, real, growth), code).mul(weights.code),
      tf
        .mean(tf.log(tf.add(1, tf.exp(tf.neg(discriminate({ architecture: deep, params: frozen }, code))))))
        .mul(weights.adversarial),
    ]) as tf.Scalar;
  }

  const numberOf = (tensor: tf.Tensor) => tensor.dataSync()[0]!;

  /** What the update says of a batch of photos, beside the formula and its finite differences. */
  function compareAt(growth: { lod: number; blend: number }, seed: number) {
    const params = warmParams(deep);
    const iteration = iterationAt(growth, seed);
    const update = updatesOf({ sharedPasses: false, photo: weights }).at(-1)!;
    const names = reachedParams(deep, growth, update.networks);
    const model = { architecture: deep, params };
    const code = update.prepare!(model, iteration);
    const { terms, gradients } = gradientsOf(model, names, (at) => update.losses(at, iteration, model, code));
    /** Relative deviation of the slope along a random direction of the network's weights. */
    const deviation = (network: Network) => {
      const moved = names.filter((name) => name.startsWith(network));
      const direction = (name: string) =>
        tf.randomNormal(params[name]!.shape, 0, 1, 'float32', 100 * seed + names.indexOf(name));
      const at = (step: number) => {
        const shifted = moved.map((name) => [name, tf.add(params[name]!, tf.mul(direction(name), step))]);
        return numberOf(byHand({ ...params, ...Object.fromEntries(shifted) }, params, iteration));
      };
      const slopes = moved.map((name) => numberOf(tf.sum(tf.mul(gradients[name]!, direction(name)))));
      const expected = (at(STEP) - at(-STEP)) / (2 * STEP);
      return Math.abs(slopes.reduce((sum, slope) => sum + slope) / expected - 1);
    };
    return {
      names,
      value: numberOf(terms.photo!),
      expectedValue: numberOf(byHand(params, params, iteration)),
      deviations: { E: deviation('E'), G: deviation('G') },
    };
  }

  it.each([
    { lod: 0, blend: 1 },
    { lod: 1, blend: 0.3 },
    { lod: 1, blend: 1 },
    { lod: 2, blend: 0.3 },
    { lod: 2, blend: 1 },
  ])(
    'has the formula’s value and, by finite differences, its gradients, E and D inside held fast: lod $lod, blend $blend',
    (growth) => {
      // A leaky ReLU may have its corner so near that differences cross it: in one batch, but hardly in most.
      const compared = [4, 5, 6, 7, 8].map((seed) => tf.tidy(() => compareAt(growth, seed)));
      for (const { names, value, expectedValue } of compared) {
        expect(new Set(names.map((name) => name[0]))).toEqual(new Set(['E', 'G']));
        expect(Math.abs(value / expectedValue - 1)).toBeLessThan(1e-5);
      }
      for (const network of ['E', 'G'] as const) {
        const deviations = compared.map((one) => one.deviations[network]);
        expect(median(deviations), network).toBeLessThan(0.01);
      }
    },
  );

  it('comes last, shared passes or not, and is not there without its options', () => {
    const names = (sharedPasses: boolean, photo: typeof weights | null) =>
      updatesOf({ sharedPasses, photo }).map(({ name }) => name);
    expect(names(false, null)).toEqual(['discriminator', 'generator', 'latent']);
    expect(names(false, weights)).toEqual(['discriminator', 'generator', 'latent', 'photo']);
    expect(names(true, weights)).toEqual(['discriminator', 'latent', 'photo']);
  });
});
