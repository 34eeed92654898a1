import { meanSquaredError, psnrDb } from '../image/difference.ts';
import type { Pixels } from '../image/pixels.ts';

/** How far a reconstruction is from its photo, over red, green and blue. */
export interface Likeness {
  /** On a scale where black is 0 and white is 1. */
  readonly meanSquaredError: number;
  /** Peak signal-to-noise ratio; infinite for identical pictures. */
  readonly psnrDb: number;
}

/** Compares two rasters of one size. */
export const measureLikeness = (a: Pixels, b: Pixels): Likeness => ({
  meanSquaredError: meanSquaredError(a, b) / 255 ** 2,
  psnrDb: psnrDb(a, b),
});

const VERDICTS: readonly (readonly [minimumDb: number, words: string])[] = [
  [30, 'Nearly the same picture'],
  [24, 'Very close'],
  [20, 'Close'],
  [16, 'A likeness'],
  [12, 'A distant likeness'],
];

/** The error in plain words. */
export const likenessInWords = ({ psnrDb }: Likeness): string =>
  VERDICTS.find(([minimumDb]) => psnrDb >= minimumDb)?.[1] ?? 'Not much alike';
