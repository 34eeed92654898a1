import { expect, it } from 'vitest';
import { SEED_LIMIT } from '../latent/rollSeed.ts';
import { formatSchema } from '../latent/styles.ts';
import { trialCats, trialSchemas } from './blockSwaps.ts';

it('dreams up cats from seeds in a row, within the limit', () => {
  const seeds = trialCats({ seed: SEED_LIMIT - 2, isReversed: false }).map(({ seed }) => seed);
  expect(seeds).toEqual([SEED_LIMIT - 2, SEED_LIMIT - 1, 0, 1, 2, 3, 4, 5, 6, 7]);
});

it('is a mixing grid with one block swapped in each row', () => {
  expect(trialSchemas(3, false).map(formatSchema)).toEqual(['SDD', 'DSD', 'DDS']);
  expect(trialSchemas(3, true).map(formatSchema)).toEqual(['DSS', 'SDS', 'SSD']);
});
