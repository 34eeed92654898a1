import { fromBase64, toBase64 } from '../base/base64.ts';
import { z } from '../base/zod.ts';

/** The model that a recipe or a session was made with: name of its folder, fingerprint, L and S. */
export type RecipeModel = Readonly<z.infer<typeof recipeModelSchema>>;

export const recipeModelSchema = z.object({
  name: z.string(),
  /** As `fingerprintOf`; files of before it was written down do not say. */
  fingerprint: z.string().exactOptional(),
  layerCount: z.int().min(1).max(9),
  latentSize: z.int().positive(),
});

/**
 * Whether what was made with one model can be opened with another: they are the `same` by fingerprint, whatever they are called;
 * one name stands for two trainings of it (`retrained`); a file of before the fingerprint was written down names one of this name
 * and size (`unsure`); or they are two.
 */
export type ModelMatch = 'same' | 'retrained' | 'unsure' | 'other';

export function matchModels(made: RecipeModel, running: RecipeModel): ModelMatch {
  if (made.layerCount !== running.layerCount || made.latentSize !== running.latentSize) return 'other';
  if (made.fingerprint !== undefined && made.fingerprint === running.fingerprint) return 'same';
  if (made.name !== running.name) return 'other';
  return made.fingerprint === undefined || running.fingerprint === undefined ? 'unsure' : 'retrained';
}

/** A cat in a recipe: its latents. The photo itself stays at home, but for pictures that carry theirs beside the recipe. */
export interface RecipeCat {
  readonly name: string;
  /** [2L · S] */
  readonly styles: Float32Array<ArrayBuffer>;
  /** Which of the carried photos it is of. */
  readonly photoId?: string;
}

export const writtenCatSchema = z.object({
  name: z.string(),
  /** Little-endian 32-bit numbers in base64: S of them where all styles are alike, else 2L · S. */
  styles: z.base64(),
  photoId: z.string().exactOptional(),
});

type WrittenCat = z.infer<typeof writtenCatSchema>;

export function writeCat({ styles, ...cat }: RecipeCat, { layerCount }: RecipeModel): WrittenCat {
  const latentSize = styles.length / (2 * layerCount);
  const isOneCode = styles.every((value, i) => value === styles[i % latentSize]);
  const written = isOneCode ? styles.subarray(0, latentSize) : styles;
  return { ...cat, styles: toBase64(written) };
}

/** @throws Error when its numbers are not those of a cat of this model */
export function readCat({ styles: text, ...cat }: WrittenCat, { layerCount, latentSize }: RecipeModel): RecipeCat {
  const codes = fromBase64(text);
  if (codes.length !== latentSize && codes.length !== 2 * layerCount * latentSize) throw new Error('Wrong length.');
  if (!codes.every(Number.isFinite)) throw new Error('Not a number.');
  return {
    ...cat,
    styles: Float32Array.from({ length: 2 * layerCount * latentSize }, (_, i) => codes[i % codes.length]!),
  };
}
