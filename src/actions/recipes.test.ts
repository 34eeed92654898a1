import { PNG } from 'pngjs';
import { beforeEach, expect, it, vi } from 'vitest';
import type { StudioEngine } from '../engine/protocol.ts';
import { packDirections } from '../modelFolder/directionsFile.ts';
import { keepPhoto, photoOf } from '../pictures/assets.ts';
import { stylesOf } from '../pictures/renderings.ts';
import { replaceEngine } from '../pictures/runningEngine.ts';
import { withDirectionSheetRecipe } from '../recipes/directionSheetRecipe.ts';
import { type GridRecipe, withGridRecipe } from '../recipes/gridRecipe.ts';
import type { RecipeModel } from '../recipes/recipeCat.ts';
import type { PhotoItem } from '../store/librarySlice.ts';
import type { ModelCard } from '../store/modelSlice.ts';
import { useStudio } from '../store/studio.ts';
import { bytesOfPhotos, carryPhotos, withPhotos } from './carriedPhotos.ts';
import { gridRecipeOf, openExported, recipeMeans } from './recipes.ts';

vi.mock('../imageWorker/imageClient.ts', () => ({ cropPhoto: async () => ({ pixels: null }) }));

const studio = () => useStudio.getState();
const notices = () => studio().notices.map(({ text }) => text);
const model = {
  name: 'tiny',
  title: 'Tiny',
  fingerprint: 'new',
  architecture: { layerCount: 1, latentSize: 1 },
} as ModelCard;
const cat = { name: 'Möhre', styles: Float32Array.of(1, 2) };
const png = new Blob([new Uint8Array(PNG.sync.write(new PNG({ width: 1, height: 1 })))], { type: 'image/png' });

beforeEach(() => {
  useStudio.setState(useStudio.getInitialState(), true);
  studio().setModel({ model });
});

async function openGridMadeWith(made: RecipeModel): Promise<void> {
  const recipe: GridRecipe = { model: made, sources: [cat], rows: [{ destination: cat, schema: [1] }] };
  expect(await openExported(new File([await withGridRecipe(png, recipe)], 'grid.png'))).toBe(true);
}

it('names the model by its fingerprint, and opens where that runs under whatever name', async () => {
  const made = recipeMeans().model;
  expect(made.fingerprint).toBe('new');
  await openGridMadeWith({ ...made, name: 'mine' });
  expect(notices()).toEqual(['The grid in “grid.png” is open again.']);
  expect(studio().rows).toHaveLength(1);
});

it('opens what another training of the model made, and what does not say which, and says what is not certain', async () => {
  await openGridMadeWith({ ...recipeMeans().model, fingerprint: 'old' });
  const { fingerprint: _, ...unmarked } = recipeMeans().model;
  await openGridMadeWith(unmarked);
  const opened = 'The grid in “grid.png” is open again.';
  expect(notices()).toEqual([
    `${opened} It was made with another training of “tiny”, so its cats may look different now.`,
    `${opened} It does not say which training of “tiny” made it: its cats may look different if that has changed.`,
  ]);
  expect(studio().items).toHaveLength(1);
});

it('opens nothing of another model', async () => {
  await openGridMadeWith({ ...recipeMeans().model, name: 'dogs', fingerprint: 'old' });
  expect(notices()).toEqual([
    'This grid was made with the model “dogs”: choose it under the model’s name, then drop the picture again.',
  ]);
  expect(studio().items).toEqual([]);
});

it('adds the cat of a sheet of directions once', async () => {
  useStudio.setState({ directionsJob: { state: 'done' } });
  const sheet = await withDirectionSheetRecipe(png, {
    cat: { name: cat.name, styles: [...cat.styles] },
    options: studio().directionSheet,
    noise: { kind: 'none' },
    directions: packDirections(model, []),
  });
  for (let i = 0; i < 2; i++) await openExported(new File([sheet], 'sheet.png'));
  expect(notices()).toEqual([]);
  expect(studio().items).toMatchObject([{ name: 'Möhre' }]);
  expect(studio().selectedId).toBe(studio().items[0]!.id);
});

it('brings photos back that a picture carries, as a second look had drawn them; damaged ones as their reconstructions', async () => {
  const encoded = Float32Array.of(7);
  replaceEngine({ model, dispose() {}, encode: async () => encoded } as unknown as StudioEngine);
  const bytes = Uint8Array.from({ length: 500 }, (_, i) => i);
  const crop = { left: 1, top: 2, size: 3 };
  const photo: PhotoItem = { kind: 'photo', id: 'p', name: 'Ines', crop, shelf: 'cats', credit: 'somebody' };
  const file = new File([bytes], 'ines.jpg', { type: 'image/jpeg' });
  keepPhoto('p', { file, url: '', width: 8, height: 9 });
  studio().addItems([photo, { kind: 'kept', id: 'k', ...cat }]);
  const looked = Float32Array.of(5, 6);
  studio().setLook(photo, { id: 'look', styles: looked, isAsked: false });
  const carried = withPhotos(studio().items);
  expect(carried).toEqual([photo]);
  expect(bytesOfPhotos(carried)).toBe(500);
  const recipe = await gridRecipeOf([photo], [{ destination: studio().items[1]!, schema: [1] }], {
    carriedIds: new Set(['p']),
  });
  const picture = await withGridRecipe(await carryPhotos(png, carried), recipe);

  useStudio.setState(useStudio.getInitialState(), true);
  studio().setModel({ model });
  await openExported(new File([picture], 'grid.png'));
  const [back] = studio().items;
  expect(back).toMatchObject({ kind: 'photo', name: 'Ines', crop, credit: 'somebody' });
  expect(back).not.toHaveProperty('shelf');
  expect(studio().sources).toEqual([back!.id]);
  expect(new Uint8Array(await photoOf(back!.id).file.arrayBuffer())).toEqual(bytes);
  expect(await stylesOf(back!)).toEqual(looked);
  await openExported(new File([picture], 'grid.png'));
  expect(studio().items).toHaveLength(2);

  useStudio.setState(useStudio.getInitialState(), true);
  studio().setModel({ model });
  const changed = new Uint8Array(await picture.arrayBuffer());
  const at = changed.findIndex((_, i) => bytes.every((byte, j) => changed[i + j] === byte));
  changed[at + 7]! ^= 1;
  await openExported(new File([changed], 'grid.png'));
  expect(studio().items[0]).toMatchObject({ kind: 'kept', name: 'Ines', styles: looked });
  expect(notices()).toContain('Photos in this picture are damaged: their reconstructions stand for them.');
});
