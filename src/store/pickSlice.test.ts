import { beforeEach, expect, test } from 'vitest';
import type { PhotoItem } from './librarySlice.ts';
import { useStudio } from './studio.ts';

const cat = (id: string): PhotoItem => ({ kind: 'photo', id, name: id, crop: { left: 0, top: 0, size: 64 } });
const SHOWN = ['a', 'b', 'c', 'd', 'e'];
const studio = () => useStudio.getState();

beforeEach(() => useStudio.setState({ ...useStudio.getInitialState(), items: SHOWN.map(cat), selectedId: 'b' }));

test('a stretch begins at the selected cat, then at the one that was picked last', () => {
  studio().pickThrough('d', SHOWN);
  expect(studio().pickedIds).toEqual(['b', 'c', 'd']);
  studio().togglePick('c');
  studio().togglePick('e');
  expect(studio().pickedIds).toEqual(['b', 'd', 'e']);
  studio().pickThrough('a', SHOWN); // up, in that order
  expect(studio().pickedIds).toEqual(['b', 'd', 'e', 'c', 'a']);
  studio().endPicking();
  expect(studio().pickedIds).toBe(null);
});

test('a stretch that would begin at a cat that is not shown is the one cat', () => {
  studio().selectItem('a');
  studio().pickThrough('d', ['b', 'c', 'd']);
  expect(studio().pickedIds).toEqual(['d']);
});

test('several leave at once, with all that is of them; whoever comes after is selected', () => {
  studio().pick(['b', 'c']);
  studio().setMargins(SHOWN, ['b', 'e']);
  studio().removeItems(['b', 'c']);
  expect(studio().items.map(({ id }) => id)).toEqual(['a', 'd', 'e']);
  expect(studio().sources).toEqual(['a', 'd', 'e']);
  expect(studio().rows.map(({ itemId }) => itemId)).toEqual(['e']);
  expect(studio().selectedId).toBe('d');
  expect(studio().pickedIds).toBe(null);
});

test('who leaves is no longer picked, and the selected cat stays if it may', () => {
  studio().pick(['c', 'd']);
  studio().removeItems(['a', 'd']);
  expect(studio().pickedIds).toEqual(['c']);
  expect(studio().selectedId).toBe('b');
});
