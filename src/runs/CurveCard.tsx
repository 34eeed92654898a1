import { clsx } from 'clsx';
import { useMemo } from 'react';
import { CURVES, type CurveName, nearest, rangeOf, smooth } from '../learning/curves.ts';
import type { Level } from '../learning/feed.ts';
import { balanceOf, type JudgedCurve, verdictOn } from '../learning/health.ts';
import { LOSSES } from '../learning/losses.ts';
import { Plot } from '../ui/Plot.tsx';
import { blockSize } from '../words/blockMeaning.ts';
import { curveFace } from '../words/curveFaces.ts';
import { curveWords } from '../words/curveWords.ts';
import { threeDigits } from '../words/figures.ts';
import { grouped, translated } from '../words/language.ts';
import { runsWords } from '../words/runsWords.ts';
import { point, selectStats, useRun } from './runStore.ts';

const isLossName = (curve: CurveName): boolean => LOSSES.some((loss) => loss === curve);
const isJudged = (curve: CurveName): curve is JudgedCurve => curve === 'imagesPerSecond' || isLossName(curve);
const TONES = { good: 'bg-accent', watch: 'bg-(--caution)', early: 'bg-line-strong' } as const;

/** One curve: its newest value or the one pointed at, what it means, and whether it looks healthy. */
export function CurveCard({ curve, levels }: { readonly curve: CurveName; readonly levels: readonly Level[] }) {
  const { title, unit, colour, meaning } = curveFace(curve);
  const stats = useRun(selectStats);
  const sheets = useRun((s) => s.run?.sheets);
  const sheet = useRun((s) => s.sheet);
  const pointed = useRun((s) => s.pointed);
  const isLoss = isLossName(curve);
  // A level has four times the pixels of the one before: only ratios of the speed can be compared across levels.
  const isLogarithmic = useRun((s) => s.isLogarithmic && isLoss) || curve === 'imagesPerSecond';
  const isSmooth = useRun((s) => s.isSmooth) && isLoss;
  const reference = balanceOf(curve);

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
  const valueText = shown == null ? runsWords.unknown : threeDigits(shown);
  const peak = useMemo(() => values.reduce((max: number, value) => Math.max(max, value ?? 0), 0), [values]);
  const placeOf = (index: number) => runsWords.place(grouped(x[index]!), blockSize(stats[index]!.lod));

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
        <span>{peak > range[1] && runsWords.cutOff(threeDigits(peak))}</span>
        <span>{pointed === null ? runsWords.newest : runsWords.at(placeOf(at))}</span>
      </p>
      <Plot
        label={curveWords.valueByValue(title)}
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
          return runsWords.valueAt(value == null ? runsWords.unknown : threeDigits(value), unit, placeOf(index));
        }}
      />
      {verdict && (
        <p className="mt-3 flex gap-2.5 text-sm text-pretty">
          <span className={clsx('mt-1.5 size-2 shrink-0 rounded-full', TONES[verdict.tone])} />
          {translated(verdict.text)}
        </p>
      )}
      <p className="mt-2 text-xs text-pretty text-muted">{meaning}</p>
    </section>
  );
}
