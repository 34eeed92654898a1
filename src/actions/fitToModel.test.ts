import { beforeEach, expect, it } from 'vitest';
import { keepPhoto } from '../pictures/assets.ts';
import type { LibraryItem } from '../store/librarySlice.ts';
import type { ModelCard } from '../store/modelSlice.ts';
import { useStudio } from '../store/studio.ts';
import { fitToModel } from './fitToModel.ts';

const studio = () => useStudio.getState();
const card = (name: string, layerCount: number, fingerprint = name) =>
  ({ name, fingerprint, architecture: { layerCount, latentSize: 2 } }) as ModelCard;
const dream: LibraryItem = { kind: 'random', id: 'dream', name: 'Dream', seed: 1 };
const photo: LibraryItem = { kind: 'photo', id: 'photo', name: 'Photo', crop: { left: 0, top: 0, size: 4 } };
const made: LibraryItem = { kind: 'kept', id: 'made', name: 'Made', styles: Float32Array.of(1, 2) };
const axis = { vector: Float32Array.of(1, 0), centre: 0, sigma: 1 };
const direction = {
  ...axis,
  id: 'd',
  name: 'Ears',
  kind: 'pca',
  firstBlock: 0,
  lastBlock: 4,
  isStarred: false,
} as const;

beforeEach(() => {
  useStudio.setState(useStudio.getInitialState(), true);
  fitToModel(card('first', 5));
  studio().addItems([dream, photo, made]);
  studio().setMargins(['dream', 'made'], ['photo', 'made']);
  studio().addLitter(dream, photo, 1);
  studio().addLitter(made, photo, 2);
  studio().setDirections([direction]);
});

it('leaves behind what are numbers of the other model, and gives schemas as many blocks as there are', () => {
  fitToModel(card('second', 3));
  const { items, sources, rows, family, directions, notices, model } = studio();
  expect(items).toEqual([dream, photo]);
  expect(sources).toEqual(['dream']);
  expect(rows.map(({ itemId, schema }) => [itemId, schema.length])).toEqual([['photo', 3]]);
  expect(family.litters.map(({ seed }) => seed)).toEqual([1]);
  expect(directions).toEqual([]);
  expect(notices.map(({ text }) => text)).toEqual([
    'The cats that you made stayed behind: they are numbers of the other model.',
  ]);
  expect(model?.name).toBe('second');
  expect(useStudio.temporal.getState().pastStates).toEqual([]); // nothing of the other model comes back by undo
});

it('changes nothing when the same model is loaded again', () => {
  const before = studio();
  fitToModel(card('first', 5));
  const { items, sources, rows, family, directions } = studio();
  expect({ items, sources, rows, family, directions }).toEqual({
    items: before.items,
    sources: before.sources,
    rows: before.rows,
    family: before.family,
    directions: before.directions,
  });
});

it('frames anew what was framed automatically, as the model wants it, and leaves what somebody framed', () => {
  keepPhoto('found', { file: new Blob(), url: '', width: 400, height: 300 });
  const face = { left: 120, top: 100, size: 100 };
  studio().addItems([{ kind: 'photo', id: 'found', name: 'Found', crop: face, face }]);
  fitToModel({ ...card('heads', 5), framing: { left: 0.25, top: 0.3, size: 0.5, images: 100 } });
  expect(studio().items[0]).toMatchObject({ id: 'found', crop: { left: 70, top: 40, size: 200 }, face });
  expect(studio().items.find(({ id }) => id === 'photo')).toBe(photo);
  fitToModel(card('faces', 5));
  expect(studio().items[0]).toMatchObject({ crop: face });
});
