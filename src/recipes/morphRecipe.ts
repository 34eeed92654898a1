import { z } from '../base/zod.ts';
import { EASINGS, PATH_KINDS, type PathKind, type Segment } from '../latent/interpolation.ts';
import { readRecipe, withRecipe } from './pngRecipe.ts';
import { type RecipeKind, type RecipeNoise, recipeNoiseSchema } from './recipe.ts';
import {
  type RecipeCat,
  type RecipeModel,
  readCat,
  recipeModelSchema,
  writeCat,
  writtenCatSchema,
} from './recipeCat.ts';

/** All that it takes to make a morph again with the same model. */
export interface MorphRecipe extends RecipeNoise {
  readonly model: RecipeModel;
  /** The cats on the timeline, each with the way to the next one. */
  readonly keys: readonly (Segment & { readonly cat: RecipeCat })[];
  readonly isLoop: boolean;
  readonly path: PathKind;
  readonly framesPerSecond: number;
}

const schema = z.object({
  version: z.literal(1),
  model: recipeModelSchema,
  noise: recipeNoiseSchema,
  keys: z.array(z.object({ cat: writtenCatSchema, seconds: z.number().positive().max(60), easing: z.enum(EASINGS) })),
  isLoop: z.boolean(),
  path: z.enum(PATH_KINDS),
  framesPerSecond: z.int().min(1).max(60),
});

export const MORPH: RecipeKind<MorphRecipe, z.infer<typeof schema>> = {
  keyword: 'alae-studio-morph',
  subject: 'The film',
  schema,
  write: (recipe) => ({
    ...recipe,
    version: 1,
    keys: recipe.keys.map((key) => ({ ...key, cat: writeCat(key.cat, recipe.model) })),
  }),
  understand: ({ version: _, keys, ...rest }) => ({
    ...rest,
    keys: keys.map((key) => ({ ...key, cat: readCat(key.cat, rest.model) })),
  }),
};

/** The PNG file with the recipe in it. */
export const withMorphRecipe = (png: Blob, recipe: MorphRecipe): Promise<Blob> => withRecipe(png, MORPH, recipe);

/**
 * The recipe in a PNG file; null for any other file.
 * @throws Error with a sentence when it is damaged or of a newer version
 */
export const readMorphRecipe = (file: Blob): Promise<MorphRecipe | null> => readRecipe(file, MORPH);
