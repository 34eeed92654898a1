import { expect, it } from 'vitest';
import { absoluteDifference, meanAbsoluteDifference, overallDifference } from './difference.ts';
import type { Pixels } from './pixels.ts';

/** Two pixels, the first of a colour and the second black. */
const picture = (red: number, green: number, blue: number, alpha = 255): Pixels => ({
  width: 2,
  height: 1,
  data: new Uint8ClampedArray([red, green, blue, alpha, 0, 0, 0, alpha]),
});

it('is the mean over the colours of what a pixel differs by, whatever the opacity', () => {
  const map = absoluteDifference(picture(30, 60, 90), picture(0, 90, 90, 0));
  expect(map).toEqual({ width: 2, height: 1, values: new Float32Array([20, 0]) });
  expect(overallDifference(map)).toBe(10);
});

it('averages pairs pixel by pixel', () => {
  const black = picture(0, 0, 0);
  const { values } = meanAbsoluteDifference([black, black], [picture(30, 30, 30), picture(90, 90, 90)]);
  expect(values).toEqual(new Float32Array([60, 0]));
  expect(() => meanAbsoluteDifference([], [])).toThrow(RangeError);
});
