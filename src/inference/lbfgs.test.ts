import { expect, it } from 'vitest';
import { minimise, type Slope } from './lbfgs.ts';

/** Rosenbrock's valley in n dimensions: its floor is bent and flat, its minimum, 0, at (1, …, 1). */
function rosenbrock(x: Float32Array): Slope {
  let value = 0;
  const gradient = new Float32Array(x.length);
  for (let i = 0; i + 1 < x.length; i++) {
    const [a, b] = [1 - x[i]!, x[i + 1]! - x[i]! ** 2];
    value += a * a + 100 * b * b;
    gradient[i]! += -2 * a - 400 * x[i]! * b;
    gradient[i + 1]! += 200 * b;
  }
  return { value, gradient };
}

/** The best value among so many evaluations. */
async function bestOf(evaluations: number, f: (x: Float32Array) => Slope, start: Float32Array): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  let left = evaluations;
  await minimise(
    start,
    async (x) => {
      const slope = f(x);
      if (slope.value < best) best = slope.value;
      return --left > 0 ? slope : null;
    },
    0.1,
  );
  return best;
}

it('finds its way down a bent valley', async () => {
  expect(await bestOf(80, rosenbrock, new Float32Array([-1.2, 1]))).toBeLessThan(1e-6);
});

it('needs about as many steps as there are unlike curvatures, where steepest descent needs hundreds', async () => {
  const curvatures = [1, 10, 100, 1000];
  const bowl = (x: Float32Array): Slope => ({
    value: x.reduce((sum, value, i) => sum + (curvatures[i]! * value * value) / 2, 0),
    gradient: x.map((value, i) => curvatures[i]! * value),
  });
  expect(await bestOf(25, bowl, new Float32Array([1, 1, 1, 1]))).toBeLessThan(1e-6);
});

it('ends at a flat place, where no step is shorter, and at a number that is none', async () => {
  const flat = (x: Float32Array): Slope => ({ value: 3, gradient: new Float32Array(x.length) });
  expect(await bestOf(10, flat, new Float32Array([1]))).toBe(3);
  const wall = (x: Float32Array): Slope => ({ value: x[0] === 1 ? 1 : 2, gradient: new Float32Array([1]) });
  expect(await bestOf(1000, wall, new Float32Array([1]))).toBe(1);
  const hole = (x: Float32Array): Slope => ({ value: x[0] === 1 ? 1 : Number.NaN, gradient: new Float32Array([1]) });
  expect(await bestOf(1000, hole, new Float32Array([1]))).toBe(1);
});
