import { type GridRecipe, readGridRecipe } from '../recipes/gridRecipe.ts';
import { useStudio } from '../store/studio.ts';
import { openRecipe } from './openRecipe.ts';
import { takeInCats, takeInNoise, whyNotHere } from './recipes.ts';

/**
 * Opens the mixing grid that an exported picture carries: its cats join the library, those that are there already stay.
 * What is wrong with it is a notice.
 * @returns whether the file is such a picture
 */
export const openGridRecipe = (file: File): Promise<boolean> =>
  openRecipe(file, readGridRecipe, (recipe) => open(recipe, file.name));

async function open({ model, noise, sources, rows }: GridRecipe, fileName: string): Promise<void> {
  const { notify, openGrid, setTab, setMixView } = useStudio.getState();
  const problem = whyNotHere(model, 'grid');
  if (problem) return notify(problem, 'problem');
  const ids = await takeInCats([...sources, ...rows.map(({ destination }) => destination)]);
  const [sourceIds, destinationIds] = [ids.slice(0, sources.length), ids.slice(sources.length)];
  openGrid(
    [...new Set(sourceIds)],
    rows.map(({ schema }, i) => ({ itemId: destinationIds[i]!, schema })),
  );
  takeInNoise(noise);
  setTab('mix');
  setMixView('grid');
  notify(`The grid in “${fileName}” is open again.`);
}
