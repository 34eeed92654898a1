import { expect, it } from 'vitest';
import { measureLikeness } from './likeness.ts';
import type { Pixels } from './pixels.ts';

const grey = (level: number, alpha = 255): Pixels => ({
  width: 4,
  height: 4,
  data: new Uint8ClampedArray(Array.from({ length: 16 }, () => [level, level, level, alpha]).flat()),
});

it('measures the squared error of colour on a scale from 0 to 1, whatever the opacity', () => {
  const { meanSquaredError, psnrDb } = measureLikeness(grey(0), grey(51, 0));
  expect(meanSquaredError).toBeCloseTo(0.04, 10);
  expect(psnrDb).toBeCloseTo(13.979, 3);
});

it('finds no error between a picture and itself', () => {
  expect(measureLikeness(grey(9), grey(9))).toEqual({
    meanSquaredError: 0,
    psnrDb: Number.POSITIVE_INFINITY,
    ssim: 1,
  });
});

it('refuses pictures of two sizes', () => {
  expect(() => measureLikeness(grey(0), { ...grey(0), width: 2, height: 8 })).toThrow('cannot be compared');
});
