import { z } from '../base/zod.ts';
import type { NoiseSetting } from '../latent/noise.ts';

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

/** What one kind of thing is made again from. Pictures carry it (`pngRecipe.ts`), and links (`linkRecipe.ts`). */
export interface RecipeKind<Recipe, Written> {
  /** Under which it stands in a PNG file. */
  readonly keyword: string;
  /** What it makes again, as a sentence names it: “The grid”. */
  readonly subject: string;
  /** As it is written, version included. */
  readonly schema: z.ZodType<Written>;
  readonly write: (recipe: Recipe) => Written;
  /** Makes what the program works with; what it throws is a damage too. */
  readonly understand: (written: Written) => Recipe;
}
