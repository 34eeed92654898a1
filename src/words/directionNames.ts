import type { CatTrait, DirectionChange } from '../latent/directionChange.ts';
import type { Direction } from '../latent/directions.ts';

/** What moving up a direction does: to less of a trait, and to more. */
const NAMES: Readonly<Record<CatTrait, readonly [less: string, more: string]>> = {
  brightness: ['Darker', 'Lighter'],
  warmth: ['Cooler colours', 'Warmer colours'],
  contrast: ['Less contrast', 'More contrast'],
  eyeSize: ['Smaller eyes', 'Larger eyes'],
  eyeOpenness: ['Narrower eyes', 'Wider open eyes'],
  turn: ['Turned left', 'Turned right'],
};

/** Whether a direction has the number that it was found with, and nobody has named it. */
export const isUnnamed = ({ name }: Pick<Direction, 'name'>): boolean => /^(Trait|Style|Example) \d+$/.test(name);

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
    const plain = NAMES[change.trait][change.isMore ? 1 : 0];
    let name = plain;
    for (let number = 2; taken.has(name); number++) name = `${plain} ${number}`;
    taken.add(name);
    return { ...direction, name };
  });
}
