import { z } from '../base/zod.ts';
import { type RecipeKind, type RecipeNoise, recipeNoiseSchema } from './recipe.ts';
import {
  type RecipeCat,
  type RecipeModel,
  readCat,
  recipeModelSchema,
  writeCat,
  writtenCatSchema,
} from './recipeCat.ts';

/** All that it takes to draw one cat again with the same model. */
export interface CatRecipe extends RecipeNoise {
  readonly model: RecipeModel;
  readonly cat: RecipeCat;
}

const schema = z.object({
  version: z.literal(1),
  model: recipeModelSchema,
  noise: recipeNoiseSchema,
  cat: writtenCatSchema,
});

export const CAT: RecipeKind<CatRecipe, z.infer<typeof schema>> = {
  keyword: 'alae-studio-cat',
  subject: 'The cat',
  schema,
  write: ({ model, noise, cat }) => ({ version: 1, model, noise, cat: writeCat(cat, model) }),
  understand: ({ model, noise, cat }) => ({ model, noise, cat: readCat(cat, model) }),
};
