import fc from 'fast-check';
import { expect, it } from 'vitest';
import { heatColour, heatMap } from './heatMap.ts';

/** Relative luminance (WCAG) of a colour in sRGB. */
function luminance(colour: readonly number[]): number {
  const linear = colour.map((channel) => {
    const c = channel / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * linear[0]! + 0.7152 * linear[1]! + 0.0722 * linear[2]!;
}

it('grows lighter with the difference, so that it can be read without telling colours apart', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(share, share, (a, b) => {
      fc.pre(b - a > 0.02);
      expect(luminance(heatColour(b))).toBeGreaterThan(luminance(heatColour(a)));
    }),
  );
});

it('gives what exceeds the scale its brightest colour', () => {
  const { data } = heatMap({ width: 3, height: 1, values: new Float32Array([0, 64, 255]) }, 64);
  expect([...data]).toEqual([68, 1, 84, 255, 253, 231, 37, 255, 253, 231, 37, 255]);
});

it('is dark where two pictures are the same', () => {
  expect([...heatMap({ width: 1, height: 1, values: new Float32Array([0]) }, 0).data]).toEqual([68, 1, 84, 255]);
});
