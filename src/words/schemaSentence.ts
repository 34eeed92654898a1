import type { Strength } from '../latent/styles.ts';
import { blockMeaning } from './blockMeaning.ts';
import { locale } from './language.ts';
import { layerWords } from './layerWords.ts';

/** What the two are called that a schema is about. */
interface ParentNames {
  readonly source: string;
  readonly destination: string;
}

/** A schema in plain words: who gives what. Blocks in which rows differ ('both') make it speak of the rows. In the mixing grid one sees which the two are. */
export function schemaSentence(
  strengths: readonly (Strength | 'both')[],
  { source, destination }: ParentNames = layerWords.grid,
): string {
  const { differ, all, some } = layerWords.schema;
  if (strengths.includes('both')) return differ;
  const taken = strengths.flatMap((strength, block) =>
    strength === 'both' || strength === 0 ? [] : shareInWords(strength, blockMeaning(block, strengths.length)),
  );
  if (taken.length === 0) return all(destination);
  if (strengths.every((strength) => strength === 1)) return all(source);
  return some(new Intl.ListFormat(locale()).format(new Set(taken)), source, destination);
}

const shareInWords = (strength: Strength, meaning: string): string =>
  strength === 1 ? meaning : layerWords.schema.share(Math.round(strength * 100), meaning);
