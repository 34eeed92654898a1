import { expect, test } from 'vitest';
import { meanSquaredError, psnrDb } from './difference.ts';
import { composeGridSheet, largestImageSide } from './gridSheet.ts';
import type { Pixels } from './pixels.ts';

const plain = (value: number, size = 2): Pixels => ({
  width: size,
  height: size,
  data: new Uint8ClampedArray(4 * size * size).map((_, i) => (i % 4 === 3 ? 255 : value)),
});

const at = ({ width, data }: Pixels, x: number, y: number) => data[4 * (y * width + x)];

const sheet = {
  sources: [plain(10), plain(20)],
  destinations: [plain(30)],
  cells: [[plain(40), undefined]],
};

test('originals stand on the margins, cells where they meet', () => {
  const drawn = composeGridSheet(sheet, { gap: 1, ground: [200, 200, 200] });
  expect([drawn.width, drawn.height]).toEqual([8, 5]);
  const rows = Array.from({ length: 5 }, (_, y) => Array.from({ length: 8 }, (_, x) => at(drawn, x, y)));
  expect(rows).toEqual([
    [200, 200, 200, 10, 10, 200, 20, 20],
    [200, 200, 200, 10, 10, 200, 20, 20],
    [200, 200, 200, 200, 200, 200, 200, 200],
    [30, 30, 200, 40, 40, 200, 200, 200],
    [30, 30, 200, 40, 40, 200, 200, 200],
  ]);
});

test.each(['smooth', 'nearest'] as const)('enlarged %s it keeps its proportions and does not bleed', (zoom) => {
  const drawn = composeGridSheet(sheet, { gap: 1, scale: 3, zoom, ground: [0, 0, 0] });
  expect([drawn.width, drawn.height]).toEqual([24, 15]);
  expect(at(drawn, 9, 0)).toBe(10);
  expect(at(drawn, 8, 0)).toBe(0);
  expect(at(drawn, 14, 14)).toBe(40);
  expect(at(drawn, 15, 14)).toBe(0);
});

test('the ground keeps its colours in order and is opaque', () => {
  const { data } = composeGridSheet(sheet, { ground: [1, 2, 3] });
  expect([...data.slice(0, 4)]).toEqual([1, 2, 3, 255]);
});

test('a picture that is enlarged already stays as it is, beside those that are not', () => {
  const drawn = composeGridSheet({ ...sheet, sources: [plain(10, 4), plain(20)] }, { scale: 2, gap: 1 });
  expect([drawn.width, drawn.height]).toEqual([16, 10]);
  expect([at(drawn, 6, 0), at(drawn, 9, 3), at(drawn, 10, 0), at(drawn, 15, 3)]).toEqual([10, 10, 255, 20]);
});

test('a ground may be transparent', () => {
  const { data } = composeGridSheet(sheet, { ground: [0, 0, 0, 0] });
  expect([...data.slice(0, 4)]).toEqual([0, 0, 0, 0]);
});

test('error figures', () => {
  expect(meanSquaredError(plain(10), plain(13))).toBe(9);
  expect(psnrDb(plain(10), plain(10))).toBe(Number.POSITIVE_INFINITY);
  expect(psnrDb(plain(0), plain(255))).toBe(0);
  expect(() => meanSquaredError(plain(0), plain(0, 3))).toThrow('cannot be compared');
});

test('a sheet of large pictures stays within what a browser draws', () => {
  for (const [columns, rows] of [
    [7, 6],
    [13, 13],
    [30, 2],
  ] as const) {
    const side = largestImageSide(columns, rows) + 2;
    expect(Math.max(columns, rows) * side).toBeLessThan(16_384);
    expect(columns * rows * side * side).toBeLessThan(2 ** 26);
  }
  expect(largestImageSide(7, 6)).toBeGreaterThan(1024);
  expect(largestImageSide(7, 6, 0.5)).toBe(Math.floor(largestImageSide(7, 6) / 1.5));
});
