import { z } from '../base/zod.ts';
import { formatSchema, parseSchema, type Schema } from '../latent/styles.ts';
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

/** All that it takes to make a mixing figure again with the same model. */
export interface GridRecipe extends RecipeNoise {
  readonly model: RecipeModel;
  readonly sources: readonly RecipeCat[];
  readonly rows: readonly { readonly destination: RecipeCat; readonly schema: Schema }[];
}

const schema = z.object({
  version: z.literal(1),
  model: recipeModelSchema,
  noise: recipeNoiseSchema,
  sources: z.array(writtenCatSchema),
  rows: z.array(z.object({ destination: writtenCatSchema, schema: z.string() })),
});

export const GRID: RecipeKind<GridRecipe, z.infer<typeof schema>> = {
  keyword: 'alae-studio-mix',
  subject: 'The grid',
  schema,
  write: ({ model, noise, sources, rows }) => ({
    version: 1,
    model,
    noise,
    sources: sources.map((cat) => writeCat(cat, model)),
    rows: rows.map((row) => ({ destination: writeCat(row.destination, model), schema: formatSchema(row.schema) })),
  }),
  understand: ({ model, noise, sources, rows }) => ({
    model,
    noise,
    sources: sources.map((cat) => readCat(cat, model)),
    rows: rows.map((row) => ({
      destination: readCat(row.destination, model),
      schema: parseSchema(row.schema, model.layerCount),
    })),
  }),
};

/** The PNG file with the recipe in it. */
export const withGridRecipe = (png: Blob, recipe: GridRecipe): Promise<Blob> => withRecipe(png, GRID, recipe);

/**
 * The recipe in a PNG file; null for any other file.
 * @throws Error with a sentence when it is damaged or of a newer version
 */
export const readGridRecipe = (file: Blob): Promise<GridRecipe | null> => readRecipe(file, GRID);
