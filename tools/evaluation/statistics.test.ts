import { Matrix } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/latent/random.ts';
import {
  featureMatrix,
  frechetDistance,
  kernelDistance,
  measured,
  median,
  nearestNeighbours,
  products,
  trimmedMean,
} from './statistics.ts';

/** Standard normal numbers (Box and Muller) times `scale` plus `shift`. */
function normal(rows: number, columns: number, seed: number, scale = 1, shift = 0): Matrix {
  const random = seededRandom(seed);
  const values = Float32Array.from({ length: rows * columns }, () => {
    return shift + scale * Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  });
  return featureMatrix(values, columns);
}

describe('kernelDistance', () => {
  it('is what its definition says, term by term', () => {
    const [x, y] = [normal(7, 5, 1), normal(6, 5, 2, 2, 1)];
    const k = (a: number[], b: number[]) => (a.reduce((total, value, i) => total + value * b[i]!, 0) / 5 + 1) ** 3;
    let expected = 0;
    for (let i = 0; i < 7; i++) {
      for (let j = 0; j < 7; j++) if (i !== j) expected += k(x.getRow(i), x.getRow(j)) / (7 * 6);
      for (let j = 0; j < 6; j++) expected -= (2 * k(x.getRow(i), y.getRow(j))) / (7 * 6);
    }
    for (let i = 0; i < 6; i++) {
      for (let j = 0; j < 6; j++) if (i !== j) expected += k(y.getRow(i), y.getRow(j)) / (6 * 5);
    }
    expect(kernelDistance(x, y)).toBeCloseTo(expected, 10);
  });

  it('is 0 on average for sets from one distribution, and not for others', () => {
    const repeats = 200;
    const mean = (shift: number) =>
      measured(
        Array.from({ length: repeats }, (_, i) => kernelDistance(normal(20, 8, i), normal(20, 8, 1000 + i, 1, shift))),
      );
    const equal = mean(0);
    expect(Math.abs(equal.mean)).toBeLessThan((3 * equal.standardDeviation) / Math.sqrt(repeats));
    const other = mean(0.5);
    expect(other.mean).toBeGreaterThan((10 * other.standardDeviation) / Math.sqrt(repeats));
  });
});

describe('frechetDistance', () => {
  /** Rows whose mean is `mean` and whose covariance is exactly diag(variances). */
  const exact = (mean: number[], variances: number[], padding = 0): Matrix => {
    const count = 2 * mean.length + padding; // rows beyond are at the mean
    const rows = Array.from({ length: count }, (_, row) =>
      mean.map((centre, i) => {
        const side = row === 2 * i ? 1 : row === 2 * i + 1 ? -1 : 0;
        return centre + side * Math.sqrt((variances[i]! * (count - 1)) / 2);
      }),
    );
    return new Matrix(rows);
  };
  const closedForm = (m1: number[], v1: number[], m2: number[], v2: number[]) =>
    m1.reduce((total, m, i) => total + (m - m2[i]!) ** 2 + (Math.sqrt(v1[i]!) - Math.sqrt(v2[i]!)) ** 2, 0);

  it.each([0, 5])('is the closed form for diagonal covariances (%i rows more)', (padding) => {
    const [m1, v1, m2, v2] = [
      [1, -2, 0],
      [4, 1, 0.25],
      [0, 1, 3],
      [1, 9, 0.25],
    ];
    expect(frechetDistance(exact(m1!, v1!, padding), exact(m2!, v2!))).toBeCloseTo(closedForm(m1!, v1!, m2!, v2!), 9);
  });

  it('turns with the axes, whether there are more images than features or fewer', () => {
    const [x, y] = [normal(4, 6, 1), normal(5, 6, 2, 2, 1)];
    const { Q } = orthogonal(6);
    const expected = frechetDistance(x, y);
    expect(frechetDistance(x.mmul(Q), y.mmul(Q))).toBeCloseTo(expected, 9);
    // Features that are always 0 change nothing, but make them outnumber the images.
    const wide = (m: Matrix) => new Matrix(m.to2DArray().map((row) => [...row, ...Array<number>(30).fill(0)]));
    const [a, b] = [normal(20, 6, 3), normal(25, 6, 4, 2, 1)];
    expect(frechetDistance(wide(a), wide(b))).toBeCloseTo(frechetDistance(a, b), 9);
  });

  it('is 0 for a set and itself', () => {
    const x = normal(9, 5, 1);
    expect(frechetDistance(x, x)).toBeCloseTo(0, 10);
  });
});

/** Some orthogonal matrix: a product of reflections. */
function orthogonal(size: number): { Q: Matrix } {
  let Q = Matrix.eye(size);
  for (let i = 0; i < 3; i++) {
    const v = normal(1, size, 10 + i).transpose();
    const squared = v.norm('frobenius') ** 2;
    Q = Q.mmul(Matrix.eye(size).sub(v.mmul(v.transpose()).mul(2 / squared)));
  }
  return { Q };
}

it('products multiplies rows with rows, of any number', () => {
  for (const [m, n] of [
    [1, 1],
    [3, 6],
    [4, 7],
  ] as const) {
    const [a, b] = [normal(m, 5, m), normal(n, 5, n)];
    expect(products(a, b).sub(a.mmul(b.transpose())).norm('frobenius')).toBeLessThan(1e-12);
  }
});

it('nearestNeighbours finds the row and how far it is', () => {
  const candidates = new Matrix([
    [0, 0],
    [3, 4],
    [10, 0],
  ]);
  const queries = new Matrix([
    [3, 5],
    [6, 0],
    [10, 0],
  ]);
  expect(nearestNeighbours(queries, candidates)).toEqual([
    { index: 1, distance: 1 },
    { index: 2, distance: 4 },
    { index: 2, distance: 0 },
  ]);
});

it('measured, median and trimmedMean', () => {
  expect(measured([1, 2, 3])).toEqual({ mean: 2, standardDeviation: 1 });
  expect(measured([5])).toEqual({ mean: 5, standardDeviation: 0 });
  expect(median([9, 1, 5])).toBe(5);
  expect(trimmedMean([1000, 1, 2, 3, -1000], 0.2)).toBe(2);
});
