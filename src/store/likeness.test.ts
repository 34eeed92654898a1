import { expect, it } from 'vitest';
import type { Pixels } from '../image/pixels.ts';
import { likenessInWords, measureLikeness } from './likeness.ts';

const grey = (level: number, alpha = 255): Pixels => ({
  width: 2,
  height: 1,
  data: new Uint8ClampedArray([level, level, level, alpha, level, level, level, alpha]),
});

it('measures the squared error of colour on a scale from 0 to 1, whatever the opacity', () => {
  const { meanSquaredError, psnrDb } = measureLikeness(grey(0), grey(51, 0));
  expect(meanSquaredError).toBeCloseTo(0.04, 10);
  expect(psnrDb).toBeCloseTo(13.979, 3);
});

it('calls identical pictures nearly the same and opposite ones not alike', () => {
  expect(likenessInWords(measureLikeness(grey(9), grey(9)))).toBe('Nearly the same picture');
  expect(likenessInWords(measureLikeness(grey(0), grey(255)))).toBe('Not much alike');
});
