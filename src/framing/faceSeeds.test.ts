import { expect, test } from 'vitest';
import { poolSeeds, type Seed } from './faceSeeds.ts';

const seed = (left: number, weight: number, angle = 0): Seed => ({ box: { left, top: 0, size: 100, angle }, weight });

test('seeds that lie over one another become one, in their middle, that was seen as often as all of them', () => {
  expect(poolSeeds([seed(0, 3), seed(200, 5), seed(8, 1), seed(16, 4)])).toEqual([
    { box: { left: expect.closeTo(9), top: 0, size: 100, angle: 0 }, weight: 8 },
    seed(200, 5),
  ]);
});

test('upright faces and faces on their side are not the same', () => {
  expect(poolSeeds([seed(0, 3, 90), seed(0, 2, 80), seed(0, 4)])).toEqual([seed(0, 5, 86), seed(0, 4)]);
});
