import { beforeEach, expect, it } from 'vitest';
import { type KeptItem, selectItemById } from '../store/librarySlice.ts';
import { useStudio } from '../store/studio.ts';
import { keepStylesAsItem } from './library.ts';

const studio = () => useStudio.getState();
const notices = () => studio().notices.map(({ text, tone }) => `${tone}: ${text}`);

beforeEach(() => useStudio.setState(useStudio.getInitialState(), true));

it('keeps a made cat, and the same one only once', async () => {
  const id = await keepStylesAsItem('Mimi', async () => Float32Array.of(1, 2));
  expect([...(selectItemById(id!)(studio()) as KeptItem).styles]).toEqual([1, 2]);
  expect(await keepStylesAsItem('Twin', async () => Float32Array.of(1, 2))).toBe(id);
  await keepStylesAsItem('Max', async () => Float32Array.of(1, 3));
  expect(studio().items.map(({ name }) => name)).toEqual(['Max', 'Mimi']);
  expect(notices()[1]).toBe('plain: “Mimi” is in your library already.');
});

it('says why a cat cannot be made, and keeps none', async () => {
  expect(await keepStylesAsItem('Mimi', () => Promise.reject(new Error('No model is loaded.')))).toBe(null);
  expect(studio().items).toEqual([]);
  expect(notices()).toEqual(['problem: No model is loaded.']);
});
