import type { Pixels } from './pixels.ts';

/** Mean over pixels and colours of the squared difference, in units of 0…255. Alpha does not count. */
export function meanSquaredError(a: Pixels, b: Pixels): number {
  if (a.width !== b.width || a.height !== b.height) {
    throw new RangeError(`Images of ${a.width}×${a.height} and ${b.width}×${b.height} pixels cannot be compared.`);
  }
  let sum = 0;
  for (let i = 0; i < a.data.length; i++) {
    if (i % 4 !== 3) sum += (a.data[i]! - b.data[i]!) ** 2;
  }
  return sum / (3 * a.width * a.height);
}

/** Peak signal-to-noise ratio in dB: 20 is a rough likeness, 30 a good one, infinite for equal images. */
export const psnrDb = (a: Pixels, b: Pixels): number => 10 * Math.log10(255 ** 2 / meanSquaredError(a, b));
