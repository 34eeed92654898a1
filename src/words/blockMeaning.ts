import { blockResolution } from '../networks/architecture.ts';

const MEANINGS = ['shape', 'pose and features', 'eyes and muzzle', 'markings', 'colour and fur'] as const;

/**
 * What a block of G mostly decides in a face, in a few words. Shallow models spread the five meanings over their
 * blocks; past 64 pixels there is only finer fur.
 */
export function blockMeaning(block: number, layerCount: number): string {
  if (block >= MEANINGS.length) return 'fine fur';
  const last = MEANINGS.length - 1;
  const step = layerCount > MEANINGS.length || layerCount === 1 ? block : Math.round((block * last) / (layerCount - 1));
  return MEANINGS[step]!;
}

/** '8×8': the resolution of a block. */
export const blockSize = (block: number): string => `${blockResolution(block)}×${blockResolution(block)}`;

/** '4×4 to 32×32', or one size when first and last are the same. */
export const blockRangeLabel = (first: number, last: number): string =>
  first === last ? blockSize(first) : `${blockSize(first)} to ${blockSize(last)}`;
