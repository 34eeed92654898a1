import { expect, it } from 'vitest';
import { seededRandom } from '../../src/latent/random.ts';
import { withDetailFilters } from './detailFilters.ts';

const SHAPE = [3, 3, 2, 8] as const;
const random = seededRandom(3);
const weight = { shape: SHAPE, values: Float32Array.from({ length: 9 * 2 * 8 }, () => random() - 0.3) };
const filters = withDetailFilters(weight);

/** How strongly each filter answers in the middle of an image, the same in both channels. */
function answers(values: Float32Array, image: (y: number, x: number) => number): number[] {
  return [...Array(8).keys()].map((output) => {
    let sum = 0;
    for (let tap = 0; tap < 9; tap++) {
      for (const input of [0, 1]) {
        sum += values[(tap * 2 + input) * 8 + output]! * image(Math.floor(tap / 3) - 1, (tap % 3) - 1);
      }
    }
    return Math.abs(sum);
  });
}

it('makes half of the filters blind to light, and a quarter to slopes as well', () => {
  const light = answers(filters.values, () => 1);
  const slope = answers(filters.values, (y, x) => 2 * y + x + 1);
  const spot = answers(filters.values, (y, x) => (y === 0 && x === 0 ? 1 : 0));
  expect(light.map((value) => value > 1e-5)).toEqual([...Array(4).fill(false), ...Array(4).fill(true)]);
  expect(slope.map((value) => value > 1e-5)).toEqual([...Array(2).fill(false), ...Array(6).fill(true)]);
  expect(spot.every((value) => value > 1e-5)).toBe(true);
});

it('leaves the other half as it was, and what it was given too', () => {
  const other = (values: Float32Array) => values.filter((_, i) => i % 8 >= 4);
  expect(other(filters.values)).toEqual(other(weight.values));
  expect(withDetailFilters(weight)).toEqual(filters);
});
