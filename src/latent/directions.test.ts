import { expect, test } from 'vitest';
import { moveAlong, oriented, positionAlong, unitVector } from './directions.ts';

const axis = { vector: Float32Array.of(0.6, 0.8), centre: 1, sigma: 2 };

test('a position is counted in σ from the mean, and moving adds to it', () => {
  const w = Float32Array.of(3, 4);
  expect(positionAlong(axis, w)).toBeCloseTo(2, 6); // (5 - 1) / 2
  moveAlong(axis, w, -1.5);
  expect(positionAlong(axis, w)).toBeCloseTo(0.5, 6);
});

test('what lies across the axis stays when w moves along it', () => {
  const w = Float32Array.of(3, -1);
  moveAlong(axis, w, 0.7);
  expect(0.8 * w[0]! - 0.6 * w[1]!).toBeCloseTo(0.8 * 3 + 0.6, 5);
});

test('an axis along which nothing varies has one position', () => {
  expect(positionAlong({ ...axis, sigma: 0 }, Float32Array.of(9, 9))).toBe(0);
});

test('brings a vector to length 1, and says when it has none', () => {
  expect(unitVector([3, 0, 4])).toEqual(Float32Array.of(0.6, 0, 0.8));
  expect(unitVector([0, 0])).toBe(null);
  expect(unitVector([Number.NaN, 1])).toBe(null);
});

test('turns a vector towards its largest entry', () => {
  expect([...oriented(Float32Array.of(0.5, -2, 1))]).toEqual([-0.5, 2, -1]);
  expect([...oriented(Float32Array.of(0.5, 2, -1))]).toEqual([0.5, 2, -1]);
});
