import { newId } from '../base/newId.ts';
import { type NoiseSetting, noiseKey } from '../latent/noise.ts';
import { keepStyles } from '../pictures/assets.ts';
import { stylesOf } from '../pictures/renderings.ts';
import type { RecipeNoise } from '../recipes/pngRecipe.ts';
import type { RecipeCat, RecipeModel } from '../recipes/recipeCat.ts';
import type { KeptItem, LibraryItem } from '../store/librarySlice.ts';
import { useStudio } from '../store/studio.ts';
import { selectNoise, selectNoiseKey } from '../store/viewSlice.ts';

/** A recipe's cat. */
export const recipeCat = async (item: LibraryItem): Promise<RecipeCat> => ({
  name: item.name,
  styles: new Float32Array(await stylesOf(item)),
});

/** What a recipe says of the model and the noise in use. */
export function recipeMeans(): Required<RecipeNoise> & { readonly model: RecipeModel } {
  const studio = useStudio.getState();
  const { name, architecture } = studio.model!;
  const { layerCount, latentSize } = architecture;
  return { model: { name, layerCount, latentSize }, noise: selectNoise(studio) };
}

/**
 * A sentence when a recipe is not of the model that runs, else null.
 * @param subject what it makes again: “grid”
 */
export function whyNotHere(made: RecipeModel, subject: string): string | null {
  const { model } = useStudio.getState();
  if (!model) return `This picture is a ${subject} that can be opened again: drop it once the model is here.`;
  const { layerCount, latentSize } = model.architecture;
  if (made.name === model.name && made.layerCount === layerCount && made.latentSize === latentSize) return null;
  return `This ${subject} was made with the model “${made.name}”: choose it under the model’s name, then drop the picture again.`;
}

/** Draws the page's pictures with a recipe's noise; as they are where it does not say. */
export function takeInNoise(noise: NoiseSetting | undefined): void {
  const studio = useStudio.getState();
  if (!noise || noiseKey(noise) === selectNoiseKey(studio)) return;
  studio.setNoise(noise.kind === 'none' ? { hasNoise: false } : { hasNoise: true, noiseSeed: noise.seed });
}

/** Puts a recipe's cats into the library; those that are there already, by name and look, stay. @returns their ids */
export async function takeInCats(cats: readonly RecipeCat[]): Promise<string[]> {
  const { items, addItems } = useStudio.getState();
  const present: LibraryItem[] = [...items];
  const added: KeptItem[] = [];
  const idOf = async ({ name, styles }: RecipeCat): Promise<string> => {
    for (const item of present) if (item.name === name && isAlike(await stylesOf(item), styles)) return item.id;
    const item: KeptItem = { kind: 'kept', id: newId('kept'), name };
    keepStyles(item.id, styles);
    present.push(item);
    added.push(item);
    return item.id;
  };
  const ids: string[] = [];
  for (const cat of cats) ids.push(await idOf(cat));
  addItems(added);
  return ids;
}

/** Of what styles reach at most, so much may another machine compute differently. */
const TOLERANCE = 0.01;

function isAlike(a: Float32Array, b: Float32Array): boolean {
  const reach = b.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
  return a.length === b.length && a.every((value, i) => Math.abs(value - b[i]!) <= TOLERANCE * reach);
}
