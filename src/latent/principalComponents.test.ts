import { expect, test } from 'vitest';
import { latentStatistics, measureAxis } from './latentStatistics.ts';
import { principalComponents } from './principalComponents.ts';

const MEAN = [1, -2, 0.5, 3];
/** Orthonormal axes and how far the samples spread along them. */
const AXES = [
  [0.5, 0.5, 0.5, 0.5],
  [0.5, -0.5, 0.5, -0.5],
  [0.5, 0.5, -0.5, -0.5],
  [0.5, -0.5, -0.5, 0.5],
];
const SIGMAS = [1, 4, 0.25, 2];

/** Pairs of normal numbers by Box and Muller, from a multiplicative congruential generator. */
function normals(count: number): number[] {
  let state = 12345;
  const uniform = () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
  return Array.from({ length: count }, () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform()));
}

function gaussian(count: number): Float32Array {
  const coordinates = normals(4 * count);
  return Float32Array.from({ length: 4 * count }, (_, i) => {
    const begin = i - (i % 4);
    const offsets = AXES.map((axis, a) => axis[i % 4]! * SIGMAS[a]! * coordinates[begin + a]!);
    return MEAN[i % 4]! + offsets.reduce((sum, offset) => sum + offset, 0);
  });
}

const statistics = latentStatistics(gaussian(20_000), 4);
const found = principalComponents(statistics, 4);

test('finds the axes of a Gaussian, strongest first, with their spread and where they are centred', () => {
  const strongestFirst = [1, 3, 0, 2];
  strongestFirst.forEach((axis, index) => {
    const { vector, sigma, centre } = found[index]!;
    expect(sigma / SIGMAS[axis]!).toBeCloseTo(1, 1);
    const cosine = AXES[axis]!.reduce((sum, entry, i) => sum + entry * vector[i]!, 0);
    expect(Math.abs(cosine)).toBeGreaterThan(0.999);
    expect(centre).toBeCloseTo(
      statistics.mean.reduce((sum, entry, i) => sum + entry * vector[i]!, 0),
      5,
    );
  });
  statistics.mean.forEach((value, i) => {
    expect(value).toBeCloseTo(MEAN[i]!, 1);
  });
  expect(principalComponents(statistics, 2)).toEqual(found.slice(0, 2));
});

test('the largest entry of each component is positive', () => {
  for (const { vector } of found) {
    const strongest = vector.reduce((best, entry) => (Math.abs(entry) > Math.abs(best) ? entry : best), 0);
    expect(strongest).toBeGreaterThan(0);
  }
});

test('measures any axis: across two components, the spread of both', () => {
  const vector = Float32Array.from(AXES[0]!, (entry, i) => (entry + AXES[1]![i]!) / Math.SQRT2);
  expect(measureAxis(statistics, vector).sigma).toBeCloseTo(Math.sqrt((1 + 16) / 2), 1);
});

test('a latent that never varies gives components without spread', () => {
  const constant = principalComponents(latentStatistics(new Float32Array(40).fill(0.5), 4), 4);
  expect(constant.map(({ sigma }) => sigma)).toEqual([0, 0, 0, 0]);
});
