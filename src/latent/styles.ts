/**
 * Styles as plain arrays: what the page and the command line do to latents before G sees them. A style array holds
 * `2L` codes of `S` numbers one after another, coarsest first; which of them are a block's, `blockOfStyle` says.
 */

import { blockOfStyle, type StyleOrder, styleCountOf } from '../networks/architecture.ts';

/** How much of a block's styles the source provides when two images are mixed: 1 is all (S), 0 nothing (D). */
export type Strength = number;

/** One strength per block, coarsest first: written SDDDD as in paper figure 9, or S,D,0.5,D,D. */
export type Schema = readonly Strength[];

/** Repeats w [S] for every style → [2L · S]. */
export function repeatW(w: Float32Array, layerCount: number): Float32Array<ArrayBuffer> {
  const styles = new Float32Array(2 * layerCount * w.length);
  for (let style = 0; style < 2 * layerCount; style++) styles.set(w, style * w.length);
  return styles;
}

/** One code [S] for styles [2L · S]: w itself where they are all the same, as a photo's are; else their mean. */
export function meanCode(styles: Float32Array, layerCount: number): Float32Array<ArrayBuffer> {
  const styleCount = 2 * layerCount;
  const mean = new Float32Array(styles.length / styleCount);
  styles.forEach((value, i) => {
    mean[i % mean.length]! += value / styleCount;
  });
  return mean;
}

/**
 * Style mixing (paper figure 9): in each block, `destination + strength · (source - destination)`. At 0 and 1 the styles are
 * the parents' own, bit for bit.
 * @param source and `destination` styles [2L · S]
 * @param order the model's architecture
 */
export function mixStyles(
  source: Float32Array,
  destination: Float32Array,
  schema: Schema,
  order: StyleOrder,
): Float32Array<ArrayBuffer> {
  const latentSize = destination.length / styleCountOf(order);
  return Float32Array.from(destination, (onto, i) => {
    const strength = schema[blockOfStyle(order, Math.floor(i / latentSize))]!;
    const from = source[i]!;
    return strength === 1 ? from : onto + strength * (from - onto);
  });
}

/** Default truncation: the part ψ of what a sample has of its own, and how many styles ψ acts on (StyleGAN's "cutoff"). */
export const TRUNCATION_DEFAULTS = { psi: 0.7, cutoff: 8 } as const;

/** `w̄ + ψ·(w - w̄)` for the first `cutoff` styles (networks of the paper's reference implementation). */
export function truncateStyles(
  styles: Float32Array,
  average: Float32Array,
  latentSize: number,
  { psi, cutoff }: { psi: number; cutoff: number },
): Float32Array<ArrayBuffer> {
  const end = Math.min(styles.length, cutoff * latentSize);
  return styles.map((value, i) => (i < end ? average[i]! + psi * (value - average[i]!) : value));
}

/** A strength of the source as schemas say it: S, D, or a number from 0 to 1. */
const STRENGTH = /^(?:S|D|0?\.\d+|[01](?:\.0*)?)$/i;

/**
 * 'SDDDD' or, with strengths between, 'S,D,0.5,D,D' → a schema.
 * @throws Error with a sentence when the text does not fit
 */
export function parseSchema(text: string, layerCount: number): Schema {
  const [schema, ...others] = parseSchemas(text, layerCount);
  if (!schema || others.length > 0) throw misfit(text, layerCount);
  return schema;
}

/**
 * Several schemas with commas between them, each in either form: 'SDDDD,S,D,0.5,D,D' are two for five blocks.
 * @throws Error with a sentence when the text does not fit
 */
export function parseSchemas(text: string, layerCount: number): Schema[] {
  const schemas: Schema[] = [];
  const parts = text.split(',').map((part) => part.trim());
  while (parts.length > 0) {
    const isWord = parts[0]!.length === layerCount && /^[SD]+$/i.test(parts[0]!);
    const entries = isWord ? [...parts.shift()!] : parts.splice(0, layerCount);
    if (entries.length !== layerCount || !entries.every((entry) => STRENGTH.test(entry))) {
      throw misfit(entries.find((entry) => /^[SD]{2,}$/i.test(entry)) ?? entries.join(','), layerCount);
    }
    schemas.push(entries.map(strengthOf));
  }
  return schemas;
}

function strengthOf(entry: string): Strength {
  const letter = entry.toUpperCase();
  return letter === 'S' ? 1 : letter === 'D' ? 0 : Number(entry);
}

const misfit = (text: string, layerCount: number): Error =>
  new Error(
    `The schema "${text}" must be ${layerCount} letters, each S (source) or D (destination), as in ` +
      `${'S'.padEnd(layerCount, 'D')}; for strengths between, put commas and numbers from 0 to 1, as in ` +
      `${['S', '0.5', ...Array<string>(layerCount).fill('D')].slice(0, layerCount).join(',')}.`,
  );

/** A schema → 'SDDDD', or 'S,D,0.5,D,D' where a strength lies between; hundredths are kept. */
export function formatSchema(schema: Schema): string {
  const entries = schema.map((strength) =>
    strength === 1 ? 'S' : strength === 0 ? 'D' : String(hundredths(strength)),
  );
  return entries.join(entries.every((entry) => entry.length === 1) ? '' : ',');
}

const hundredths = (strength: Strength): number => Math.round(strength * 100) / 100;
