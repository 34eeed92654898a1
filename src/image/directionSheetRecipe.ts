import { z } from 'zod';
import { pngTextOf, withPngText } from './pngText.ts';

/** Under which the recipe stands in a PNG file. */
const KEYWORD = 'alae-studio-directions';
/** Recipes stand before the pixels; none is longer. */
const SEARCHED_BYTES = 8 * 2 ** 20;

const sheetOptionsSchema = z.object({
  /** Only the starred directions, or all. */
  isStarredOnly: z.boolean(),
  /** From one picture to the next, in σ. */
  spacing: z.number().min(0.25).max(2),
  /** Pictures along each direction, odd: the one in the middle is not moved. */
  count: z.int().min(3).max(11),
  /** 1 to 8 output pixels for each of the model's. */
  scale: z.int().min(1).max(8),
  hasLabels: z.boolean(),
});

const recipeSchema = z.object({
  version: z.literal(1),
  /** Its latents, since the photo itself stays at home: styles [2L · S]. */
  cat: z.object({ name: z.string(), styles: z.array(z.number()) }),
  options: sheetOptionsSchema,
  /** A file of directions, as `packDirections` makes it. */
  directions: z.string(),
});

/** How a sheet of directions is laid out. */
export type DirectionSheetOptions = Readonly<z.infer<typeof sheetOptionsSchema>>;

/** All that it takes to make a sheet of directions again with the same model. */
export type DirectionSheetRecipe = Omit<z.infer<typeof recipeSchema>, 'version'>;

/** The PNG file with the recipe in it. */
export async function withDirectionSheetRecipe(png: Blob, recipe: DirectionSheetRecipe): Promise<Blob> {
  const text = JSON.stringify({ version: 1, ...recipe } satisfies z.infer<typeof recipeSchema>);
  return new Blob([withPngText(new Uint8Array(await png.arrayBuffer()), KEYWORD, text)], { type: png.type });
}

/**
 * The recipe in a PNG file; null for any other file.
 * @throws Error with a sentence when it is damaged or of a newer version
 */
export async function readDirectionSheetRecipe(file: Blob): Promise<DirectionSheetRecipe | null> {
  const text = pngTextOf(new Uint8Array(await file.slice(0, SEARCHED_BYTES).arrayBuffer()), KEYWORD);
  if (text === null) return null;
  try {
    return recipeSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new Error('The sheet in this picture cannot be opened: it is damaged, or of a newer studio.', { cause });
  }
}
