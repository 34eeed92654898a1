/** Pixels per side of the coarsest level: what block 0 of the networks works on. */
export const COARSEST_RESOLUTION = 4;

/** Every resolution of a data set, coarsest first: 4, 8, … up to `resolution`. */
export function resolutionsUpTo(resolution: number): number[] {
  const levels: number[] = [];
  for (let level = COARSEST_RESOLUTION; level <= resolution; level *= 2) levels.push(level);
  return levels;
}

/**
 * Halves a square image by 2x2 averages. A tie goes to the even number: rounding it up would brighten the image by an
 * eighth of a grey level at each of up to eight levels.
 * @param pixels uint8 [size, size, channels], size even
 * @returns uint8 [size / 2, size / 2, channels]
 */
export function halveImage(pixels: Uint8Array, size: number, channels: number): Uint8Array {
  const half = size / 2;
  const row = size * channels;
  const result = new Uint8Array(half * half * channels);
  let out = 0;
  for (let y = 0; y < half; y++) {
    for (let x = 0; x < half; x++) {
      for (let c = 0; c < channels; c++) {
        const at = 2 * y * row + 2 * x * channels + c;
        const sum = pixels[at]! + pixels[at + channels]! + pixels[at + row]! + pixels[at + row + channels]!;
        result[out++] = roundedQuarter(sum);
      }
    }
  }
  return result;
}

function roundedQuarter(sum: number): number {
  const whole = sum >> 2;
  const rest = sum & 3;
  if (rest === 2) return whole + (whole & 1);
  return rest === 3 ? whole + 1 : whole;
}
