import type { DifferenceMap } from './difference.ts';
import type { Pixels } from './pixels.ts';

/**
 * Viridis (Smith and van der Walt, 2015; CC0) at nine equal steps: its lightness rises evenly, so that twice the
 * difference looks twice as bright, in print and to colour-blind eyes too.
 */
const ANCHORS = [
  [68, 1, 84],
  [71, 44, 122],
  [59, 81, 139],
  [44, 113, 142],
  [33, 144, 141],
  [39, 173, 129],
  [92, 200, 99],
  [170, 220, 50],
  [253, 231, 37],
] as const satisfies readonly (readonly [red: number, green: number, blue: number])[];

/** The colours from nothing to most as a CSS gradient: for legends. */
export const HEAT_GRADIENT = `linear-gradient(to right, ${ANCHORS.map((rgb) => `rgb(${rgb.join(' ')})`).join(', ')})`;

/** The colour of a value between 0 and 1; what lies outside takes the nearer end. Each channel 0…255. */
export function heatColour(value: number): readonly [red: number, green: number, blue: number] {
  const place = Math.min(1, Math.max(0, value)) * (ANCHORS.length - 1);
  const step = Math.min(ANCHORS.length - 2, Math.floor(place));
  const [from, to] = [ANCHORS[step]!, ANCHORS[step + 1]!];
  const at = (channel: 0 | 1 | 2) => Math.round(from[channel] + (place - step) * (to[channel] - from[channel]));
  return [at(0), at(1), at(2)];
}

/** The difference, of 255, that gets the brightest colour where nothing else is said: a good half of the scale. */
export const HEAT_BRIGHTEST = 128;

/**
 * A difference as a picture.
 * @param brightest the difference, 0…255, that gets the brightest colour; so does whatever exceeds it. At 0 all is dark
 */
export function heatMap({ width, height, values }: DifferenceMap, brightest: number = HEAT_BRIGHTEST): Pixels {
  const data = new Uint8ClampedArray(4 * width * height);
  for (let pixel = 0; pixel < values.length; pixel++) {
    const [red, green, blue] = heatColour(brightest === 0 ? 0 : values[pixel]! / brightest);
    data[4 * pixel] = red;
    data[4 * pixel + 1] = green;
    data[4 * pixel + 2] = blue;
    data[4 * pixel + 3] = 255;
  }
  return { width, height, data };
}
