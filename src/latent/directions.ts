/** What is found in a model alone: by PCA of W, or by factorising G's style layers. */
export const FOUND_KINDS = ['pca', 'sefa'] as const;
export type FoundKind = (typeof FOUND_KINDS)[number];

/** Which directions to find: the strongest of W, or the strongest of the style layers of blocks first … last. */
export type DirectionSearch =
  | { readonly kind: 'pca'; readonly count: number }
  | { readonly kind: 'sefa'; readonly count: number; readonly firstBlock: number; readonly lastBlock: number };

/** How a direction was found: in the model alone, or from pictures that were told apart. */
export const DIRECTION_KINDS = [...FOUND_KINDS, 'examples'] as const;
export type DirectionKind = (typeof DIRECTION_KINDS)[number];

/** A line through W, measured by where F's samples lie along it. */
export interface DirectionAxis {
  /** Unit vector [S]. */
  readonly vector: Float32Array<ArrayBuffer>;
  /** Mean of `vector · w` over F's samples. */
  readonly centre: number;
  /** Standard deviation of the same. */
  readonly sigma: number;
}

/** A direction and what its user says of it. */
export interface Direction extends DirectionAxis {
  readonly name: string;
  readonly kind: DirectionKind;
  /** Blocks of G that it moves, coarsest first. */
  readonly firstBlock: number;
  readonly lastBlock: number;
  readonly isStarred: boolean;
  /** Of a direction from examples: what it was learnt from. */
  readonly learntFrom?: LearntFrom;
}

export interface LearntFrom {
  /** Pictures that have more of it, and pictures that have less. */
  readonly more: number;
  readonly less: number;
  /**
   * Share of pairs of a picture with more and one with less that a direction learnt from all the others ranks rightly: 0.5 is
   * guessing, 1 no mistake. Null where there are too few to tell.
   */
  readonly separation: number | null;
}

/** What directions that were found are called, before their numbers. */
export const FOUND_NAMES: Readonly<Record<FoundKind, string>> = { pca: 'Trait', sefa: 'Style' };

interface DirectionNaming {
  readonly takenNames?: readonly string[];
  /** Default: the kind's of `FOUND_NAMES`. */
  readonly word?: string;
}

/** Makes directions of axes, called by a word and numbered on from names that are taken. */
export function nameDirections(
  axes: readonly DirectionAxis[],
  { kind, firstBlock, lastBlock }: Pick<Direction, 'firstBlock' | 'lastBlock'> & { readonly kind: FoundKind },
  { takenNames = [], word = FOUND_NAMES[kind] }: DirectionNaming = {},
): Direction[] {
  const numbers = takenNames.map((name) => (name.startsWith(`${word} `) ? Number(name.split(' ')[1]) || 0 : 0));
  const last = Math.max(0, ...numbers);
  return axes.map((axis, i) => ({
    ...axis,
    name: `${word} ${last + i + 1}`,
    kind,
    firstBlock,
    lastBlock,
    isStarred: false,
  }));
}

/** Where w [S] lies along the axis, in σ from the mean; 0 where no sample differs from another. */
export function positionAlong({ vector, centre, sigma }: DirectionAxis, w: Float32Array): number {
  return sigma > 0 ? (dot(vector, w) - centre) / sigma : 0;
}

/** Moves w [S] along the axis by an offset in σ, in place; what the axis does not describe of it stays. */
export function moveAlong({ vector, sigma }: DirectionAxis, w: Float32Array, offset: number): void {
  vector.forEach((entry, i) => {
    w[i]! += offset * sigma * entry;
  });
}

/** Scales a vector to length 1. @returns null for one without length */
export function unitVector(vector: ArrayLike<number>): Float32Array<ArrayBuffer> | null {
  const values = Float64Array.from(vector);
  const length = Math.hypot(...values);
  return length > 0 && Number.isFinite(length) ? Float32Array.from(values, (value) => value / length) : null;
}

/** Turns a vector so that its largest entry is positive: the same axis always points the same way. */
export function oriented(vector: Float32Array<ArrayBuffer>): Float32Array<ArrayBuffer> {
  const strongest = vector.reduce((best, entry) => (Math.abs(entry) > Math.abs(best) ? entry : best), 0);
  return strongest < 0 ? vector.map((entry) => -entry) : vector;
}

export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
