import { blockOfStyle, type StyleOrder, styleCountOf } from '../networks/architecture.ts';
import { lerp } from './interpolation.ts';
import { seededRandom } from './random.ts';

/** How many kittens a litter has. */
export const LITTER_SIZE = 9;

/** Chances of a block to come from the mother alone or the father alone; the rest is a blend of both. */
const FROM_MOTHER = 0.4;
const FROM_FATHER = 0.4;
/** A blend has at least this share of each. */
const LEAST_SHARE = 0.25;

/** Seeds of kittens lie below this. */
const SEED_RANGE = 2 ** 31;

/** The seeds of a litter's kittens: whole numbers from 0 to 2³¹ - 1, the same ones for the same litter. */
export function kittenSeeds(litterSeed: number): number[] {
  const random = seededRandom(litterSeed);
  return Array.from({ length: LITTER_SIZE }, () => Math.floor(random() * SEED_RANGE));
}

/**
 * What a kitten has from its father, block by block, coarsest first: 0 is all from the mother, 1 all from the father, and
 * a blend lies between 0.25 and 0.75. With two blocks or more both parents give something.
 */
export function fathersShares(seed: number, layerCount: number): number[] {
  const random = seededRandom(seed);
  const shares = Array.from({ length: layerCount }, () => {
    const chance = random();
    const blend = LEAST_SHARE + (1 - 2 * LEAST_SHARE) * random();
    if (chance < FROM_MOTHER) return 0;
    return chance < FROM_MOTHER + FROM_FATHER ? 1 : blend;
  });
  const [only] = shares;
  const isCopy = layerCount > 1 && (only === 0 || only === 1) && shares.every((share) => share === only);
  return isCopy ? shares.with(Math.floor(random() * layerCount), 1 - only) : shares;
}

interface Conception {
  readonly seed: number;
  /** How much of a stranger there is in every block: 0 is nothing, 1 is nothing but the stranger. */
  readonly surprise: number;
  /** Styles of a random cat [2L · S]; not needed without surprise. */
  readonly stranger?: Float32Array | undefined;
}

/**
 * A kitten's styles: each block from the mother, the father or a blend of both as the seed decides, and then so much of
 * a stranger as `surprise` says. Every number lies in the range of the three cats' own.
 * @param mother and `father`: styles of one model [2L · S]
 * @param order that model's architecture
 */
export function breed(
  mother: Float32Array,
  father: Float32Array,
  order: StyleOrder,
  { seed, surprise, stranger }: Conception,
): Float32Array<ArrayBuffer> {
  const shares = fathersShares(seed, order.layerCount);
  const latentSize = mother.length / styleCountOf(order);
  const inherited = Float32Array.from(mother, (value, i) => {
    const share = shares[blockOfStyle(order, Math.floor(i / latentSize))]!;
    return value + share * (father[i]! - value);
  });
  return surprise > 0 && stranger ? lerp(inherited, stranger, surprise) : inherited;
}
