import { beforeEach, expect, test } from 'vitest';
import { endStep } from '../store/history.ts';
import type { PhotoItem } from '../store/librarySlice.ts';
import { useStudio } from '../store/studio.ts';
import { filmPicked, mixPicked, putInFilm, putOnGrid, removePicked, takeAsParent } from './picked.ts';

const IDS = Array.from({ length: 12 }, (_, i) => `cat ${i}`);
const cat = (id: string): PhotoItem => ({ kind: 'photo', id, name: id, crop: { left: 0, top: 0, size: 64 } });
const studio = () => useStudio.getState();
const rows = () => studio().rows.map(({ itemId }) => itemId);
const film = () => studio().morph.keys?.map(({ itemId }) => itemId);

beforeEach(() => {
  useStudio.setState({ ...useStudio.getInitialState(), items: IDS.map(cat), selectedId: IDS[0]! }, true);
  useStudio.temporal.getState().clear();
  endStep();
});

test('ten cats are a grid of a hundred, more are said to be too many', () => {
  studio().pick(IDS);
  mixPicked('eachWithEach');
  expect(studio().sources).toEqual(IDS.slice(0, 10));
  expect(rows()).toEqual(IDS.slice(0, 10));
  expect(studio().tab).toBe('mix');
  expect(studio().notices.at(-1)?.text).toBe('The first 10 of 12 cats are on the grid.');
});

test('a margin takes nobody twice, and says when nothing was to be done', () => {
  putOnGrid(['cat 1', 'cat 2'], 'sources');
  putOnGrid(['cat 2', 'cat 3'], 'sources');
  putOnGrid(['cat 2'], 'rows');
  expect(studio().sources).toEqual(['cat 1', 'cat 2', 'cat 3']);
  expect(rows()).toEqual(['cat 2']);
  expect(studio().notices).toEqual([]);
  putOnGrid(['cat 2'], 'rows');
  expect(rows()).toEqual(['cat 2']);
  expect(studio().notices.at(-1)?.text).toBe('It is there already.');
});

test('picked cats take the place of the film that was suggested, and follow one that was made', () => {
  studio().pick(['cat 5', 'cat 2']);
  filmPicked();
  expect(film()).toEqual(['cat 5', 'cat 2']);
  filmPicked();
  expect(film()).toEqual(['cat 5', 'cat 2', 'cat 5', 'cat 2']);
});

test('a cat that is dropped on the film that was suggested joins it', () => {
  putInFilm(['cat 9']);
  expect(film()).toEqual(['cat 0', 'cat 1', 'cat 2', 'cat 3', 'cat 9']);
});

test('nobody is both parents', () => {
  takeAsParent('mother', 'cat 4');
  takeAsParent('father', 'cat 4');
  expect(studio().couple.fatherId).not.toBe('cat 4');
  expect(studio().notices.at(-1)?.text).toBe('“cat 4” is the other parent already.');
});

test('what is removed comes back by the offer, for as long as that is the newest step', () => {
  studio().pick(['cat 1', 'cat 2']);
  removePicked();
  expect(studio().items).toHaveLength(10);
  expect(studio().pickedIds).toBe(null);
  const { offer, text } = studio().notices.at(-1)!;
  expect(text).toBe('2 cats left the library.');
  offer!.accept();
  expect(studio().items.map(({ id }) => id)).toEqual(IDS);
  studio().pick(['cat 3']);
  removePicked();
  studio().renameItem('cat 5', 'Mog');
  studio().notices.at(-1)!.offer!.accept();
  expect(studio().items).toHaveLength(11);
  expect(studio().notices.at(-1)?.text).toContain('Something else was done since');
});
