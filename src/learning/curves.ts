import type { Level, Stats } from './feed.ts';

/** The curves, by what they show. */
export const CURVES = {
  discriminator: (line: Stats) => line.discriminator,
  generator: (line: Stats) => line.generator,
  latent: (line: Stats) => line.latent,
  photo: (line: Stats) => line.photo ?? null,
  imagesPerSecond: (line: Stats) => line.imagesPerSecond,
  busyCores: (line: Stats) => line.machine?.busyCores ?? null,
  residentGigabytes: (line: Stats) => (line.machine ? line.machine.residentBytes / 1e9 : null),
} as const;
export type CurveName = keyof typeof CURVES;

/** Within this part of a level's lines (at least MIN_HALF_LIFE of them) the smooth curve forgets half of what was. */
const HALF_LIFE = 0.02;
const MIN_HALF_LIFE = 1;

/**
 * Exponential moving average which begins anew at each level of detail, where the losses jump. The first values of a level
 * count as much as there are of them, so that it does not start from zero.
 * @param values one per line; null where there is none
 */
export function smooth(values: readonly (number | null)[], stats: readonly Stats[]): (number | null)[] {
  const lineCounts = new Map<number, number>();
  for (const { lod } of stats) lineCounts.set(lod, (lineCounts.get(lod) ?? 0) + 1);
  let [sum, weight, level] = [0, 0, -1];
  return values.map((value, i) => {
    const { lod } = stats[i]!;
    if (lod !== level) [sum, weight, level] = [0, 0, lod];
    if (value === null) return null;
    const keep = 0.5 ** (1 / Math.max(MIN_HALF_LIFE, HALF_LIFE * lineCounts.get(lod)!));
    sum = keep * sum + (1 - keep) * value;
    weight = keep * weight + (1 - keep);
    return sum / weight;
  });
}

/** Index of the line nearest to a number of images; -1 without lines. @param stats ascending in images seen */
export function nearestLine(stats: readonly Stats[], imagesSeen: number): number {
  return nearest(
    stats.map((line) => line.imagesSeen),
    imagesSeen,
  );
}

/** Index of the value nearest to `to`; -1 without values. @param values ascending */
export function nearest(values: readonly number[], to: number): number {
  const after = values.findIndex((value) => value >= to);
  if (after === -1) return values.length - 1;
  if (after === 0) return 0;
  return to - values[after - 1]! < values[after]! - to ? after - 1 : after;
}

/** Of the values that a linear axis of a loss shows whole; the highest few may leave it at the top. */
const SHOWN_PART = 0.98;

/** Lowest and highest value of a plot's vertical axis. */
export function rangeOf(
  values: readonly (number | null)[],
  isLogarithmic: boolean,
  isLoss: boolean,
  reference = 0,
): readonly [number, number] {
  const known = values.filter((value) => value !== null).sort((a, b) => a - b);
  if (known.length === 0) return [0, 1];
  const last = known.at(-1)!;
  if (isLogarithmic) return [Math.max(known[0]!, 1e-9) * 0.85, Math.max(last, reference) * 1.15];
  const usual = isLoss ? known[Math.floor(SHOWN_PART * (known.length - 1))]! : last;
  // A few peaks a little above the rest are shown rather than cut.
  const highest = last < 1.6 * usual ? last : usual;
  return [0, Math.max(highest * 1.15, reference * 1.5) || 1];
}

/** Levels as the lines show them, for runs that do not say how long they will be. */
export function levelsSeen(stats: readonly Pick<Stats, 'lod' | 'blend' | 'imagesSeen'>[]): Level[] {
  const levels: Level[] = [];
  for (const { lod, blend, imagesSeen } of stats) {
    const level = levels.at(-1);
    if (level?.lod !== lod) levels.push({ lod, fromImages: levels.length > 0 ? imagesSeen : 0, fadedInAt: imagesSeen });
    else if (blend < 1) level.fadedInAt = imagesSeen;
  }
  return levels;
}

/** How long a run will still take at the speed of its newest line. */
interface TimeLeft {
  /** Until the next level of detail, or to the end in the last one. */
  readonly levelMs: number;
  /** To the end. Finer levels are slower, so that it is a lower bound before the last one. */
  readonly totalMs: number;
  readonly isLastLevel: boolean;
}

/** Undefined where the end is not known. @param levels of the schedule */
export function timeLeft(stats: readonly Stats[], levels: readonly Level[]): TimeLeft | undefined {
  const last = stats.at(-1);
  if (!last?.totalImages || last.imagesPerSecond <= 0) return undefined;
  const total = last.totalImages;
  const next = levels.find(({ fromImages }) => fromImages > last.imagesSeen);
  const levelEnd = Math.min(total, next?.fromImages ?? total);
  const msFor = (images: number) => (1000 * Math.max(0, images)) / last.imagesPerSecond;
  return {
    levelMs: msFor(levelEnd - last.imagesSeen),
    totalMs: msFor(total - last.imagesSeen),
    isLastLevel: levelEnd === total,
  };
}
