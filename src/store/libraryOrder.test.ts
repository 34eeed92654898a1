import { expect, it } from 'vitest';
import type { Likeness } from '../image/likeness.ts';
import { orderItems, rankFigure } from './libraryOrder.ts';
import type { RandomItem } from './librarySlice.ts';

const cat = (name: string, seed = 1): RandomItem => ({ kind: 'random', id: name, name, seed });
const likeness = (psnrDb: number, ssim: number): Likeness => ({ meanSquaredError: 10 ** (-psnrDb / 10), psnrDb, ssim });

const items = [cat('Tom 10'), cat('unmeasured'), cat('tom 9'), cat('Äffchen'), cat('failed')];
const likenesses = {
  'Tom 10': likeness(15, 0.4),
  'tom 9': likeness(Number.POSITIVE_INFINITY, 1),
  Äffchen: likeness(18, 0.3),
  failed: null,
};
const namesBy = (order: Parameters<typeof orderItems>[1]['order'], measure: 'colour' | 'structure' = 'colour') =>
  orderItems(items, { order, measure, likenesses }).map(({ name }) => name);

it('leaves the items as they were added', () => {
  expect(orderItems(items, { order: 'added', measure: 'colour', likenesses })).toBe(items);
});

it('ranks by either figure, both ways, with what is not measured at the end', () => {
  expect(namesBy('mostAlike')).toEqual(['tom 9', 'Äffchen', 'Tom 10', 'unmeasured', 'failed']);
  expect(namesBy('mostAlike', 'structure')).toEqual(['tom 9', 'Tom 10', 'Äffchen', 'unmeasured', 'failed']);
  expect(namesBy('leastAlike')).toEqual(['Tom 10', 'Äffchen', 'tom 9', 'unmeasured', 'failed']);
});

it('sorts names as people do', () => {
  expect(namesBy('name')).toEqual(['Äffchen', 'failed', 'tom 9', 'Tom 10', 'unmeasured']);
});

it('shows the figure that it ranks by', () => {
  expect(rankFigure(likeness(15.55, 0.314), 'colour')).toMatch(/^15\.[56] dB$/);
  expect(rankFigure(likeness(15.55, 0.314), 'structure')).toBe('SSIM 0.31');
});
