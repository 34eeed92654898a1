import { type DirectionAxis, dot } from './directions.ts';

/** First and second moments of W, from samples of F. */
export interface LatentStatistics {
  /** [S] */
  readonly mean: Float64Array<ArrayBuffer>;
  /** [S, S], row by row; symmetric. */
  readonly covariance: Float64Array<ArrayBuffer>;
}

/** Samples of F in which directions are found and measured: so many pieces of so many. */
export const SAMPLE_PIECES = 20;
export const PIECE_SAMPLES = 500;

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

/**
 * Moments of samples of which there are several pieces, as if of all at once (Chan, Golub and LeVeque 1979): the pieces' own
 * covariances and that of their means.
 * @param pieces of `pieceSize` samples each
 */
export function pooledStatistics(pieces: readonly LatentStatistics[], pieceSize: number): LatentStatistics {
  const size = pieces[0]!.mean.length;
  const mean = new Float64Array(size);
  for (const piece of pieces) for (let i = 0; i < size; i++) mean[i]! += piece.mean[i]! / pieces.length;
  const degrees = pieces.length * pieceSize - 1;
  const covariance = new Float64Array(size * size);
  for (const piece of pieces) {
    const away = piece.mean.map((value, i) => value - mean[i]!);
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) {
        const within = (pieceSize - 1) * piece.covariance[i * size + j]!;
        covariance[i * size + j]! += (within + pieceSize * away[i]! * away[j]!) / degrees;
      }
    }
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
