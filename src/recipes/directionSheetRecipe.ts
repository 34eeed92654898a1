import { z } from '../base/zod.ts';
import { readRecipe, withRecipe } from './pngRecipe.ts';
import { type RecipeKind, recipeNoiseSchema } from './recipe.ts';

export const sheetOptionsSchema = z.object({
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

const schema = z.object({
  version: z.literal(1),
  /** Its latents, since the photo itself stays at home: styles [2L · S]. */
  cat: z.object({ name: z.string(), styles: z.array(z.number()) }),
  options: sheetOptionsSchema,
  noise: recipeNoiseSchema,
  /** A file of directions, as `packDirections` makes it. */
  directions: z.string(),
});

/** How a sheet of directions is laid out. */
export type DirectionSheetOptions = Readonly<z.infer<typeof sheetOptionsSchema>>;

/** All that it takes to make a sheet of directions again with the same model. */
export type DirectionSheetRecipe = Omit<z.infer<typeof schema>, 'version'>;

const SHEET: RecipeKind<DirectionSheetRecipe, z.infer<typeof schema>> = {
  keyword: 'alae-studio-directions',
  subject: 'The sheet',
  schema,
  write: (recipe) => ({ version: 1, ...recipe }),
  understand: ({ version: _, ...recipe }) => recipe,
};

/** The PNG file with the recipe in it. */
export const withDirectionSheetRecipe = (png: Blob, recipe: DirectionSheetRecipe): Promise<Blob> =>
  withRecipe(png, SHEET, recipe);

/**
 * The recipe in a PNG file; null for any other file.
 * @throws Error with a sentence when it is damaged or of a newer version
 */
export const readDirectionSheetRecipe = (file: Blob): Promise<DirectionSheetRecipe | null> => readRecipe(file, SHEET);
