import { expect, test } from 'vitest';
import { styleFactors } from './styleFactors.ts';

/** A's rows, the outputs, as the weight [S, outputs] that a model stores. */
const weightOf = (...rows: readonly (readonly number[])[]) =>
  Float32Array.from(
    { length: rows[0]!.length * rows.length },
    (_, i) => rows[i % rows.length]![(i / rows.length) | 0]!,
  );

test('the strongest direction is the one that most outputs follow', () => {
  const [first, second, third] = styleFactors(
    [weightOf([1, 0, 0], [0, 1, 0], [0, 1, 0], [0, 1, 0], [0, 0, 1], [0, 0, 1])],
    3,
    3,
  );
  expect([...first!]).toEqual([0, 1, 0]);
  expect([...second!]).toEqual([0, 0, 1]);
  expect([...third!]).toEqual([1, 0, 0]);
});

test('lies between outputs that agree in part', () => {
  const [first] = styleFactors([weightOf([1, 0], [0.6, 0.8])], 2, 1);
  // The eigenvectors of two unit vectors' sum of outer products halve the angle between them.
  expect(Math.atan2(first![1]!, first![0]!)).toBeCloseTo(Math.atan2(0.8, 0.6) / 2, 6);
});

test('counts outputs and not how large their weights are, over all layers together', () => {
  const loud = weightOf([100, 0], [-100, 0]);
  const quiet = weightOf([0, 0.01], [0, 0.02], [0, -0.01]);
  expect([...styleFactors([loud, quiet], 2, 1)[0]!]).toEqual([0, 1]);
  expect([...styleFactors([loud], 2, 1)[0]!]).toEqual([1, 0]);
});

test('an output without weights decides nothing', () => {
  expect([...styleFactors([weightOf([0, 0], [0, 3])], 2, 1)[0]!]).toEqual([0, 1]);
});

test('gives orthogonal unit vectors, no more than asked for', () => {
  const weights = Float32Array.from({ length: 5 * 8 }, (_, i) => Math.sin(7 * i + 1));
  const found = styleFactors([weights], 5, 3);
  expect(found).toHaveLength(3);
  for (const [i, a] of found.entries()) {
    for (const [j, b] of found.entries()) {
      expect(a.reduce((sum, entry, k) => sum + entry * b[k]!, 0)).toBeCloseTo(i === j ? 1 : 0, 5);
    }
  }
});
