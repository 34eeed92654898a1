import { beforeEach, expect, it } from 'vitest';
import { markedItems, nextMark } from './examplesSlice.ts';
import type { RandomItem } from './librarySlice.ts';
import { useStudio } from './studio.ts';

const studio = () => useStudio.getState();
const cat = (id: string): RandomItem => ({ kind: 'random', id, name: id, seed: 1 });
const marked = (mark: 'more' | 'less') => markedItems(studio().items, studio().marks, mark).map(({ id }) => id);

beforeEach(() => {
  useStudio.setState(useStudio.getInitialState(), true);
  studio().addItems(['a', 'b', 'c'].map(cat));
});

it('marks items, in the order of the library, and forgets the mark of one that leaves it', () => {
  studio().setMark('c', 'more');
  studio().setMark('b', 'less');
  studio().setMark('a', 'more');
  expect([marked('more'), marked('less')]).toEqual([['a', 'c'], ['b']]);
  studio().setMark('a', null);
  studio().removeItem('b');
  expect(studio().marks).toEqual({ c: 'more' });
});

it('shows the whole library again once no mark is left to look at', () => {
  studio().setMark('a', 'more');
  studio().showOnlyMarked(true);
  studio().clearMarks();
  expect(studio().isOnlyMarkedShown).toBe(false);
  expect(studio().marks).toEqual({});
});

it('goes round from more to less to nothing', () => {
  expect([nextMark(undefined), nextMark('more'), nextMark('less')]).toEqual(['more', 'less', null]);
});
