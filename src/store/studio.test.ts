import { beforeEach, expect, it } from 'vitest';
import { formatSchema } from '../latent/styles.ts';
import { itemKey, type PhotoItem } from './librarySlice.ts';
import { sharedStrengths } from './mixSlice.ts';
import type { ModelCard } from './modelSlice.ts';
import { useStudio } from './studio.ts';

const model = { architecture: { layerCount: 5 } } as ModelCard;
const photo = (id: string): PhotoItem => ({ kind: 'photo', id, name: id, crop: { left: 0, top: 0, size: 10 } });
const studio = () => useStudio.getState();
const schemas = () => studio().rows.map((row) => formatSchema(row.schema));

beforeEach(() => {
  useStudio.setState(useStudio.getInitialState(), true);
  studio().setModel({ model });
  studio().addItems(['a', 'b', 'c'].map(photo));
  studio().setMargins(['a', 'b'], ['b', 'c']);
});

it('sets a block in one row, or in all of them', () => {
  studio().setStrength(studio().rows[1]!.id, 4, 1);
  expect(schemas()).toEqual(['SDDDD', 'SDDDS']);
  studio().setStrength(null, 0, 0);
  expect(schemas()).toEqual(['DDDDD', 'DDDDS']);
});

it('says where the edited rows agree', () => {
  studio().setStrength(studio().rows[1]!.id, 4, 1);
  const { rows } = studio();
  expect(sharedStrengths(rows, null)).toEqual([1, 0, 0, 0, 'both']);
  expect(sharedStrengths(rows, rows[1]!.id).at(-1)).toBe(1);
});

it('gives a new row the schema of the row above it, and restores the preset', () => {
  studio().setStrength(null, 2, 1);
  studio().addRow('a');
  expect(schemas()).toEqual(['SDSDD', 'SDSDD', 'SDSDD']);
  studio().applyPreset();
  expect(schemas()).toEqual(['SDDDD', 'SDDDD', 'DSDDD']);
});

it('does not put a source on the grid twice', () => {
  studio().addSource('a');
  expect(studio().sources).toEqual(['a', 'b']);
});

it('takes a removed item off the grid and selects its neighbour', () => {
  studio().selectItem('b');
  studio().removeItem('b');
  expect(studio().sources).toEqual(['a']);
  expect(studio().rows.map((row) => row.itemId)).toEqual(['c']);
  expect(studio().selectedId).toBe('c');
  expect(studio().editedRowId).toBe(null);
});

it('has no selection once the library is empty', () => {
  for (const id of ['a', 'b', 'c']) studio().removeItem(id);
  expect(studio().selectedId).toBe(null);
});

it('puts new items first and leaves the selection alone', () => {
  studio().addItems([photo('d')]);
  expect(studio().items.map((item) => item.id)).toEqual(['d', 'a', 'b', 'c']);
  expect(studio().selectedId).toBe('a');
});

it('gives an item with another crop another key', () => {
  const before = itemKey(studio().items[0]!);
  studio().setCrop('a', { left: 1, top: 0, size: 9 });
  expect(itemKey(studio().items[0]!)).not.toBe(before);
});

it('moves sources and rows to where others stand', () => {
  studio().addSource('c');
  studio().moveSource('a', 'c');
  expect(studio().sources).toEqual(['b', 'c', 'a']);
  studio().moveSource('a', 'b');
  expect(studio().sources).toEqual(['a', 'b', 'c']);
  const [first, second] = studio().rows;
  studio().moveRow(second!.id, first!.id);
  expect(studio().rows).toEqual([second, first]);
  studio().moveRow(second!.id, 'gone');
  expect(studio().rows).toEqual([second, first]);
});

it('gives a row a whole schema, or all of them', () => {
  const [first] = studio().rows;
  studio().setSchema(first!.id, [0, 0.5, 0, 0, 1]);
  expect(schemas()).toEqual(['D,0.5,D,D,S', 'SDDDD']);
  studio().setSchema(null, [0, 0, 0, 0, 1]);
  expect(schemas()).toEqual(['DDDDS', 'DDDDS']);
});

it('swaps the margins, each cat once as a source', () => {
  studio().addRow('b');
  studio().setStrength(studio().rows[1]!.id, 2, 0.5);
  studio().swapMargins();
  expect(studio().sources).toEqual(['b', 'c']);
  expect(studio().rows.map((row) => row.itemId)).toEqual(['a', 'b']);
  expect(schemas()).toEqual(['SDDDD', 'S,D,0.5,D,D']);
});
