/**
 * Styles as plain arrays: what the page and the command line do to latents before G sees them. A style array holds
 * `2L` codes of `S` numbers one after another, coarsest first; block i reads codes 2i and 2i+1.
 */

/** Who provides a block's styles when two images are mixed (paper figure 9). */
export type Origin = 'source' | 'destination';

/** One origin per block, coarsest first; written SDDDD. */
export type Schema = readonly Origin[];

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

/** Styles of `source` where the schema says so, of `destination` elsewhere. */
export function mixStyles(source: Float32Array, destination: Float32Array, schema: Schema): Float32Array<ArrayBuffer> {
  const blockLength = destination.length / schema.length;
  const mixed = new Float32Array(destination);
  schema.forEach((origin, block) => {
    if (origin === 'source') {
      mixed.set(source.subarray(block * blockLength, (block + 1) * blockLength), block * blockLength);
    }
  });
  return mixed;
}

/** Default truncation: all of an image's character, and how many styles ψ acts on (StyleGAN's "cutoff"). */
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

/** 'SDDDD' → a schema. Throws a sentence when the word does not fit. */
export function parseSchema(word: string, layerCount: number): Schema {
  const letters = [...word.toUpperCase()];
  if (letters.length !== layerCount || letters.some((letter) => letter !== 'S' && letter !== 'D')) {
    throw new Error(
      `The schema "${word}" must be ${layerCount} letters, each S (source) or D (destination), as in ${'S'.padEnd(layerCount, 'D')}.`,
    );
  }
  return letters.map((letter) => (letter === 'S' ? 'source' : 'destination'));
}

/** A schema → 'SDDDD'. */
export const formatSchema = (schema: Schema): string =>
  schema.map((origin) => (origin === 'source' ? 'S' : 'D')).join('');
