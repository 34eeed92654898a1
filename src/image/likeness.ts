import { meanSquaredError, psnrDb } from './difference.ts';
import type { Pixels } from './pixels.ts';
import { structuralSimilarity } from './structuralSimilarity.ts';

/** How far a reconstruction is from its photo. */
export interface Likeness {
  /** Over red, green and blue, on a scale where black is 0 and white is 1. */
  readonly meanSquaredError: number;
  /** Peak signal-to-noise ratio; infinite for identical pictures. */
  readonly psnrDb: number;
  /** Structural similarity: 1 for identical pictures, about 0 for unrelated ones. */
  readonly ssim: number;
}

/** Compares two rasters of one size. @throws RangeError when the sizes differ */
export const measureLikeness = (a: Pixels, b: Pixels): Likeness => ({
  meanSquaredError: meanSquaredError(a, b) / 255 ** 2,
  psnrDb: psnrDb(a, b),
  ssim: structuralSimilarity(a, b),
});
