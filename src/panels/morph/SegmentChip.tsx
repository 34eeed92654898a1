import { Repeat } from 'lucide-react';
import { EASINGS, type Easing, ease } from '../../latent/interpolation.ts';
import type { MorphKey } from '../../store/morphSlice.ts';
import { useStudio } from '../../store/studio.ts';
import { Button } from '../../ui/Button.tsx';
import { Popover } from '../../ui/Popover.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import { Slider } from '../../ui/Slider.tsx';
import { morphWords } from '../../words/morphWords.ts';

interface SegmentChipProps {
  readonly morphKey: MorphKey;
  readonly place: number;
  readonly progress: number;
  /** Leads back to the first picture. */
  readonly closesLoop: boolean;
}

const [SHORTEST_SECONDS, LONGEST_SECONDS] = [0.2, 8];

/** The way from one picture to the next: how long it takes, and how it goes. */
export function SegmentChip({ morphKey, place, progress, closesLoop }: SegmentChipProps) {
  const { id, seconds, easing } = morphKey;
  const setMorphSegment = useStudio((s) => s.setMorphSegment);
  const name = closesLoop ? morphWords.segment.toFirst(place) : morphWords.segment.toNext(place);
  return (
    <Popover
      label={name}
      className="w-72"
      trigger={
        <button
          type="button"
          aria-label={morphWords.segment.label(name, seconds.toFixed(1), morphWords.easings[easing])}
          className="group/chip relative flex h-24 w-18 shrink-0 flex-col items-center justify-center gap-1 rounded-xl text-muted hover:text-ink sm:h-28 sm:w-20"
        >
          <EasingCurve easing={easing} />
          <span className="flex items-center gap-1 text-xs font-medium tabular-nums">
            {closesLoop && <Repeat className="size-3" />}
            {morphWords.segment.seconds(seconds.toFixed(1))}
          </span>
          <span aria-hidden className="mt-0.5 h-1 w-12 overflow-hidden rounded-full bg-line">
            <span className="block h-full origin-left bg-accent" style={{ transform: `scaleX(${progress})` }} />
          </span>
        </button>
      }
    >
      <p className="text-sm font-semibold">{name}</p>
      <div className="mt-3 flex items-baseline justify-between text-sm">
        <span>{morphWords.segment.time}</span>
        <output className="text-muted tabular-nums">{morphWords.segment.seconds(seconds.toFixed(1))}</output>
      </div>
      <Slider
        label={morphWords.segment.secondsLabel}
        className="my-1"
        value={seconds}
        min={SHORTEST_SECONDS}
        max={LONGEST_SECONDS}
        step={0.1}
        valueText={morphWords.stage.secondsSpoken(seconds.toFixed(1))}
        onChange={(next) => setMorphSegment(id, { seconds: next })}
      />
      <SelectField
        label={morphWords.segment.easing}
        className="mt-2 w-full"
        value={easing}
        onChange={(next) => setMorphSegment(id, { easing: next })}
        options={EASINGS.map((value) => ({ value, text: morphWords.easings[value] }))}
      />
      <Button look="quiet" className="mt-2 w-full" onClick={() => setMorphSegment(null, { seconds, easing })}>
        {morphWords.segment.forAll}
      </Button>
    </Popover>
  );
}

const CURVE_STEPS = 24;

/** The easing as a line from lower left to upper right. */
function EasingCurve({ easing }: { readonly easing: Easing }) {
  const points = Array.from({ length: CURVE_STEPS + 1 }, (_, i) => {
    const t = i / CURVE_STEPS;
    return `${2 + 36 * t},${18 - 16 * ease(easing, t)}`;
  });
  return (
    <svg viewBox="0 0 40 20" aria-hidden="true" className="h-5 w-10">
      <polyline
        points={points.join(' ')}
        fill="none"
        strokeWidth="2"
        strokeLinecap="round"
        strokeLinejoin="round"
        className="stroke-line-strong transition-colors group-hover/chip:stroke-accent"
      />
    </svg>
  );
}
