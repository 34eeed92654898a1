import { EigenvalueDecomposition, Matrix } from 'ml-matrix';

/** Axes along which latents vary, strongest first. */
export interface PrincipalComponents {
  /** Mean [S]. */
  readonly mean: Float32Array<ArrayBuffer>;
  /** Unit vectors [count][S]. */
  readonly components: readonly Float32Array<ArrayBuffer>[];
  /** Standard deviation of the latents along each component [count]. */
  readonly sigmas: Float32Array<ArrayBuffer>;
}

/** More components than anybody moves a slider for. */
const MAX_COMPONENTS = 64;

/**
 * Principal component analysis of latents. A component's largest entry is positive, so that the same latents always
 * give the same axes, sign included.
 * @param samples [N, S] one after another
 * @returns at most 64 components
 */
export function principalComponents(samples: Float32Array, latentSize: number): PrincipalComponents {
  const count = samples.length / latentSize;
  const mean = meanOf(samples, latentSize);
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(covarianceOf(samples, mean, count), {
    assumeSymmetric: true,
  });
  const order = realEigenvalues
    .map((_, index) => index)
    .sort((a, b) => realEigenvalues[b]! - realEigenvalues[a]!)
    .slice(0, MAX_COMPONENTS);
  return {
    mean: Float32Array.from(mean),
    components: order.map((index) => orient(Float32Array.from(eigenvectorMatrix.getColumn(index)))),
    sigmas: Float32Array.from(order, (index) => Math.sqrt(Math.max(0, realEigenvalues[index]!))),
  };
}

/** Where w [S] lies along each component, in σ from the mean. */
export function projectOn({ mean, components, sigmas }: PrincipalComponents, w: Float32Array): number[] {
  return components.map((component, index) => {
    const distance = component.reduce((sum, entry, i) => sum + entry * (w[i]! - mean[i]!), 0);
    return sigmas[index]! > 0 ? distance / sigmas[index]! : 0;
  });
}

/**
 * Moves w [S] along the components by offsets in σ; what the components do not describe of it stays. Components
 * without an offset stay where they are.
 */
export function moveAlong(
  { components, sigmas }: PrincipalComponents,
  w: Float32Array,
  offsets: readonly (number | undefined)[],
): Float32Array<ArrayBuffer> {
  const moved = new Float32Array(w);
  offsets.forEach((offset, index) => {
    const component = components[index];
    if (!offset || !component) return;
    component.forEach((entry, i) => {
      moved[i]! += offset * sigmas[index]! * entry;
    });
  });
  return moved;
}

export function meanOf(samples: Float32Array, latentSize: number): Float64Array {
  const mean = new Float64Array(latentSize);
  samples.forEach((value, i) => {
    mean[i % latentSize]! += value;
  });
  return mean.map((sum) => (sum * latentSize) / samples.length);
}

export function covarianceOf(samples: Float32Array, mean: Float64Array, count: number): Matrix {
  const size = mean.length;
  const sums = Array.from({ length: size }, () => new Float64Array(size));
  const centred = new Float64Array(size);
  for (let sample = 0; sample < count; sample++) {
    for (let i = 0; i < size; i++) centred[i] = samples[sample * size + i]! - mean[i]!;
    for (let i = 0; i < size; i++) {
      const row = sums[i]!;
      const value = centred[i]!;
      for (let j = 0; j <= i; j++) row[j]! += value * centred[j]!;
    }
  }
  const covariance = Matrix.zeros(size, size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      const value = sums[i]![j]! / (count - 1);
      covariance.set(i, j, value);
      covariance.set(j, i, value);
    }
  }
  return covariance;
}

function orient(component: Float32Array<ArrayBuffer>): Float32Array<ArrayBuffer> {
  const strongest = component.reduce((best, entry) => (Math.abs(entry) > Math.abs(best) ? entry : best), 0);
  return strongest < 0 ? component.map((entry) => -entry) : component;
}
