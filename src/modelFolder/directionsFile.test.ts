import { expect, test } from 'vitest';
import type { Direction } from '../latent/directions.ts';
import { type DirectionsModel, packDirections, parseDirections } from './directionsFile.ts';
import { ModelFolderError } from './modelFolderError.ts';

const model: DirectionsModel = {
  title: 'Cats',
  fingerprint: 'c0ffee',
  architecture: { layerCount: 3, startChannels: 8, maxChannels: 8, latentSize: 2, mappingLayers: 1, channels: 3 },
};
const ears: Direction = {
  name: 'Ears',
  kind: 'examples',
  vector: Float32Array.of(0.6, -0.8),
  centre: 0.125,
  sigma: 2.5,
  firstBlock: 0,
  lastBlock: 2,
  isStarred: true,
  learntFrom: { more: 9, less: 8, separation: 0.75 },
};
const plain: Direction = {
  name: 'Trait 1',
  kind: 'pca',
  vector: Float32Array.of(0, 1),
  centre: 0,
  sigma: 1,
  firstBlock: 1,
  lastBlock: 1,
  isStarred: false,
};
const text = packDirections(model, [ears, plain]);

const refusal = (content: string, into = model): string => {
  try {
    parseDirections(content, 'mine.json', into);
  } catch (error) {
    expect(error).toBeInstanceOf(ModelFolderError);
    return (error as Error).message;
  }
  return 'none';
};
const changed = (change: (file: { directions: Record<string, unknown>[] } & Record<string, unknown>) => void) => {
  const file = JSON.parse(text);
  change(file);
  return JSON.stringify(file);
};

test('what is saved is what is loaded', () => {
  expect(parseDirections(text, 'mine.json', model)).toEqual([ears, plain]);
  expect(parseDirections(packDirections(model, []), 'mine.json', model)).toEqual([]);
});

test('says in one sentence why a file cannot be used', () => {
  expect(refusal('GIF89a')).toBe('mine.json is not valid JSON, as saved directions are.');
  expect(refusal('{"formatVersion":1,"models":[]}')).toBe('mine.json holds no directions: it is wrong at model.');
  expect(refusal('[]')).toBe('mine.json holds no directions: it is wrong at its beginning.');
  expect(refusal(text, { ...model, title: 'Dogs', fingerprint: 'd06' })).toBe(
    'mine.json belongs to the model “Cats”, not to “Dogs”: directions of one model mean nothing to another.',
  );
  expect(refusal(text, { ...model, fingerprint: 'decaf' })).toBe(
    'mine.json belongs to another training of “Cats”: directions of one model mean nothing to another.',
  );
  expect(refusal(changed(({ directions }) => Object.assign(directions[0]!, { vector: [1, 0, 0] })))).toBe(
    "mine.json is wrong at the direction “Ears”: it has 3 numbers where this model's latents have 2.",
  );
  expect(refusal(changed(({ directions }) => Object.assign(directions[1]!, { vector: [0, 2] })))).toBe(
    'mine.json is wrong at the direction “Trait 1”: its vector has not the length 1.',
  );
  expect(refusal(changed(({ directions }) => Object.assign(directions[0]!, { lastBlock: 3 })))).toBe(
    "mine.json is wrong at the direction “Ears”: blocks 0 to 3 are not among this model's 3.",
  );
  expect(refusal(changed(({ directions }) => Object.assign(directions[0]!, { sigma: -1 })))).toBe(
    'mine.json holds no directions: it is wrong at directions.0.sigma.',
  );
});
