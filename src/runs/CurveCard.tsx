import { useMemo } from 'react';
import { blockSize } from '../store/blockMeaning.ts';
import { classNames } from '../ui/classNames.ts';
import { CURVES, type CurveName, nearest, smooth } from './curves.ts';
import type { Level } from './feed.ts';
import { BALANCE, type JudgedCurve, verdictOn } from './health.ts';
import { grouped, threeDigits } from './inWords.ts';
import { Plot } from './Plot.tsx';
import { point, selectStats, useRun } from './runStore.ts';

interface CurveFace {
  readonly title: string;
  readonly unit: string;
  readonly colour: string;
  /** What the curve means, in a plain sentence. */
  readonly meaning: string;
}

const FACES: Readonly<Record<CurveName, CurveFace>> = {
  discriminator: {
    title: 'Discriminator',
    unit: 'loss',
    colour: '--curve-discriminator',
    meaning:
      'How far D is from telling real images from generated ones, its gradient penalty included. Where it can only guess, the loss is 2·ln 2 = 1.39.',
  },
  generator: {
    title: 'Generator',
    unit: 'loss',
    colour: '--curve-generator',
    meaning:
      'How clearly D sees that generated images are not real. At ln 2 = 0.69 it takes them for real half of the time.',
  },
  latent: {
    title: 'Latent error',
    unit: 'squared',
    colour: '--curve-latent',
    meaning:
      'How far E lands from the w that G drew an image from. The lower, the closer reconstructions follow a photo; it jumps where a level begins.',
  },
  imagesPerSecond: {
    title: 'Speed',
    unit: 'images/s, log scale',
    colour: '--curve-machine',
    meaning: 'Images trained on in a second. Every level has four times the pixels of the one before and takes longer.',
  },
  busyCores: {
    title: 'Processor',
    unit: 'cores busy',
    colour: '--curve-machine',
    meaning: 'Cores that the trainer keeps busy. It stays low where a graphics card does the work.',
  },
  residentGigabytes: {
    title: 'Memory',
    unit: 'GB',
    colour: '--curve-machine',
    meaning: 'Memory of the trainer’s process. It steps up with a level and should be flat in between.',
  },
};

const LOSSES: readonly CurveName[] = ['discriminator', 'generator', 'latent'];
const isJudged = (curve: CurveName): curve is JudgedCurve => curve === 'imagesPerSecond' || LOSSES.includes(curve);
const TONES = { good: 'bg-accent', watch: 'bg-(--caution)', early: 'bg-line-strong' } as const;

/** One curve: its newest value or the one pointed at, what it means, and whether it looks healthy. */
export function CurveCard({ curve, levels }: { readonly curve: CurveName; readonly levels: readonly Level[] }) {
  const { title, unit, colour, meaning } = FACES[curve];
  const stats = useRun(selectStats);
  const sheets = useRun((s) => s.run?.sheets);
  const sheet = useRun((s) => s.sheet);
  const pointed = useRun((s) => s.pointed);
  const isLoss = LOSSES.includes(curve);
  // A level has four times the pixels of the one before: only ratios of the speed can be compared across levels.
  const isLogarithmic = useRun((s) => s.isLogarithmic && isLoss) || curve === 'imagesPerSecond';
  const isSmooth = useRun((s) => s.isSmooth) && isLoss;
  const reference = curve === 'discriminator' || curve === 'generator' ? BALANCE[curve] : undefined;

  const x = useMemo(() => stats.map((line) => line.imagesSeen), [stats]);
  const values = useMemo(() => stats.map(CURVES[curve]), [stats, curve]);
  const smoothed = useMemo(() => (isSmooth ? smooth(values, stats) : null), [isSmooth, values, stats]);
  const range = useMemo(
    () => rangeOf(values, isLogarithmic, isLoss, reference),
    [values, isLogarithmic, isLoss, reference],
  );
  const verdict = useMemo(() => (isJudged(curve) ? verdictOn(curve, stats) : null), [curve, stats]);

  const at = pointed ?? stats.length - 1;
  const shown = (smoothed ?? values)[at];
  const valueText = shown == null ? 'unknown' : threeDigits(shown);
  const peak = useMemo(() => values.reduce((max: number, value) => Math.max(max, value ?? 0), 0), [values]);
  const placeOf = (index: number) => `${grouped(x[index]!)} images, ${blockSize(stats[index]!.lod)}`;

  return (
    <section aria-label={title} className="flex min-w-0 flex-col rounded-3xl border border-line bg-surface p-5">
      <header className="flex items-baseline justify-between gap-3">
        <h3 className="flex items-center gap-2 font-semibold">
          <span className="size-2.5 rounded-full" style={{ background: `var(${colour})` }} />
          {title}
        </h3>
        <p className="whitespace-nowrap">
          <span className="text-xl font-semibold tracking-tight">{valueText}</span>{' '}
          <span className="text-xs text-muted">{unit}</span>
        </p>
      </header>
      <p className="mb-1 flex justify-between gap-3 text-xs text-muted">
        <span>{peak > range[1] && `peaks of up to ${threeDigits(peak)} are cut off`}</span>
        <span>{pointed === null ? 'newest' : `at ${placeOf(at)}`}</span>
      </p>
      <Plot
        label={`${title}, value by value`}
        x={x}
        values={values}
        smoothed={smoothed}
        colour={colour}
        levels={levels}
        isLogarithmic={isLogarithmic}
        range={range}
        reference={reference}
        sheet={sheet}
        pointed={pointed}
        onPoint={point}
        onChoose={(seen) => sheets?.length && useRun.setState({ sheet: sheets[nearest(sheets, seen)]! })}
        valueTextOf={(index) => {
          const value = (smoothed ?? values)[index];
          return `${value == null ? 'unknown' : threeDigits(value)} ${unit} at ${placeOf(index)}`;
        }}
      />
      {verdict && (
        <p className="mt-3 flex gap-2.5 text-sm text-pretty">
          <span className={classNames('mt-1.5 size-2 shrink-0 rounded-full', TONES[verdict.tone])} />
          {verdict.text}
        </p>
      )}
      <p className="mt-2 text-xs text-pretty text-muted">{meaning}</p>
    </section>
  );
}

/** Of the values that a linear axis of a loss shows whole; the highest few may leave it at the top. */
const SHOWN_PART = 0.98;

/** Lowest and highest value of the vertical axis. */
function rangeOf(
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
