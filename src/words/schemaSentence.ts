import type { Strength } from '../latent/styles.ts';
import { blockMeaning } from './blockMeaning.ts';

/** What the two are called that a schema is about. */
interface ParentNames {
  readonly source: string;
  readonly destination: string;
}

/** In the mixing grid one sees which they are. */
const IN_THE_GRID: ParentNames = { source: 'the cat above', destination: 'the cat on the left' };

/** A schema in plain words: who gives what. Blocks in which rows differ ('both') make it speak of the rows. */
export function schemaSentence(
  strengths: readonly (Strength | 'both')[],
  { source, destination }: ParentNames = IN_THE_GRID,
): string {
  if (strengths.includes('both')) return 'The rows differ. A switch flipped here is flipped in all of them.';
  const taken = strengths.flatMap((strength, block) =>
    strength === 'both' || strength === 0 ? [] : `${shareInWords(strength)}${blockMeaning(block, strengths.length)}`,
  );
  if (taken.length === 0) return `Everything comes from ${destination}.`;
  if (strengths.every((strength) => strength === 1)) return `Everything comes from ${source}.`;
  const things = joined([...new Set(taken)]);
  return `${things[0]!.toUpperCase()}${things.slice(1)} from ${source}; all else from ${destination}.`;
}

const shareInWords = (strength: Strength): string => (strength === 1 ? '' : `${percentOf(strength)} of `);

/** '50%' */
const percentOf = (strength: Strength): string => `${Math.round(strength * 100)}%`;

const joined = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
