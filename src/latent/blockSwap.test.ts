import { expect, it } from 'vitest';
import { swapBlock } from './blockSwap.ts';

it('takes both styles of one block from the other image, and leaves the image as it was', () => {
  const onto = Float32Array.from({ length: 12 }, (_, i) => i); // three blocks of two styles of two numbers
  const from = onto.map((value) => value + 100);
  expect([...swapBlock(onto, from, 1, 3)]).toEqual([0, 1, 2, 3, 104, 105, 106, 107, 8, 9, 10, 11]);
  expect(onto[4]).toBe(4);
});
