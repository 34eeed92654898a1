import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Architecture } from '../../src/networks/architecture.ts';
import { sampleZ, seededNoise } from '../../src/networks/model.ts';
import { createParams, type Network } from '../../src/networks/params.ts';
import { type Backend, startBackend } from '../backend.ts';
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

it('lowers both losses in one update when passes are shared, and keeps E out of the generator’s', () => {
  tf.tidy(() => {
    // Not the initial weights: G's constant leaves its first block nothing but rounding errors to normalise.
    const params = Object.fromEntries(
      Object.entries(createParams(architecture, 5)).map(([name, weight], i) => [
        name,
        tf.add(weight, tf.randomNormal(weight.shape, 0, 0.3, 'float32', i)),
      ]),
    );
    const growth = { lod: 1, blend: 1 };
    const generation = {
      z: sampleZ(1, 3, architecture.latentSize),
      mixZ: sampleZ(2, 3, architecture.latentSize),
      mixMask: tf.ones<tf.Rank.R3>([1, 4, 1]), // nothing of the second draw
      noise: seededNoise(architecture, 3, { count: 3 }),
    };
    const iteration: IterationTensors = {
      architecture,
      growth,
      real: tf.zeros([3, 8, 8, 3]),
      generations: [generation, generation, generation],
      r1Gamma: 0,
    };
    const gradients = (sharedPasses: boolean, index: number, networks: readonly Network[]) => {
      const update = updatesOf({ sharedPasses })[index]!;
      const prepared = update.prepare?.(params, iteration);
      const names = reachedParams(architecture, growth, networks);
      return gradientsOf(params, names, (at) => update.losses(at, iteration, params, prepared)).gradients;
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
