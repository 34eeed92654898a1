import { SEED_LIMIT } from '../latent/rollSeed.ts';
import { type Schema, TRUNCATION_DEFAULTS } from '../latent/styles.ts';
import type { BlockTrial } from '../store/blockTrialSlice.ts';
import type { LibraryItem, RandomItem } from '../store/librarySlice.ts';
import { nameWords } from '../words/nameWords.ts';
import type { MixSpec } from './pictureSpec.ts';

/** Random cats that are tried for every block. */
export const TRIAL_COUNT = 10;

/** The random cats of a trial. */
export const trialCats = ({ seed }: BlockTrial): readonly RandomItem[] =>
  Array.from({ length: TRIAL_COUNT }, (_, i) => dreamOf((seed + i) % SEED_LIMIT));

/** The random cat of a seed, truncated by default, which is no item of the library. */
export const dreamOf = (seed: number): RandomItem => ({
  kind: 'random',
  id: `dream-${seed}`,
  name: nameWords.dream(seed),
  seed,
  psi: TRUNCATION_DEFAULTS.psi,
});

/** One picture of a trial: whose picture it is but for one block, and whose block that is. */
export interface BlockSwap {
  readonly onto: LibraryItem;
  readonly from: LibraryItem;
  readonly block: number;
}

/** Which of two cats lends the block to the other. */
export const blockSwap = (item: LibraryItem, cat: RandomItem, block: number, isReversed: boolean): BlockSwap =>
  isReversed ? { onto: cat, from: item, block } : { onto: item, from: cat, block };

/** A swap's picture. */
export const swappedBlock = ({ onto, from, block }: BlockSwap, layerCount: number): MixSpec => ({
  kind: 'mix',
  source: from,
  destination: onto,
  schema: swapSchema(block, layerCount),
});

/** One block from the source, all others from the destination. */
const swapSchema = (block: number, layerCount: number): Schema =>
  Array.from({ length: layerCount }, (_, i) => (i === block ? 1 : 0));

/**
 * A trial as a mixing grid, one row for each block: the random cats are its sources, the item is the destination of
 * every row.
 */
export const trialSchemas = (layerCount: number, isReversed: boolean): readonly Schema[] =>
  Array.from({ length: layerCount }, (_, block) =>
    swapSchema(block, layerCount).map((strength) => (isReversed ? 1 - strength : strength)),
  );
