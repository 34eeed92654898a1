import { isPng, pngTextOf, SIGNATURE_BYTES, withPngText } from '../image/pngText.ts';
import type { RecipeKind } from './recipe.ts';

/** Recipes stand before the pixels; none is longer. */
const SEARCHED_BYTES = 8 * 2 ** 20;

/** The PNG file with a recipe in it. */
export async function withRecipe<Recipe, Written>(
  png: Blob,
  { keyword, write }: RecipeKind<Recipe, Written>,
  recipe: Recipe,
): Promise<Blob> {
  const bytes = withPngText(new Uint8Array(await png.arrayBuffer()), keyword, JSON.stringify(write(recipe)));
  return new Blob([bytes], { type: png.type });
}

/**
 * The recipe in a PNG file; null for any other file.
 * @throws Error with a sentence when it is damaged or of a newer version
 */
export async function readRecipe<Recipe, Written>(
  file: Blob,
  { keyword, subject, schema, understand }: RecipeKind<Recipe, Written>,
): Promise<Recipe | null> {
  const head = async (byteLength: number) => new Uint8Array(await file.slice(0, byteLength).arrayBuffer());
  if (!isPng(await head(SIGNATURE_BYTES))) return null; // most photos: no need to read further, for every kind of recipe
  const text = pngTextOf(await head(SEARCHED_BYTES), keyword);
  if (text === null) return null;
  try {
    return understand(schema.parse(JSON.parse(text)));
  } catch (cause) {
    throw new Error(`${subject} in this picture cannot be opened: it is damaged, or of a newer studio.`, { cause });
  }
}
