import { expect, it } from 'vitest';
import type { DifferenceMap } from '../image/difference.ts';
import { layerSentence } from './layerSentence.ts';

const effect = (valueAt: (x: number, y: number) => number): DifferenceMap => ({
  width: 8,
  height: 8,
  values: Float32Array.from({ length: 64 }, (_, i) => valueAt(i % 8, Math.floor(i / 8))),
});
const isMiddle = (x: number, y: number) => x >= 2 && x < 6 && y >= 2 && y < 6;

it('says what a block is known for before anything is measured', () => {
  expect(layerSentence(0, 5, null)).toBe('Mostly decides shape.');
});

it('says how much and where a swap changed the picture', () => {
  const after = 'Mostly decides markings: swapping it changes a pixel by';
  expect(
    layerSentence(
      3,
      5,
      effect(() => 51),
    ),
  ).toBe(`${after} 20% on average, all over the picture.`);
  expect(
    layerSentence(
      3,
      5,
      effect((x, y) => (isMiddle(x, y) ? 51 : 0)),
    ),
  ).toBe(`${after} 5.0% on average, most in the middle.`);
  expect(
    layerSentence(
      3,
      5,
      effect((x, y) => (isMiddle(x, y) ? 0 : 68)),
    ),
  ).toBe(`${after} 20% on average, most towards the edges.`);
  expect(
    layerSentence(
      3,
      5,
      effect(() => 0),
    ),
  ).toBe(`${after} 0.0% on average, all over the picture.`);
});
