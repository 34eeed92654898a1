import type { Pixels } from './pixels.ts';

/** Mean over pixels and colours of the squared difference, in units of 0…255. Alpha does not count. */
export function meanSquaredError(a: Pixels, b: Pixels): number {
  checkSizes(a, b);
  let sum = 0;
  for (let i = 0; i < a.data.length; i++) {
    if (i % 4 !== 3) sum += (a.data[i]! - b.data[i]!) ** 2;
  }
  return sum / (3 * a.width * a.height);
}

/** Peak signal-to-noise ratio in dB: 20 is a rough likeness, 30 a good one, infinite for equal images. */
export const psnrDb = (a: Pixels, b: Pixels): number => 10 * Math.log10(255 ** 2 / meanSquaredError(a, b));

/** How much two pictures, or several pairs of them, differ at each pixel. */
export interface DifferenceMap {
  readonly width: number;
  readonly height: number;
  /** [height · width], 0…255: mean over the colours of the absolute difference. */
  readonly values: Float32Array;
}

/** |a - b| at each pixel, as a mean over red, green and blue. Alpha does not count. */
export function absoluteDifference(a: Pixels, b: Pixels): DifferenceMap {
  checkSizes(a, b);
  const values = new Float32Array(a.width * a.height);
  for (let pixel = 0; pixel < values.length; pixel++) {
    let sum = 0;
    for (let i = 4 * pixel; i < 4 * pixel + 3; i++) sum += Math.abs(a.data[i]! - b.data[i]!);
    values[pixel] = sum / 3;
  }
  return { width: a.width, height: a.height, values };
}

/**
 * What a change does to pictures: the mean of `absoluteDifference` over pairs of them.
 * @param before and `after`: as many of each, all of one size
 * @throws RangeError when there is none
 */
export function meanAbsoluteDifference(before: readonly Pixels[], after: readonly Pixels[]): DifferenceMap {
  const maps = after.map((picture, i) => absoluteDifference(before[i]!, picture));
  const [first] = maps;
  if (!first) throw new RangeError('There is no difference to average.');
  const values = first.values.map((_, pixel) => maps.reduce((sum, map) => sum + map.values[pixel]!, 0) / maps.length);
  return { width: first.width, height: first.height, values };
}

/** A map as one number: the mean over its pixels, 0…255. */
export const overallDifference = ({ values }: DifferenceMap): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** The largest difference of a map, 0…255. */
export const strongestDifference = ({ values }: DifferenceMap): number =>
  values.reduce((largest, value) => Math.max(largest, value), 0);

function checkSizes(a: Pixels, b: Pixels): void {
  if (a.width === b.width && a.height === b.height) return;
  throw new RangeError(`Images of ${a.width}×${a.height} and ${b.width}×${b.height} pixels cannot be compared.`);
}
