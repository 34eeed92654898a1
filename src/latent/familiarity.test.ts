import { expect, test } from 'vitest';
import { distanceFrom, familiarOf, gaussianOf, strangenessOf } from './familiarity.ts';
import { latentStatistics } from './latentStatistics.ts';

/** Latents [N, 2] on an ellipse around (5, -1): σ is 3 across and 1 down. */
const ellipse = Float32Array.from({ length: 2 * 360 }, (_, i) => {
  const angle = (Math.floor(i / 2) * Math.PI) / 180;
  return i % 2 === 0 ? 5 + 3 * Math.SQRT2 * Math.cos(angle) : -1 + Math.SQRT2 * Math.sin(angle);
});
const gaussian = gaussianOf(latentStatistics(ellipse, 2));

test('the distance is measured in the σ of each direction', () => {
  expect(distanceFrom(gaussian, Float32Array.of(5, -1))).toBeCloseTo(0, 5);
  expect(distanceFrom(gaussian, Float32Array.of(8, -1))).toBeCloseTo(Math.SQRT1_2, 1);
  expect(distanceFrom(gaussian, Float32Array.of(5, 2))).toBeGreaterThan(distanceFrom(gaussian, Float32Array.of(8, -1)));
});

test('a direction in which nothing varies does not make every other latent infinitely far', () => {
  const flat = gaussianOf(latentStatistics(Float32Array.of(-1, 0, 1, 0, -1, 0, 1, 0), 2));
  expect(distanceFrom(flat, Float32Array.of(0, 0.1))).toBeLessThan(2);
});

test('what is farther and less real than the model’s own pictures is stranger', () => {
  const own = [0.9, 1, 1.1, 1.2].map((distance, i) => ({ distance, realness: [0.1, -0.1, 0, 0.2][i]! }));
  const familiar = familiarOf(gaussian, own);
  const strange = (distance: number, realness: number) => strangenessOf({ distance, realness }, familiar);
  const mean = own.reduce((sum, reading) => sum + strangenessOf(reading, familiar), 0) / own.length;
  expect(mean).toBeCloseTo(0);
  expect(strange(2, 0)).toBeGreaterThan(strange(1, 0));
  expect(strange(1, -1)).toBeGreaterThan(strange(1, 0));
});
