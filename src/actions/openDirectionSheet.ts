import { newId } from '../base/newId.ts';
import { parseDirections } from '../modelFolder/directionsFile.ts';
import { styleCountOf } from '../networks/architecture.ts';
import { keepStyles } from '../pictures/assets.ts';
import { type DirectionSheetRecipe, readDirectionSheetRecipe } from '../recipes/directionSheetRecipe.ts';
import { useStudio } from '../store/studio.ts';
import { errorSentence } from '../words/errorSentences.ts';
import { takeInDirections } from './loadDirections.ts';
import { openDirections } from './openDirections.ts';
import { openRecipe } from './openRecipe.ts';
import { takeInNoise } from './recipes.ts';

/**
 * Opens the sheet of directions that an exported picture carries: its cat joins the library, its directions come first in
 * the list. What is wrong with it is a notice.
 * @returns whether the file is such a picture
 */
export const openDirectionSheet = (file: File): Promise<boolean> =>
  openRecipe(file, readDirectionSheetRecipe, (recipe) => open(recipe, file.name), sentenceOf);

/** What is wrong is never the model's folder, whose errors come with advice. */
const sentenceOf = (error: unknown): string => (error instanceof Error ? error.message : errorSentence(error));

async function open({ cat, directions, options, noise }: DirectionSheetRecipe, fileName: string): Promise<void> {
  const { model, notify, addItems, selectItem, layOutDirectionSheet, setTab } = useStudio.getState();
  if (!model) return notify('This picture is a sheet that can be opened again: drop it once the model is here.');
  const saved = parseDirections(directions, `“${fileName}”`, model);
  if (cat.styles.length !== styleCountOf(model.architecture) * model.architecture.latentSize) {
    throw new Error(`“${fileName}” is damaged: its cat does not fit the model.`);
  }
  await openDirections();
  const id = newId('kept');
  keepStyles(id, Float32Array.from(cat.styles));
  addItems([{ kind: 'kept', id, name: cat.name }]);
  selectItem(id);
  takeInDirections(saved);
  layOutDirectionSheet(options);
  takeInNoise(noise);
  setTab('latent');
}
