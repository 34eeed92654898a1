import { expect, test } from 'vitest';
import { type GreyImage, integralOf, mirror, shrink, turn } from './greyImage.ts';

const image = (width: number, height: number, valueAt: (x: number, y: number) => number): GreyImage => ({
  width,
  height,
  data: Uint8ClampedArray.from({ length: width * height }, (_, i) => valueAt(i % width, Math.floor(i / width))),
});

test('an integral sums what is above and to the left', () => {
  expect([...integralOf(image(2, 2, (x, y) => 1 + x + 2 * y)).sums]).toEqual([0, 0, 0, 0, 1, 3, 0, 4, 10]);
});

test('an image is shrunk by area average, between pixels too', () => {
  const slope = integralOf(image(3, 3, (x) => 100 * x));
  expect([...shrink(slope, 1, 1).data]).toEqual([100]);
  expect([...shrink(slope, 2, 1).data]).toEqual([33, 167]); // (0 + 100/2) / 1.5, and (100/2 + 200) / 1.5
});

test('a mirror image has its rows the other way round', () => {
  expect([...mirror(image(3, 2, (x, y) => x + 3 * y)).data]).toEqual([2, 1, 0, 5, 4, 3]);
});

test('a turned image says where its points come from', () => {
  const dot = image(41, 31, (x, y) => (x === 30 && y === 8 ? 255 : 0));
  const { image: turned, sourceOf } = turn(dot, 25);
  const brightest = turned.data.indexOf(Math.max(...turned.data));
  const source = sourceOf((brightest % turned.width) + 0.5, Math.floor(brightest / turned.width) + 0.5);
  expect(Math.hypot(source.x - 30.5, source.y - 8.5)).toBeLessThan(0.8);
});

test('turned by nothing an image stays what it is', () => {
  const noise = image(5, 4, (x, y) => (x * 53 + y * 97) % 256);
  expect(turn(noise, 0).image).toEqual(noise);
});

test.each([90, -90, 180])('a quarter turn by %i degrees loses no pixel and makes none', (angle) => {
  const noise = image(5, 4, (x, y) => (x * 53 + y * 97) % 256);
  const { image: turned } = turn(noise, angle);
  expect([turned.width, turned.height]).toEqual(angle === 180 ? [5, 4] : [4, 5]);
  expect([...turned.data].sort((a, b) => a - b)).toEqual([...noise.data].sort((a, b) => a - b));
});
