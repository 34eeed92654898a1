import { describe, expect, it } from 'vitest';
import type { Pixels } from '../../../src/image/pixels.ts';
import { drawPairs, drawRows, PAIRS_PER_SHEET, ROWS_PER_SHEET } from './judgingSheets.ts';
import type { Pair, Row } from './questions.ts';

const plain = (side: number, red: number): Pixels => ({
  width: side,
  height: side,
  data: new Uint8ClampedArray(4 * side * side).map((_, i) => (i % 4 === 0 ? red : i % 4 === 3 ? 255 : 0)),
});
const row = (number: number, side: number): Row => ({
  number,
  reconstruction: plain(side, 10),
  photos: [20, 30, 40, 50, 60].map((red) => plain(side, red)),
});
const pair = (number: number, side: number): Pair => ({ number, pictures: [plain(side, 10), plain(side, 20)] });

/** The values of red along a line of a sheet, each run once, without white and black. */
const colours = ({ width, data }: Pixels, y: number) => {
  const line = Array.from({ length: width }, (_, x) => data[4 * (y * width + x)]!);
  return line.filter((red, x) => red !== line[x - 1] && red !== 255 && red !== 0);
};
/** Black pixels, which only letters have. */
const ink = ({ data }: Pixels) => data.filter((value, i) => i % 4 === 0 && value === 0).length;

describe('the sheets of a judge', () => {
  it('show each row from its reconstruction to E, and each pair in its order', () => {
    const rows = drawRows([row(1, 64), row(2, 64)]);
    expect(colours(rows, 100)).toEqual([10, 20, 30, 40, 50, 60]);
    expect(colours(rows, rows.height - 100)).toEqual([10, 20, 30, 40, 50, 60]);
    const pairs = drawPairs([pair(1, 64), pair(2, 64), pair(3, 64)]);
    expect(colours(pairs, 100)).toEqual([10, 20, 10, 20]);
    expect(colours(pairs, pairs.height - 100)).toEqual([10, 20]);
  });

  it('write numbers and letters', () => {
    const one = ink(drawRows([row(1, 64)]));
    expect(one).toBeGreaterThan(500);
    expect(ink(drawRows([row(123, 64)]))).toBeGreaterThan(one);
    expect(ink(drawPairs([pair(7, 64)]))).toBeGreaterThan(0);
  });

  it.each([4, 32, 64, 128, 256])('are large enough to see and small enough to look at, of %i pixels', (side) => {
    const rows = drawRows(Array.from({ length: ROWS_PER_SHEET }, (_, i) => row(800 + i, side)));
    const pairs = drawPairs(Array.from({ length: PAIRS_PER_SHEET }, (_, i) => pair(800 + i, side)));
    for (const { width, height } of [rows, pairs]) {
      expect(width).toBeLessThanOrEqual(1100);
      expect(height).toBeLessThanOrEqual(1600);
    }
    const line = Array.from({ length: rows.width }, (_, x) => rows.data[4 * (100 * rows.width + x)]!);
    expect(line.filter((red) => red === 20).length).toBeGreaterThanOrEqual(128);
  });
});
