import { expect, it } from 'vitest';
import { movedTo } from './movedTo.ts';

const LIST = ['a', 'b', 'c', 'd'];

it('puts an entry where another one stands, on either side', () => {
  expect(movedTo(LIST, 0, 2)).toEqual(['b', 'c', 'a', 'd']);
  expect(movedTo(LIST, 3, 1)).toEqual(['a', 'd', 'b', 'c']);
});

it('leaves the list as it is where one of the two is none of it', () => {
  expect(movedTo(LIST, -1, 2)).toBe(LIST);
  expect(movedTo(LIST, 2, -1)).toBe(LIST);
});
