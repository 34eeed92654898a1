import { levelsSeen, rangeOf } from '../../learning/curves.ts';
import type { Level } from '../../learning/feed.ts';
import { balanceOf } from '../../learning/health.ts';
import { LOSSES } from '../../learning/losses.ts';
import type { Learning, LossesPoint, Milestone } from '../../modelFolder/learningFile.ts';
import { type CurveFace, curveFace } from '../../words/curveFaces.ts';

/** A curve of a model's learning, ready to be drawn. */
export interface LearningPlot extends CurveFace {
  /** Images seen, ascending. */
  readonly x: readonly number[];
  /** Null where nothing is known. */
  readonly values: readonly (number | null)[];
  readonly levels: readonly Level[];
  readonly range: readonly [number, number];
  /** Drawn as a line across. */
  readonly reference?: number;
}

/** Points this many times as far apart as usual have something unknown between them. */
const GAP = 8;
/** Above and below the values, as a part of how far they reach. */
const ROOM = 0.15;

/** What there is to be drawn: measured figures where there are two at least, then the losses. */
export function learningPlots({ losses, milestones }: Pick<Learning, 'losses' | 'milestones'>): LearningPlot[] {
  const measured = milestones.length > 1 ? [realismPlot(milestones), likenessPlot(milestones)] : [];
  return losses.length > 1 ? [...measured, ...lossPlots(losses)] : measured;
}

function realismPlot(milestones: readonly Milestone[]): LearningPlot {
  const values = milestones.map(({ figures }) => 1000 * figures.kidSamples);
  const reference = 1000 * milestones.at(-1)!.figures.kidFloor;
  const highest = Math.max(...values);
  const range = [Math.min(0, reference) - 0.05 * highest, highest * (1 + ROOM)] as const;
  return { ...curveFace('realism'), x: milestones.map(seen), values, levels: [], range, reference };
}

function likenessPlot(milestones: readonly Milestone[]): LearningPlot {
  const values = milestones.map(({ figures }) => figures.reconstructionPsnrDb);
  const [lowest, highest] = [Math.min(...values), Math.max(...values)];
  const room = ROOM * (highest - lowest) || 1;
  return {
    ...curveFace('likeness'),
    x: milestones.map(seen),
    values,
    levels: [],
    range: [lowest - room, highest + room],
  };
}

function lossPlots(losses: readonly LossesPoint[]): LearningPlot[] {
  const levels = levelsSeen(losses.map((point) => ({ ...point, blend: 1 })));
  const points = withGaps(losses);
  const x = points.map(seen);
  const known = LOSSES.filter((loss) => losses.some((point) => point[loss] !== undefined));
  return known.map((loss) => {
    const values = points.map((point) => ('gap' in point ? null : (point[loss] ?? null)));
    const reference = balanceOf(loss);
    const range = rangeOf(values, false, true, reference);
    return { ...curveFace(loss), x, values, levels, range, ...(reference !== undefined && { reference }) };
  });
}

const seen = ({ imagesSeen }: { readonly imagesSeen: number }): number => imagesSeen;

/** A stretch of the training of which nothing is known. */
interface Gap {
  readonly gap: true;
  readonly imagesSeen: number;
}

/** With a place where the curve breaks after each point that the next one is far from. */
function withGaps(losses: readonly LossesPoint[]): (LossesPoint | Gap)[] {
  const gaps = unknownStretches(losses);
  return losses.flatMap((point) =>
    gaps.some(([from]) => from === point.imagesSeen)
      ? [point, { gap: true, imagesSeen: point.imagesSeen + 1 }]
      : [point],
  );
}

/** From and to how many images seen nothing is known, the beginning included. */
export function unknownStretches(losses: readonly LossesPoint[]): (readonly [from: number, to: number])[] {
  const ends = [0, ...losses.map(seen)];
  const distances = losses.map((point, i) => point.imagesSeen - ends[i]!);
  const usual = [...distances].sort((a, b) => a - b)[Math.floor(distances.length / 2)] ?? 0;
  return distances.flatMap((distance, i) => (distance > GAP * usual ? [[ends[i]!, ends[i + 1]!] as const] : []));
}
