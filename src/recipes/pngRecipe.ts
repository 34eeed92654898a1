import { z } from '../base/zod.ts';
import { isPng, pngTextOf, SIGNATURE_BYTES, withPngText } from '../image/pngText.ts';
import type { NoiseSetting } from '../latent/noise.ts';

/** Recipes stand before the pixels; none is longer. */
const SEARCHED_BYTES = 8 * 2 ** 20;

/** In every recipe: what its pictures were drawn with. Files of before this was written down do not say. */
export interface RecipeNoise {
  readonly noise?: NoiseSetting | undefined;
}

export const recipeNoiseSchema = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('none') }),
    z.object({ kind: z.literal('seeded'), seed: z.int().nonnegative() }),
  ])
  .optional() satisfies z.ZodType<RecipeNoise['noise']>;

/** What exported pictures of one kind carry, so that the page can open them again. */
export interface RecipeKind<Written> {
  /** Under which it stands in a PNG file. */
  readonly keyword: string;
  /** What it makes again, as a sentence names it: “The grid”. */
  readonly subject: string;
  /** As it is written, version included. */
  readonly schema: z.ZodType<Written>;
}

/** The PNG file with a recipe in it. */
export async function withRecipe<Written>(
  png: Blob,
  { keyword }: RecipeKind<Written>,
  written: Written,
): Promise<Blob> {
  const bytes = withPngText(new Uint8Array(await png.arrayBuffer()), keyword, JSON.stringify(written));
  return new Blob([bytes], { type: png.type });
}

/**
 * The recipe in a PNG file; null for any other file.
 * @param understand makes what the program works with; what it throws is a damage too
 * @throws Error with a sentence when it is damaged or of a newer version
 */
export async function readRecipe<Written, Recipe>(
  file: Blob,
  { keyword, subject, schema }: RecipeKind<Written>,
  understand: (written: Written) => Recipe,
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
