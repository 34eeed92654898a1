import { LITTER_SIZE } from '../latent/breeding.ts';
import { nameWords } from './nameWords.ts';

/**
 * The name that a kitten has until it is given another: the same one always. One kitten of every litter draws from each row of
 * the names, so that no two of a litter have the same.
 */
export function kittenName(litterSeed: number, place: number): string {
  const row = nameWords.kittens[place % LITTER_SIZE]!;
  return row[(litterSeed + 3 * place) % row.length]!;
}
