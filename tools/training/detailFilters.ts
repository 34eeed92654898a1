import type { Arrays } from '../run/trainingState.ts';

/** How much larger than random weights those must be that answer to photos as strongly (256 cats of 128 pixels). */
const SLOPE_GAIN = 3;
const CURVATURE_GAIN = 8;

const TAPS = [-1, 0, 1].flatMap((y) => [-1, 0, 1].map((x) => [y, x] as const));

/**
 * Random 3x3 filters, half of them made to see detail: a quarter answers to curvature alone, a quarter to slopes as well. Random
 * ones answer to light and colour, beside which fine detail, a few hundredths of a photo's variance, disappears; E then tells D
 * nothing of it, and G does not learn to draw it.
 * @param weight [3, 3, in, out]
 */
export function withDetailFilters({ shape, values }: Arrays[string]): Arrays[string] {
  const [, , inputs, outputs] = shape as [3, 3, number, number];
  const filters = values.slice();
  for (let output = 0; output < outputs / 2; output++) {
    const isCurvature = output < outputs / 4;
    const gain = isCurvature ? CURVATURE_GAIN : SLOPE_GAIN;
    for (let input = 0; input < inputs; input++) {
      const place = (y: number, x: number) => (((y + 1) * 3 + x + 1) * inputs + input) * outputs + output;
      const share = (of: (y: number, x: number) => number, norm: number) =>
        TAPS.reduce((sum, [y, x]) => sum + of(y, x) * values[place(y, x)]!, 0) / norm;
      const mean = share(() => 1, 9);
      const slopeY = isCurvature ? share((y) => y, 6) : 0;
      const slopeX = isCurvature ? share((_, x) => x, 6) : 0;
      for (const [y, x] of TAPS) {
        filters[place(y, x)] = gain * (values[place(y, x)]! - mean - slopeY * y - slopeX * x);
      }
    }
  }
  return { shape, values: filters };
}
