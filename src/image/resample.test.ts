import { expect, test } from 'vitest';
import { centreSquare, clampBox } from './crop.ts';
import type { Pixels } from './pixels.ts';
import { cropTo, enlarge } from './resample.ts';

/** An opaque grey image from rows of values. */
function grey(rows: readonly (readonly number[])[]): Pixels {
  const data = new Uint8ClampedArray(rows.flat().flatMap((value) => [value, value, value, 255]));
  return { width: rows[0]!.length, height: rows.length, data };
}

const values = ({ width, height, data }: Pixels) =>
  Array.from({ length: height }, (_, y) => Array.from({ length: width }, (_, x) => data[4 * (y * width + x)]!));

test('a whole factor averages blocks', () => {
  const image = grey([
    [0, 10, 100, 100],
    [20, 30, 100, 140],
    [8, 8, 1, 2],
    [8, 8, 3, 4],
  ]);
  expect(values(cropTo(image, { left: 0, top: 0, size: 4 }, 2))).toEqual([
    [15, 110],
    [8, 2], // 2.5 rounds to even
  ]);
});

test('edges between pixels count by the part that is covered', () => {
  const image = grey([
    [0, 100, 200],
    [0, 100, 200],
    [0, 100, 200],
  ]);
  // Half of each outer column: 1.5 pixels for each output pixel from 0, one for each from 0.5.
  expect(values(cropTo(image, { left: 0, top: 0, size: 3 }, 2))[0]).toEqual([33, 167]);
  expect(values(cropTo(image, { left: 0.5, top: 0.5, size: 2 }, 2))[0]).toEqual([50, 150]);
});

test('the mean of the crop survives any size', () => {
  const image = grey(
    Array.from({ length: 37 }, (_, y) => Array.from({ length: 53 }, (_, x) => (x * 31 + y * 17) % 256)),
  );
  const box = { left: 3, top: 2, size: 33 };
  const inside = values(image)
    .slice(2, 35)
    .flatMap((row) => row.slice(3, 36));
  const small = values(cropTo(image, box, 8)).flat();
  const mean = (list: number[]) => list.reduce((a, b) => a + b) / list.length;
  expect(Math.abs(mean(small) - mean(inside))).toBeLessThan(0.5);
});

test('a crop of the same size is the image itself', () => {
  const image = grey([
    [1, 2],
    [3, 4],
  ]);
  expect(cropTo(image, centreSquare(image), 2)).toEqual(image);
});

test('a crop smaller than the model is enlarged smoothly', () => {
  const step = grey(Array.from({ length: 4 }, () => [0, 0, 240, 240]));
  const row = values(cropTo(step, centreSquare(step), 8))[0]!;
  expect(row.slice(3, 5)).toEqual([49, 191]);
});

test('nearest enlargement repeats pixels', () => {
  const image = grey([
    [10, 20],
    [30, 40],
  ]);
  expect(values(enlarge(image, 3, 'nearest'))[2]).toEqual([10, 10, 10, 20, 20, 20]);
  expect(values(enlarge(image, 3, 'nearest'))[3]).toEqual([30, 30, 30, 40, 40, 40]);
});

test('smooth enlargement keeps slopes and flat areas', () => {
  const slope = grey(Array.from({ length: 6 }, () => [0, 40, 80, 120, 160, 200]));
  const row = values(enlarge(slope, 2, 'smooth'))[5]!;
  expect(row.slice(4, 8)).toEqual([70, 90, 110, 130]);
  const flat = grey(Array.from({ length: 3 }, () => [77, 77, 77]));
  expect(new Set(values(enlarge(flat, 5, 'smooth')).flat())).toEqual(new Set([77]));
});

test('crops are squares inside the image', () => {
  const size = { width: 100, height: 61 };
  expect(centreSquare(size)).toEqual({ left: 19.5, top: 0, size: 61 });
  expect(clampBox({ left: -5, top: 50, size: 30 }, size)).toEqual({ left: 0, top: 31, size: 30 });
  expect(clampBox({ left: 90, top: 0, size: 500 }, size)).toEqual({ left: 39, top: 0, size: 61 });
  expect(clampBox({ left: 99, top: 60, size: 0 }, size).size).toBe(4);
});

test('a crop turned by a right angle is the image on its side', () => {
  const image = grey([
    [0, 0, 200, 200],
    [0, 0, 200, 200],
    [80, 80, 120, 120],
    [80, 80, 120, 120],
  ]);
  // The frame's top looks to the right: what was there comes to the top.
  expect(values(cropTo(image, { left: 0, top: 0, size: 4, angle: 90 }, 2))).toEqual([
    [200, 120],
    [0, 80],
  ]);
});

test('a turned crop of an even image is even, its corners outside the image too', () => {
  const even = grey(Array.from({ length: 9 }, () => Array.from({ length: 9 }, () => 77)));
  const turned = cropTo(even, { left: 0, top: 0, size: 9, angle: 30 }, 4);
  expect(new Set(values(turned).flat())).toEqual(new Set([77]));
  expect(turned).toMatchObject({ width: 4, height: 4 });
});

test('clamping keeps a crop’s angle', () => {
  expect(clampBox({ left: -5, top: 0, size: 4, angle: 12 }, { width: 9, height: 9 }).angle).toBe(12);
});
