import { useStudio } from '../store/studio.ts';
import { errorSentence } from '../words/errorSentences.ts';

/**
 * Opens the recipe that an exported picture carries. What is wrong with it is a notice.
 * @param read finds it; null where there is none
 * @param sentence says what is wrong with one that is there
 * @returns whether the file is such a picture
 */
export async function openRecipe<Recipe>(
  file: File,
  read: (file: File) => Promise<Recipe | null>,
  open: (recipe: Recipe) => Promise<void>,
  sentence: (error: unknown) => string = errorSentence,
): Promise<boolean> {
  try {
    const recipe = await read(file);
    if (!recipe) return false;
    await open(recipe);
  } catch (error) {
    useStudio.getState().notify(sentence(error), 'problem');
  }
  return true;
}
