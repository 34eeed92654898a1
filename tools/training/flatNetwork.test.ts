import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ParamSpec } from '../../src/networks/paramSpecs.ts';
import { type Backend, startBackend } from '../compute/backend.ts';
import type { Arrays, WeightsState } from '../run/trainingState.ts';
import { type AdamSlot, adamStep } from './adam.ts';
import { createFlatNetwork } from './flatNetwork.ts';

let backend: Backend;
beforeAll(async () => {
  backend = await startBackend('cpu');
});
afterAll(() => backend.close());

const spec = (name: string, shape: readonly number[], learningRateScale: number): ParamSpec => ({
  ...{ name, shape, learningRateScale, network: 'D', layer: name.slice(2), initialStd: 1, initialMean: 0 },
});
const SPECS = [spec('D/a', [2, 3], 0.5), spec('D/b', [4], 2), spec('D/c', [3], 1)];
const LEARNING_RATE = 0.1;

const values = (length: number, seed: number) => Float32Array.from({ length }, (_, i) => Math.sin(seed + 3 * i));
const arrays = (seed: number): Arrays =>
  Object.fromEntries(SPECS.map(({ name, shape }, i) => [name, { shape, values: values(size(shape), seed + i) }]));
const size = (shape: readonly number[]) => tf.util.sizeFromShape([...shape]);
const fresh = (): WeightsState => ({ live: arrays(1), averaged: arrays(5), secondMoments: {}, stepCounts: {} });
const gradients = (names: readonly string[], seed: number) =>
  Object.fromEntries(
    SPECS.filter(({ name }) => names.includes(name)).map(({ name, shape }, i) => [
      name,
      tf.tensor(values(size(shape), seed + i), [...shape]),
    ]),
  );

it('steps as Adam does weight by weight, and leaves a weight without a gradient as it is', async () => {
  const network = createFlatNetwork(SPECS, fresh());
  const slots: Record<string, AdamSlot> = {};
  const alone = Object.fromEntries(
    Object.entries(fresh().live).map(([name, array]) => [name, tf.tensor(array.values, [...array.shape])]),
  );
  for (const seed of [11, 12, 13]) {
    const given = gradients(['D/a', 'D/b'], seed);
    network.step(given, LEARNING_RATE);
    for (const [name, gradient] of Object.entries(given)) {
      const { learningRateScale } = SPECS.find((one) => one.name === name)!;
      const stepped = adamStep(alone[name]!, gradient, slots[name], LEARNING_RATE, learningRateScale);
      alone[name] = stepped.weight;
      slots[name] = stepped.slot;
    }
  }
  const { live, secondMoments, stepCounts } = await network.state();
  for (const { name } of SPECS) {
    const expected = await alone[name]!.data();
    const taken = await network.params[name]!.data();
    expect(network.params[name]!.shape).toEqual(live[name]!.shape);
    expected.forEach((value, i) => {
      expect(live[name]!.values[i]).toBeCloseTo(value, 6);
      expect(taken[i]).toBe(live[name]!.values[i]);
    });
  }
  expect(live['D/c']!.values).toEqual(fresh().live['D/c']!.values);
  expect(Object.keys(secondMoments)).toEqual(['D/a', 'D/b']);
  expect(stepCounts).toEqual({ 'D/a': 3, 'D/b': 3 });
  network.dispose();
});

it('goes on from its state as if it had never stopped, averages included', async () => {
  const network = createFlatNetwork(SPECS, fresh());
  network.step(gradients(['D/a', 'D/c'], 21), LEARNING_RATE);
  network.updateAverage(0.9);
  const other = createFlatNetwork(SPECS, await network.state());
  for (const each of [network, other]) {
    each.step(gradients(['D/a', 'D/c'], 22), LEARNING_RATE);
    each.updateAverage(0.9);
  }
  expect(await other.state()).toEqual(await network.state());
  network.resetOptimiser();
  expect(await network.state()).toMatchObject({ secondMoments: {}, stepCounts: {} });
  network.dispose();
  other.dispose();
});

it('holds as many tensors after a hundred steps as after one', () => {
  const network = createFlatNetwork(SPECS, fresh());
  const step = (seed: number) => {
    const given = gradients(['D/a', 'D/b', 'D/c'], seed);
    network.step(given, LEARNING_RATE);
    network.updateAverage(0.9);
    tf.dispose(given);
  };
  step(0);
  const before = tf.memory().numTensors;
  for (let i = 1; i <= 100; i++) step(i);
  expect(tf.memory().numTensors).toBe(before);
  network.dispose();
});
