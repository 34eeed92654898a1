import { type GridRecipe, type RecipeCat, readGridRecipe } from '../image/gridRecipe.ts';
import type { Schema } from '../latent/styles.ts';
import { keepStyles } from '../store/assets.ts';
import { errorSentence } from '../store/errorSentences.ts';
import type { KeptItem, LibraryItem } from '../store/librarySlice.ts';
import { newId } from '../store/newId.ts';
import { stylesOf } from '../store/renderings.ts';
import { useStudio } from '../store/studio.ts';

/**
 * Opens the mixing grid that an exported picture carries: its cats join the library, those that are there already stay.
 * What is wrong with it is a notice.
 * @returns whether the file is such a picture; all others are photos
 */
export async function openGridRecipe(file: File): Promise<boolean> {
  const { notify } = useStudio.getState();
  try {
    const recipe = await readGridRecipe(file);
    if (!recipe) return false;
    const problem = whyNot(recipe);
    if (problem) notify(problem, 'problem');
    else {
      await open(recipe);
      notify(`The grid in “${file.name}” is open again.`);
    }
  } catch (error) {
    notify(errorSentence(error), 'problem');
  }
  return true;
}

/** A sentence when the recipe is not of the model that runs. */
function whyNot({ model: made }: GridRecipe): string | null {
  const { model } = useStudio.getState();
  if (!model) return 'This picture is a grid that can be opened again: drop it once the model is here.';
  const { layerCount, latentSize } = model.architecture;
  if (made.name === model.name && made.layerCount === layerCount && made.latentSize === latentSize) return null;
  return `This grid was made with the model “${made.name}”: choose it under the model’s name, then drop the picture again.`;
}

async function open({ sources, rows }: GridRecipe): Promise<void> {
  const { addItems, openGrid, setTab, setMixView, items } = useStudio.getState();
  const present: LibraryItem[] = [...items];
  const added: KeptItem[] = [];
  /** The library's cat of that name and look, or else a new one. */
  const idOf = async ({ name, styles }: RecipeCat): Promise<string> => {
    for (const item of present) if (item.name === name && isAlike(await stylesOf(item), styles)) return item.id;
    const item: KeptItem = { kind: 'kept', id: newId('kept'), name };
    keepStyles(item.id, styles);
    present.push(item);
    added.push(item);
    return item.id;
  };
  const sourceIds: string[] = [];
  for (const cat of sources) sourceIds.push(await idOf(cat));
  const newRows: { itemId: string; schema: Schema }[] = [];
  for (const { destination, schema } of rows) newRows.push({ itemId: await idOf(destination), schema });
  addItems(added);
  openGrid([...new Set(sourceIds)], newRows);
  setTab('mix');
  setMixView('grid');
}

/** Of what styles reach at most, so much may another machine compute differently. */
const TOLERANCE = 0.01;

function isAlike(a: Float32Array, b: Float32Array): boolean {
  const reach = b.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
  return a.length === b.length && a.every((value, i) => Math.abs(value - b[i]!) <= TOLERANCE * reach);
}
