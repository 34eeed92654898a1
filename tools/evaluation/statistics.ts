import { EigenvalueDecomposition, Matrix, SingularValueDecomposition } from 'ml-matrix';

/** Mean and spread of something measured several times. */
interface Measured {
  readonly mean: number;
  /** Sample standard deviation; 0 where there is one value only. */
  readonly standardDeviation: number;
}

export function measured(values: readonly number[]): Measured {
  const mean = sum(values) / values.length;
  const squares = sum(values.map((value) => (value - mean) ** 2));
  return { mean, standardDeviation: values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : 0 };
}

/** The middle value; the upper one of two. */
export const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;

/** The mean without the lowest and the highest `part` of the values. */
export function trimmedMean(values: readonly number[], part: number): number {
  const cut = Math.floor(values.length * part);
  const kept = values.toSorted((a, b) => a - b).slice(cut, values.length - cut);
  return sum(kept) / kept.length;
}

/** Features as a matrix in double precision, one row per image. */
export function featureMatrix(features: Float32Array, featureCount: number): Matrix {
  const rows = features.length / featureCount;
  return Matrix.from1DArray(rows, featureCount, Float64Array.from(features) as unknown as number[]);
}

/**
 * KID: the unbiased estimate of the squared maximum mean discrepancy between the distributions that two sets of images
 * come from, with the kernel `(x·y / features + 1)³` (Bińkowski et al., Demystifying MMD GANs, 2018). Its expectation is 0
 * for equal distributions, so it may be a little below.
 * @param x features, one row per image, at least two
 * @param y features of other images: the two sets are taken to be independent
 */
export function kernelDistance(x: Matrix, y: Matrix): number {
  const across = kernelSum(products(x, y), x.columns) / (x.rows * y.rows);
  return withinMean(x) + withinMean(y) - 2 * across;
}

/** Sets are compared with several others. */
const withinMeans = new WeakMap<Matrix, number>();

/** Mean kernel of the pairs of different images of one set. */
function withinMean(x: Matrix): number {
  let mean = withinMeans.get(x);
  if (mean === undefined) {
    const dots = products(x, x);
    const diagonal = kernelSum(Matrix.rowVector(dots.diagonal()), x.columns);
    mean = (kernelSum(dots, x.columns) - diagonal) / (x.rows * (x.rows - 1));
    withinMeans.set(x, mean);
  }
  return mean;
}

/** Sum of the kernel over products of features. */
function kernelSum(dots: Matrix, featureCount: number): number {
  let total = 0;
  for (let row = 0; row < dots.rows; row++) {
    for (let column = 0; column < dots.columns; column++) total += (dots.get(row, column) / featureCount + 1) ** 3;
  }
  return total;
}

/**
 * Fréchet distance between the normal distributions with the means and covariances of two sets of features:
 * `|μ₁ - μ₂|² + tr(Σ₁ + Σ₂ - 2(Σ₁Σ₂)^½)`. Biased upwards by a small number of images: compare equal numbers only.
 * @param x features, one row per image, at least two
 */
export function frechetDistance(x: Matrix, y: Matrix): number {
  const shift = sum(x.mean('column').map((mean, i) => (mean - y.mean('column')[i]!) ** 2));
  const [a, b] = [covarianceFactor(x), covarianceFactor(y)];
  // With Σ = AᵀA the eigenvalues of Σ₁Σ₂ are the squared singular values of A₁A₂ᵀ.
  const roots = new SingularValueDecomposition(products(a, b), {
    computeLeftSingularVectors: false,
    computeRightSingularVectors: false,
    autoTranspose: true,
  }).diagonal;
  return shift + squaredNorm(a) + squaredNorm(b) - 2 * sum(roots);
}

/** A with AᵀA = Σ, the covariance of the rows of x, and as few rows as that needs. */
function covarianceFactor(x: Matrix): Matrix {
  const centred = x
    .clone()
    .center('column')
    .div(Math.sqrt(x.rows - 1));
  if (x.rows <= x.columns) return centred;
  const transposed = centred.transpose();
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(products(transposed, transposed), {
    assumeSymmetric: true,
  });
  return eigenvectorMatrix.transpose().mulColumnVector(realEigenvalues.map((value) => Math.sqrt(Math.max(0, value))));
}

const squaredNorm = (a: Matrix): number => {
  const norm = a.norm('frobenius');
  return norm * norm;
};

/**
 * `a · bᵀ`. Row times row, two by two at a time: several times faster than the library's product, which goes down the
 * columns of one factor.
 */
export function products(a: Matrix, b: Matrix): Matrix {
  const [left, right] = [rowsOf(a), rowsOf(b)];
  const result = new Matrix(left.length, right.length);
  for (let i = 0; i < left.length; i += 2) {
    const p = left[i]!;
    const q = left[i + 1] ?? p;
    for (let j = 0; j < right.length; j += 2) {
      const r = right[j]!;
      const s = right[j + 1] ?? r;
      // Where a row is missing its neighbour stands in for it, and writes the same number.
      const [row, column] = [q === p ? i : i + 1, s === r ? j : j + 1];
      const dots = fourProducts(p, q, r, s);
      result.set(i, j, dots[0]!);
      result.set(i, column, dots[1]!);
      result.set(row, j, dots[2]!);
      result.set(row, column, dots[3]!);
    }
  }
  return result;
}

const fourDots = new Float64Array(4);

/** p·r, p·s, q·r and q·s, in an array that the next call overwrites. */
function fourProducts(p: Float64Array, q: Float64Array, r: Float64Array, s: Float64Array): Float64Array {
  let pr = 0;
  let ps = 0;
  let qr = 0;
  let qs = 0;
  for (let k = 0; k < p.length; k++) {
    const pk = p[k]!;
    const qk = q[k]!;
    const rk = r[k]!;
    const sk = s[k]!;
    pr += pk * rk;
    ps += pk * sk;
    qr += qk * rk;
    qs += qk * sk;
  }
  fourDots[0] = pr;
  fourDots[1] = ps;
  fourDots[2] = qr;
  fourDots[3] = qs;
  return fourDots;
}

const rowsOf = (a: Matrix): Float64Array[] => Array.from({ length: a.rows }, (_, i) => Float64Array.from(a.getRow(i)));

/** The nearest row of `candidates` for a row of `queries`. */
export interface Neighbour {
  readonly index: number;
  /** Euclidean. */
  readonly distance: number;
}

/** Squared Euclidean distance of every row of `a` to every row of `b`; rounding may bring it a little below 0. */
export function squaredDistances(a: Matrix, b: Matrix): Matrix {
  const squares = (m: Matrix) => rowsOf(m).map((row) => row.reduce((total, value) => total + value * value, 0));
  return products(a, b).mul(-2).addColumnVector(squares(a)).addRowVector(squares(b));
}

/** For every row of `queries` the row of `candidates` that is nearest to it. */
export function nearestNeighbours(queries: Matrix, candidates: Matrix): Neighbour[] {
  const distances = squaredDistances(queries, candidates);
  return Array.from({ length: queries.rows }, (_, row) => {
    let [index, least] = [0, Number.POSITIVE_INFINITY];
    for (let column = 0; column < candidates.rows; column++) {
      const distance = distances.get(row, column);
      if (distance < least) [index, least] = [column, distance];
    }
    return { index, distance: Math.sqrt(Math.max(0, least)) };
  });
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
