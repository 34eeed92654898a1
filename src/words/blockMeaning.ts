import { blockResolution } from '../networks/architecture.ts';
import { layerWords } from './layerWords.ts';

/**
 * What a block of G mostly decides in a face, in a few words. Shallow models spread the five meanings over their
 * blocks; past 64 pixels there is only finer fur.
 */
export function blockMeaning(block: number, layerCount: number): string {
  const meanings = Object.values(layerWords.meanings);
  if (block >= meanings.length) return layerWords.fine;
  const last = meanings.length - 1;
  const step = layerCount > meanings.length || layerCount === 1 ? block : Math.round((block * last) / (layerCount - 1));
  return meanings[step]!;
}

/** '8×8': the resolution of a block. */
export const blockSize = (block: number): string => `${blockResolution(block)}×${blockResolution(block)}`;

/** '4×4 to 32×32', or one size when first and last are the same. */
export const blockRangeLabel = (first: number, last: number): string =>
  first === last ? blockSize(first) : layerWords.range(blockSize(first), blockSize(last));
