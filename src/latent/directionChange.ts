import { type CatMeasures, measureCat, sidewaysShift } from '../image/catMeasures.ts';
import type { Pixels } from '../image/pixels.ts';
import { type Direction, moveAlong } from './directions.ts';
import { repeatW } from './styles.ts';

/** What a direction can be seen to change. */
export type CatTrait = keyof CatMeasures | 'turn';

/** What moving up a direction changes most, and whether there is more of it. 'turn': more is to the right, as one sees it. */
export interface DirectionChange {
  readonly trait: CatTrait;
  readonly isMore: boolean;
}

/** Cats are moved so far either way, in σ. */
const REACH = 2;
/** A change counts from where it is as large as cats differ anyway (one standard deviation). */
const LEAST_CHANGE = 1;
/** A turn counts as much when the middle of the face moves so far, as a share of the side. */
const TURN_UNIT = 0.04;
/** Of the cats, so many must change the same way. */
const LEAST_AGREEMENT = 0.75;
/**
 * Eyes are read off less surely than light and colours: of cats64's directions, those that were seen to change them came to 3.9, and
 * those that were not to 2.1.
 */
const EYES = { traits: ['eyeSize', 'eyeOpenness'] as readonly CatTrait[], leastChange: 2.5, leastAgreement: 1 };

/** How much of what sets them apart from the average the cats keep on which directions are measured: odd ones tell little. */
const PSI = 0.7;

/**
 * Measures what directions change: each of some cats is drawn moved down and up.
 * @param cats w [S] of each; four or more
 * @param average w̄ [S], or styles that begin with it
 * @param draw styles [2L · S] → the picture
 * @returns for each direction its strongest change; null where nothing is clear
 */
export async function measureChanges(
  directions: readonly Direction[],
  cats: readonly Float32Array[],
  average: Float32Array,
  layerCount: number,
  draw: (styles: Float32Array<ArrayBuffer>) => Promise<Pixels>,
): Promise<readonly (DirectionChange | null)[]> {
  const typical = cats.map((w) => w.map((value, i) => average[i]! + PSI * (value - average[i]!)));
  const usual = await Promise.all(typical.map(async (w) => measureCat(await draw(repeatW(w, layerCount)))));
  const changes: (DirectionChange | null)[] = [];
  for (const direction of directions) {
    const pairs = await Promise.all(
      typical.map((w) =>
        Promise.all([-REACH, REACH].map((offset) => draw(movedStyles(w, direction, offset, layerCount)))),
      ),
    );
    changes.push(strongestChange(pairs as unknown as readonly (readonly [Pixels, Pixels])[], usual));
  }
  return changes;
}

/** Styles [2L · S] of w, moved in the direction's blocks. */
function movedStyles(w: Float32Array, direction: Direction, offset: number, layerCount: number) {
  const styles = repeatW(w, layerCount);
  for (let style = 2 * direction.firstBlock; style < 2 * direction.lastBlock + 2; style++) {
    moveAlong(direction, styles.subarray(style * w.length, (style + 1) * w.length), offset);
  }
  return styles;
}

/**
 * @param pairs of each cat moved down and up
 * @param usual measures of cats, whose differences say what is much
 */
export function strongestChange(
  pairs: readonly (readonly [down: Pixels, up: Pixels])[],
  usual: readonly CatMeasures[],
): DirectionChange | null {
  const measured = pairs.map(([down, up]) => [measureCat(down), measureCat(up)] as const);
  const traits = Object.keys(usual[0]!) as (keyof CatMeasures)[];
  const candidates: { readonly trait: CatTrait; readonly changes: readonly number[] }[] = [
    ...traits.map((trait) => {
      const unit = deviation(usual.map((measures) => measures[trait]));
      return { trait, changes: measured.map(([down, up]) => (unit > 0 ? (up[trait] - down[trait]) / unit : 0)) };
    }),
    { trait: 'turn' as const, changes: pairs.map(([down, up]) => sidewaysShift(down, up) / TURN_UNIT) },
  ];
  const clear = candidates
    .map(({ trait, changes }) => {
      const change = changes.reduce((sum, value) => sum + value, 0) / changes.length;
      const agreement = changes.filter((value) => value * change > 0).length / changes.length;
      const isOfEyes = EYES.traits.includes(trait);
      const isLarge = Math.abs(change) >= (isOfEyes ? EYES.leastChange : LEAST_CHANGE);
      return { trait, change, isClear: isLarge && agreement >= (isOfEyes ? EYES.leastAgreement : LEAST_AGREEMENT) };
    })
    .filter(({ isClear }) => isClear)
    .sort((a, b) => Math.abs(b.change) - Math.abs(a.change));
  // Where all stands out more, so do the eyes, whatever their size.
  const hasContrast = clear.some(({ trait }) => trait === 'contrast');
  const best = clear.find(({ trait }) => !(hasContrast && EYES.traits.includes(trait)));
  return best ? { trait: best.trait, isMore: best.change > 0 } : null;
}

function deviation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}
