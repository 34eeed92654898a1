import { expect, it } from 'vitest';
import { latentStatistics, pooledStatistics } from './latentStatistics.ts';

it('pools pieces to the moments of all samples at once', () => {
  const [pieceCount, pieceSize, size] = [4, 25, 3];
  // Pieces with means of their own, so that these count too.
  const samples = Float32Array.from({ length: pieceCount * pieceSize * size }, (_, i) => {
    const piece = Math.floor(i / (pieceSize * size));
    return Math.sin(i * 12.9898) + 0.5 * piece * ((i % size) - 1) + 3;
  });
  const pieces = Array.from({ length: pieceCount }, (_, piece) =>
    latentStatistics(samples.slice(piece * pieceSize * size, (piece + 1) * pieceSize * size), size),
  );
  const whole = latentStatistics(samples, size);
  const pooled = pooledStatistics(pieces, pieceSize);
  pooled.mean.forEach((value, i) => {
    expect(value).toBeCloseTo(whole.mean[i]!, 10);
  });
  pooled.covariance.forEach((value, i) => {
    expect(value).toBeCloseTo(whole.covariance[i]!, 10);
  });
});
