import type { DirectionChange } from '../latent/directionChange.ts';
import { type Direction, FOUND_NAMES } from '../latent/directions.ts';
import { translated } from './language.ts';
import { nameWords } from './nameWords.ts';

/** Whether a direction has the number that it was found with, and nobody has named it. */
export const isUnnamed = ({ name }: Pick<Direction, 'name'>): boolean =>
  [...Object.values(FOUND_NAMES), 'Example'].some((word) =>
    [word, translated(word)].some((each) => name.startsWith(`${each} `) && /^\d+$/.test(name.slice(each.length + 1))),
  );

/**
 * Names directions by what was measured of them. What somebody has named keeps its name, as does what nothing clear was
 * measured of; a name that is taken is numbered.
 * @param changes by direction; null where nothing is clear
 */
export function namedByChange<T extends Direction>(
  directions: readonly T[],
  changes: readonly (DirectionChange | null)[],
): T[] {
  const taken = new Set(directions.map(({ name }) => name));
  return directions.map((direction, i) => {
    const change = changes[i];
    if (!change || !isUnnamed(direction)) return direction;
    const plain = nameWords.changes[change.trait][change.isMore ? 'more' : 'less'];
    let name = plain;
    for (let number = 2; taken.has(name); number++) name = nameWords.changes.numbered(plain, number);
    taken.add(name);
    return { ...direction, name };
  });
}
