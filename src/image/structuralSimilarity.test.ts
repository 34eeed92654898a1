import { describe, expect, it } from 'vitest';
import type { Pixels } from './pixels.ts';
import { structuralSimilarity } from './structuralSimilarity.ts';

const grey = (size: number, value: (x: number, y: number) => number): Pixels => {
  const data = new Uint8ClampedArray(4 * size * size).fill(255);
  for (let i = 0; i < size * size; i++) data.fill(value(i % size, Math.floor(i / size)), 4 * i, 4 * i + 3);
  return { width: size, height: size, data };
};

describe('structuralSimilarity', () => {
  it.each([4, 8, 16, 64])('is 1 for an image and itself (%i pixels)', (size) => {
    const image = grey(size, (x, y) => (37 * x + 11 * y * y) % 256);
    expect(structuralSimilarity(image, image)).toBeCloseTo(1, 12);
  });

  it.each([8, 32])('is what only the luminance term leaves for plain images (%i pixels)', (size) => {
    const c1 = (0.01 * 255) ** 2;
    const expected = (2 * 100 * 150 + c1) / (100 ** 2 + 150 ** 2 + c1);
    expect(
      structuralSimilarity(
        grey(size, () => 100),
        grey(size, () => 150),
      ),
    ).toBeCloseTo(expected, 6);
  });

  it('is negative for a negative', () => {
    const stripes = (sign: number) => grey(32, (x) => 128 + sign * 60 * (x % 2 ? 1 : -1));
    expect(structuralSimilarity(stripes(1), stripes(-1))).toBeLessThan(-0.9);
  });
});
