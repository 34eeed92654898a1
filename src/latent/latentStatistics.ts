import { type DirectionAxis, dot } from './directions.ts';

/** First and second moments of W, from samples of F. */
export interface LatentStatistics {
  /** [S] */
  readonly mean: Float64Array<ArrayBuffer>;
  /** [S, S], row by row; symmetric. */
  readonly covariance: Float64Array<ArrayBuffer>;
}

/** @param samples w of F's samples [N · S], one after another; N is 2 at least */
export function latentStatistics(samples: Float32Array, latentSize: number): LatentStatistics {
  const count = samples.length / latentSize;
  const mean = meanOf(samples, latentSize);
  const covariance = new Float64Array(latentSize * latentSize);
  const centred = new Float64Array(latentSize);
  for (let sample = 0; sample < count; sample++) {
    for (let i = 0; i < latentSize; i++) centred[i] = samples[sample * latentSize + i]! - mean[i]!;
    for (let i = 0; i < latentSize; i++) {
      const value = centred[i]! / (count - 1);
      for (let j = 0; j <= i; j++) covariance[i * latentSize + j]! += value * centred[j]!;
    }
  }
  for (let i = 0; i < latentSize; i++) {
    for (let j = 0; j < i; j++) covariance[j * latentSize + i] = covariance[i * latentSize + j]!;
  }
  return { mean, covariance };
}

/** Measures a unit vector v [S]: `v · mean`, and σ = √(vᵀ Σ v) with the covariance Σ. */
export function measureAxis({ mean, covariance }: LatentStatistics, vector: Float32Array<ArrayBuffer>): DirectionAxis {
  const size = mean.length;
  const image = vector.map((_, i) => dot(covariance.subarray(i * size, (i + 1) * size), vector));
  return { vector, centre: dot(vector, mean), sigma: Math.sqrt(Math.max(0, dot(vector, image))) };
}

function meanOf(samples: Float32Array, latentSize: number): Float64Array<ArrayBuffer> {
  const mean = new Float64Array(latentSize);
  samples.forEach((value, i) => {
    mean[i % latentSize]! += value;
  });
  return mean.map((sum) => (sum * latentSize) / samples.length);
}
