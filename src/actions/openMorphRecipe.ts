import { newId } from '../base/newId.ts';
import { type MorphRecipe, readMorphRecipe } from '../recipes/morphRecipe.ts';
import { useStudio } from '../store/studio.ts';
import { openRecipe } from './openRecipe.ts';
import { takeInCats, takeInNoise, whyNotHere } from './recipes.ts';

/**
 * Opens the morph that an exported strip carries: its cats join the library, those that are there already stay. What is
 * wrong with it is a notice.
 * @returns whether the file is such a picture
 */
export const openMorphRecipe = (file: File): Promise<boolean> =>
  openRecipe(file, readMorphRecipe, (recipe) => open(recipe, file.name));

async function open({ model, noise, keys, ...film }: MorphRecipe, fileName: string): Promise<void> {
  const { notify, changeMorph, setTab } = useStudio.getState();
  const problem = whyNotHere(model, 'film');
  if (problem) return notify(problem, 'problem');
  const itemIds = await takeInCats(keys.map(({ cat }) => cat));
  changeMorph({
    ...film,
    keys: keys.map(({ seconds, easing }, i) => ({ id: newId('key'), itemId: itemIds[i]!, seconds, easing })),
  });
  takeInNoise(noise);
  setTab('morph');
  notify(`The film in “${fileName}” is open again.`);
}
