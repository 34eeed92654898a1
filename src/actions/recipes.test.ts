import { PNG } from 'pngjs';
import { beforeEach, expect, it } from 'vitest';
import { packDirections } from '../modelFolder/directionsFile.ts';
import { withDirectionSheetRecipe } from '../recipes/directionSheetRecipe.ts';
import { type GridRecipe, withGridRecipe } from '../recipes/gridRecipe.ts';
import type { RecipeModel } from '../recipes/recipeCat.ts';
import type { ModelCard } from '../store/modelSlice.ts';
import { useStudio } from '../store/studio.ts';
import { openExported, recipeMeans } from './recipes.ts';

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
