/**
 * How much a picture looks, to a model, like what it was trained on: where E puts it against where F's latents lie, and
 * what D thinks of that. Both are compared with what G's own pictures get, so that no constant belongs to one model.
 *
 * What each was worth to cats64, without the cascade, in hits among 16 scenes of upright faces and 16 of leaning ones: the
 * distance alone 3 and 3, D's score alone 1 and 1, both 10 and 4. The error of the reconstruction over the picture's variance
 * got 1 and 1 alone, 3 and 2 beside both (its logarithm 5 and 4), for more than twice the work a frame: it is not read. A blank
 * wall does not win without it: E puts it 9 to 11 σ too far from F's latents.
 */
import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import type { LatentStatistics } from './latentStatistics.ts';

/** The Gaussian that is nearest to a set of latents, ready for measuring how far others are from it. */
export interface LatentGaussian {
  /** [S] */
  readonly mean: Float64Array;
  /** Rows [S · S] that turn a difference from the mean into independent numbers of variance 1. */
  readonly whitening: Float64Array;
}

/** Directions in which F hardly varies are taken to vary by this part of the mean variance: E reads none exactly. */
const LEAST_VARIANCE = 0.01;

export function gaussianOf({ mean, covariance: entries }: LatentStatistics): LatentGaussian {
  const latentSize = mean.length;
  const covariance = Matrix.from1DArray(latentSize, latentSize, entries);
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(covariance, { assumeSymmetric: true });
  const floor = (LEAST_VARIANCE * covariance.trace()) / latentSize;
  const whitening = new Float64Array(latentSize ** 2);
  realEigenvalues.forEach((variance, row) => {
    const scale = 1 / Math.sqrt(Math.max(0, variance) + floor);
    whitening.set(columnOf(eigenvectorMatrix, row, scale), row * latentSize);
  });
  return { mean, whitening };
}

const columnOf = (matrix: Matrix, column: number, scale: number): number[] =>
  matrix.getColumn(column).map((entry) => entry * scale);

/** Mahalanobis distance of w [S] per dimension: about 1 for the latents that the Gaussian was made from. */
export function distanceFrom({ mean, whitening }: LatentGaussian, w: Float32Array): number {
  const size = mean.length;
  let sum = 0;
  for (let row = 0; row < size; row++) {
    let component = 0;
    for (let i = 0; i < size; i++) component += whitening[row * size + i]! * (w[i]! - mean[i]!);
    sum += component ** 2;
  }
  return Math.sqrt(sum / size);
}

/** Mean and standard deviation of a figure. */
interface Spread {
  readonly mean: number;
  readonly deviation: number;
}

function spreadOf(values: readonly number[]): Spread {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return { mean, deviation: Math.sqrt(variance) };
}

/** What E and D say of a picture. */
export interface Reading {
  /** From F's latents, as `distanceFrom` measures. */
  readonly distance: number;
  /** D's score of the latent, high for real pictures. */
  readonly realness: number;
}

/** The model's own pictures that others are compared with: 24, of which so many are drawn at a time. */
export const OWN_PICTURE_BATCH = 8;
/** The seeds of F's samples that each batch is drawn from. */
const OWN_PICTURE_SEEDS: readonly number[] = [100_001, 100_009, 100_017];

/** What is normal for a model: F's latents, and what pictures get that G drew from F's latents. */
export interface Familiar {
  readonly latents: LatentGaussian;
  readonly distance: Spread;
  readonly realness: Spread;
  /** Of distance less realness, both standardised. */
  readonly strangeness: Spread;
}

/**
 * Finds out what is normal for a model.
 * @param readOwn what E and D say of a batch of pictures that G draws of F's samples; asked for one batch after the other, so
 * that what somebody waits for comes between
 */
export async function findFamiliar(
  latents: LatentGaussian,
  readOwn: (seed: number) => Promise<readonly Reading[]>,
): Promise<Familiar> {
  const readings: Reading[] = [];
  for (const seed of OWN_PICTURE_SEEDS) readings.push(...(await readOwn(seed)));
  return familiarOf(latents, readings);
}

export function familiarOf(latents: LatentGaussian, ownPictures: readonly Reading[]): Familiar {
  const distance = spreadOf(ownPictures.map((reading) => reading.distance));
  const realness = spreadOf(ownPictures.map((reading) => reading.realness));
  const strangeness = spreadOf(ownPictures.map((reading) => difference(reading, distance, realness)));
  return { latents, distance, realness, strangeness };
}

/** How strange a picture is, in standard deviations from the mean of the model's own pictures. */
export const strangenessOf = (reading: Reading, familiar: Familiar): number =>
  standardised(difference(reading, familiar.distance, familiar.realness), familiar.strangeness);

/**
 * Above this many σ a picture is unfamiliar. D is trained to find photos more real than the model's own pictures, so photos
 * of what a model was trained on are seldom so strange: with cats64 17 of 512 test images (3%; above 1 σ 2%), but 264 of
 * 416 pieces of larger photos that show no whole face (63%; above 1 σ 46%).
 */
export const UNFAMILIAR = 0.5;

const difference = ({ distance, realness }: Reading, distances: Spread, scores: Spread): number =>
  standardised(distance, distances) - standardised(realness, scores);

/** A value in standard deviations from the mean. */
const standardised = (value: number, { mean, deviation }: Spread): number =>
  deviation === 0 ? 0 : (value - mean) / deviation; // 0: there is no D, whose scores would differ
