import type { Origin } from '../latent/styles.ts';
import { blockMeaning } from './blockMeaning.ts';

/** A schema in plain words: who gives what. Blocks in which rows differ ('both') make it speak of the rows. */
export function schemaSentence(origins: readonly (Origin | 'both')[]): string {
  if (origins.includes('both')) return 'The rows differ. A switch flipped here is flipped in all of them.';
  const taken = origins.flatMap((origin, block) => (origin === 'source' ? blockMeaning(block, origins.length) : []));
  if (taken.length === 0) return 'Everything comes from the cat on the left.';
  if (taken.length === origins.length) return 'Everything comes from the cat above.';
  const things = joined([...new Set(taken)]);
  return `${things[0]!.toUpperCase()}${things.slice(1)} from the cat above; all else from the cat on the left.`;
}

const joined = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
