import { expect, it } from 'vitest';
import { matchModels, type RecipeModel } from './recipeCat.ts';

const running: RecipeModel = { name: 'cats64', fingerprint: 'new', layerCount: 5, latentSize: 8 };
const { fingerprint: _, ...unmarked } = running;

it.each([
  ['the same', running, 'same'],
  ['the same under another name', { ...running, name: 'mine' }, 'same'],
  ['another training of that name', { ...running, fingerprint: 'old' }, 'retrained'],
  ['one of that name, of before fingerprints were written down', unmarked, 'unsure'],
  ['one of another name, of then', { ...unmarked, name: 'dogs' }, 'other'],
  ['another one', { ...running, name: 'dogs', fingerprint: 'old' }, 'other'],
  ['one of another size', { ...unmarked, latentSize: 16 }, 'other'],
] as const)('knows %s', (_, made, match) => {
  expect(matchModels(made, running)).toBe(match);
});
