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

/** Where cats are looked at along a direction, in σ; at 0 they are as they were. The nose is followed from each place to the next. */
const OFFSETS = [-2, -1, 0, 1, 2] as const;
/** A change counts from where it is as large as cats differ anyway (one standard deviation). */
const LEAST_CHANGE = 1;
/**
 * A turn counts as much when nose and mouth move so far over all of them, as a share of the side: of cats64's directions, those that
 * were seen to turn the head came to 0.045 to 0.052, and all others to 0.032 at most.
 */
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
 * Measures what directions change: each of some cats is drawn moved down and up, step by step.
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
  const unmoved = await Promise.all(typical.map((w) => draw(repeatW(w, layerCount))));
  const usual = unmoved.map(measureCat);
  const changes: (DirectionChange | null)[] = [];
  for (const direction of directions) {
    const paths = await Promise.all(
      typical.map((w, cat) =>
        Promise.all(
          OFFSETS.map((offset) => (offset === 0 ? unmoved[cat]! : draw(movedStyles(w, direction, offset, layerCount)))),
        ),
      ),
    );
    changes.push(strongestChange(paths, usual));
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
 * @param paths each cat on its way from down to up
 * @param usual measures of cats, whose differences say what is much
 */
export function strongestChange(
  paths: readonly (readonly Pixels[])[],
  usual: readonly CatMeasures[],
): DirectionChange | null {
  const measured = paths.map((path) => [measureCat(path[0]!), measureCat(path.at(-1)!)] as const);
  const traits = Object.keys(usual[0]!) as (keyof CatMeasures)[];
  const candidates: { readonly trait: CatTrait; readonly changes: readonly number[] }[] = [
    ...traits.map((trait) => {
      const unit = deviation(usual.map((measures) => measures[trait]));
      return { trait, changes: measured.map(([down, up]) => (unit > 0 ? (up[trait] - down[trait]) / unit : 0)) };
    }),
    { trait: 'turn' as const, changes: paths.map((path) => turnOn(path) / TURN_UNIT) },
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

/** How far the nose moves to the right over a whole path. From one end to the other too much else changes for it to be found again. */
const turnOn = (path: readonly Pixels[]): number =>
  path.slice(1).reduce((sum, picture, i) => sum + sidewaysShift(path[i]!, picture), 0);

function deviation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}
