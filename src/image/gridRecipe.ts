import { z } from 'zod';
import { formatSchema, parseSchema, type Schema } from '../latent/styles.ts';
import { pngTextOf, withPngText } from './pngText.ts';

/** Under which the recipe stands in a PNG file. */
const KEYWORD = 'alae-studio-mix';
/** Recipes stand before the pixels; no grid's is longer. */
const SEARCHED_BYTES = 8 * 2 ** 20;

/** A cat on a margin: its latents, since the photo itself stays at home. */
export interface RecipeCat {
  readonly name: string;
  /** [2L · S] */
  readonly styles: Float32Array<ArrayBuffer>;
}

/** All that it takes to make a mixing figure again with the same model. */
export interface GridRecipe {
  /** Name of the model's folder, L and S. */
  readonly model: { readonly name: string; readonly layerCount: number; readonly latentSize: number };
  readonly sources: readonly RecipeCat[];
  readonly rows: readonly { readonly destination: RecipeCat; readonly schema: Schema }[];
}

const catSchema = z.object({
  name: z.string(),
  /** Little-endian 32-bit numbers in base64: S of them where all styles are alike, else 2L · S. */
  styles: z.base64(),
});

const recipeSchema = z.object({
  version: z.literal(1),
  model: z.object({ name: z.string(), layerCount: z.int().min(1).max(9), latentSize: z.int().positive() }),
  sources: z.array(catSchema),
  rows: z.array(z.object({ destination: catSchema, schema: z.string() })),
});

type WrittenCat = z.infer<typeof catSchema>;

/** The PNG file with the recipe in it. */
export async function withGridRecipe(png: Blob, recipe: GridRecipe): Promise<Blob> {
  const { layerCount } = recipe.model;
  const written: z.infer<typeof recipeSchema> = {
    version: 1,
    model: recipe.model,
    sources: recipe.sources.map((cat) => writeCat(cat, layerCount)),
    rows: recipe.rows.map(({ destination, schema }) => ({
      destination: writeCat(destination, layerCount),
      schema: formatSchema(schema),
    })),
  };
  const bytes = withPngText(new Uint8Array(await png.arrayBuffer()), KEYWORD, JSON.stringify(written));
  return new Blob([bytes], { type: png.type });
}

/**
 * The recipe in a PNG file; null for any other file.
 * @throws Error with a sentence when it is damaged or of a newer version
 */
export async function readGridRecipe(file: Blob): Promise<GridRecipe | null> {
  const text = pngTextOf(new Uint8Array(await file.slice(0, SEARCHED_BYTES).arrayBuffer()), KEYWORD);
  if (text === null) return null;
  try {
    const { model, sources, rows } = recipeSchema.parse(JSON.parse(text));
    const read = (cat: WrittenCat) => readCat(cat, model);
    return {
      model,
      sources: sources.map(read),
      rows: rows.map(({ destination, schema }) => ({
        destination: read(destination),
        schema: parseSchema(schema, model.layerCount),
      })),
    };
  } catch (cause) {
    throw new Error('The grid in this picture cannot be opened: it is damaged, or of a newer studio.', { cause });
  }
}

function writeCat({ name, styles }: RecipeCat, layerCount: number): WrittenCat {
  const latentSize = styles.length / (2 * layerCount);
  const isOneCode = styles.every((value, i) => value === styles[i % latentSize]);
  const written = isOneCode ? styles.subarray(0, latentSize) : styles;
  return { name, styles: toBase64(written) };
}

function readCat({ name, styles: text }: WrittenCat, { layerCount, latentSize }: GridRecipe['model']): RecipeCat {
  const codes = fromBase64(text);
  if (codes.length !== latentSize && codes.length !== 2 * layerCount * latentSize) throw new Error('Wrong length.');
  if (!codes.every(Number.isFinite)) throw new Error('Not a number.');
  return {
    name,
    styles: Float32Array.from({ length: 2 * layerCount * latentSize }, (_, i) => codes[i % codes.length]!),
  };
}

function toBase64(values: Float32Array): string {
  const view = new DataView(new ArrayBuffer(4 * values.length));
  values.forEach((value, i) => {
    view.setFloat32(4 * i, value, true);
  });
  return btoa(Array.from(new Uint8Array(view.buffer), (byte) => String.fromCharCode(byte)).join(''));
}

function fromBase64(text: string): Float32Array {
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  return Float32Array.from({ length: Math.floor(bytes.length / 4) }, (_, i) => view.getFloat32(4 * i, true));
}
