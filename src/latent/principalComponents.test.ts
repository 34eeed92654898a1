import { expect, test } from 'vitest';
import { moveAlong, principalComponents, projectOn } from './principalComponents.ts';

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

const found = principalComponents(gaussian(20_000), 4);

test('finds the axes of a Gaussian, strongest first, with their spread', () => {
  const strongestFirst = [1, 3, 0, 2];
  strongestFirst.forEach((axis, index) => {
    expect(found.sigmas[index]! / SIGMAS[axis]!).toBeCloseTo(1, 1);
    const cosine = AXES[axis]!.reduce((sum, entry, i) => sum + entry * found.components[index]![i]!, 0);
    expect(Math.abs(cosine)).toBeGreaterThan(0.999);
  });
  found.mean.forEach((value, i) => {
    expect(value).toBeCloseTo(MEAN[i]!, 1);
  });
});

test('the largest entry of each component is positive', () => {
  for (const component of found.components) {
    const strongest = component.reduce((best, entry) => (Math.abs(entry) > Math.abs(best) ? entry : best), 0);
    expect(strongest).toBeGreaterThan(0);
  }
});

test('projecting in σ and moving are inverse, and what is not moved stays', () => {
  const w = Float32Array.of(2, 2, -1, 0);
  const before = projectOn(found, w);
  const moved = moveAlong(found, w, [0, 1.5, undefined, -2]);
  const after = projectOn(found, moved);
  [0, 1.5, 0, -2].forEach((offset, index) => {
    expect(after[index]! - before[index]!).toBeCloseTo(offset, 3);
  });
  expect(moveAlong(found, w, [])).toEqual(w);
});

test('a latent that never varies gives a component without spread', () => {
  const constant = principalComponents(new Float32Array(40).fill(0.5), 4);
  expect([...constant.sigmas]).toEqual([0, 0, 0, 0]);
  expect(projectOn(constant, Float32Array.of(1, 2, 3, 4))).toEqual([0, 0, 0, 0]);
});
