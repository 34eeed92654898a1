import { expect, test } from 'vitest';
import { cutName } from './itemNames.ts';
import type { LibraryItem } from './librarySlice.ts';

const cats = (...names: string[]): LibraryItem[] =>
  names.map((name, seed) => ({ kind: 'random', id: `cat ${seed}`, name, seed }));

test('names that only their ends tell apart keep them', () => {
  const items = cats('IMG 2041 in the garden a', 'IMG 2041 in the garden b', 'Mog in the garden');
  expect(cutName('IMG 2041 in the garden b', items)).toEqual(['IMG 2041 in the ga', 'rden b']);
  expect(cutName('Mog in the garden', items)).toEqual(['Mog in the garden', '']);
});

test('one name twice has nothing that tells it apart, and no character is cut in two', () => {
  expect(
    cutName('A name that is there twice', cats('A name that is there twice', 'A name that is there twice'))[1],
  ).toBe('');
  expect(cutName('Whiskers 😺😺😺😺', cats('Whiskers 😺😺😺😺', 'Whiskers of old'))).toEqual(['Whisker', 's 😺😺😺😺']);
});
