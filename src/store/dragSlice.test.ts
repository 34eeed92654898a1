import { expect, it } from 'vitest';
import type { ListedDirection } from './directionsSlice.ts';
import { chosenAxes } from './dragSlice.ts';

const directions = ['a', 'b', 'c'].map((id) => ({ id, name: id }) as ListedDirection);
const idsOf = (across: string | null, up: string | null, list = directions) => {
  const axes = chosenAxes(list, { across, up });
  return axes && [axes.across.id, axes.up.id];
};

it('takes the directions that were chosen, and for the others the first ones of the list', () => {
  expect(idsOf('c', 'a')).toEqual(['c', 'a']);
  expect(idsOf(null, null)).toEqual(['a', 'b']);
  expect(idsOf('b', null)).toEqual(['b', 'a']);
  expect(idsOf(null, 'a')).toEqual(['b', 'a']);
});

it('never moves along one direction twice, and forgets what is on the list no more', () => {
  expect(idsOf('c', 'c')).toEqual(['c', 'a']);
  expect(idsOf('gone', 'b')).toEqual(['a', 'b']);
  expect(idsOf('gone', 'too')).toEqual(['a', 'b']);
  expect(idsOf('a', 'b', directions.slice(0, 1))).toBeNull();
});
