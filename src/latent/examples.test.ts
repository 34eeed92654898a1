import { expect, test } from 'vitest';
import { dot } from './directions.ts';
import {
  differenceOfMeans,
  type Examples,
  learnDirection,
  leavePairOutSeparation,
  logisticWeights,
} from './examples.ts';

/** Normal numbers by Box and Muller, from a multiplicative congruential generator. */
function normalDraws(seed: number): () => number {
  let state = seed;
  const uniform = () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}

const SIZE = 32;

/** Standard normal latents around 3, of which those with more lie `gap` farther along the first axis. */
function examples(count: number, gap: number, seed = 1): Examples {
  const draw = normalDraws(seed);
  const latents = (shift: number) =>
    Array.from({ length: count }, () =>
      Float32Array.from({ length: SIZE }, (_, i) => 3 + draw() + (i === 0 ? shift : 0)),
    );
  return { more: latents(gap), less: latents(0) };
}

test('the difference of means points from less to more', () => {
  const difference = differenceOfMeans({
    more: [Float32Array.of(3, 1), Float32Array.of(5, 1)],
    less: [Float32Array.of(1, 0), Float32Array.of(1, 2), Float32Array.of(1, 1)],
  });
  expect(difference[0]).toBeCloseTo(3, 6);
  expect(difference[1]).toBeCloseTo(0, 6);
});

test('logistic regression is where its gradient vanishes', () => {
  // Two examples on a line, centred at ±1/2·distance and scaled to ±1: by symmetry b = 0, and w + (1/λ)·(-2)·σ(-w) = 0.
  const weights = logisticWeights({ more: [Float32Array.of(4, 0)], less: [Float32Array.of(2, 0)] });
  const w = weights[0]!;
  expect(0.1 * w - 2 / (1 + Math.exp(w))).toBeCloseTo(0, 6);
  expect(weights[1]).toBeCloseTo(0, 9);
});

test('finds the axis along which many examples differ, and nearer than the difference of means when others vary more', () => {
  const { more, less } = examples(60, 3);
  const stretched = (latents: readonly Float32Array[]) =>
    latents.map((latent) => latent.map((value, i) => (i === 1 ? 6 * value : value)));
  const given = { more: stretched(more), less: stretched(less) };
  const cosine = (weights: Float64Array) => weights[0]! / Math.hypot(...weights);
  expect(cosine(logisticWeights(given))).toBeGreaterThan(0.8);
  expect(cosine(logisticWeights(given))).toBeGreaterThan(cosine(differenceOfMeans(given)));
});

test('separation is near 1 for what differs much, and near 1/2 for what does not differ', () => {
  expect(leavePairOutSeparation(examples(12, 5))).toBeGreaterThan(0.95);
  const guesses = Array.from({ length: 20 }, (_, i) => leavePairOutSeparation(examples(8, 0, i + 1)));
  expect(guesses.reduce((sum, value) => sum + value / guesses.length, 0)).toBeCloseTo(0.5, 1);
});

test('a few examples give the difference of means and no judgement; enough give both', () => {
  const few = learnDirection(examples(3, 5))!;
  expect(few.learntFrom).toEqual({ more: 3, less: 3, separation: null });
  expect(dot(few.vector, differenceOfMeans(examples(3, 5)))).toBeGreaterThan(0);
  const many = learnDirection(examples(10, 5))!;
  expect(many.learntFrom.separation).toBeGreaterThan(0.9);
  expect(Math.hypot(...many.vector)).toBeCloseTo(1, 5);
});

test('examples that are all alike give none', () => {
  const same = Array.from({ length: 9 }, () => new Float32Array(SIZE).fill(2));
  expect(learnDirection({ more: same, less: same })).toBe(null);
});
