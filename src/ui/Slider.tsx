import { clsx } from 'clsx';
import { Slider as Primitive } from 'radix-ui';
import { uiWords } from '../words/uiWords.ts';

const TRACK = 'relative h-1 grow rounded-full bg-line';
const THUMB =
  'touchable block size-5 rounded-full border-2 border-accent bg-surface shadow-card transition-[scale] hover:scale-110 active:scale-95';
const ROOT = 'relative flex h-6 w-full touch-none items-center select-none';

interface SliderProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly onChange: (value: number) => void;
  /** The value in words, for those who cannot see the slider. */
  readonly valueText: string;
  /** Where the value rests, drawn as a notch: the track is filled from there, else from its beginning. */
  readonly mark?: number;
  readonly className?: string;
}

/** One value between two ends. */
export function Slider({ label, value, min, max, step, onChange, valueText, mark, className }: SliderProps) {
  const at = (v: number) => (v - min) / (max - min);
  return (
    <Primitive.Root
      value={[value]}
      min={min}
      max={max}
      step={step}
      onValueChange={([next]) => next !== undefined && onChange(next)}
      className={clsx(ROOT, className)}
    >
      <Primitive.Track className={TRACK}>
        {mark !== undefined && (
          <span
            className="absolute top-1/2 h-3 w-0.5 -translate-1/2 rounded-full bg-line-strong"
            style={{ left: thumbCentre(at(mark)) }}
          />
        )}
        {mark === undefined ? (
          <Primitive.Range className="absolute h-full rounded-full bg-accent/55" />
        ) : (
          <span className="absolute h-full rounded-full bg-accent/55" style={between(at(mark), at(value))} />
        )}
      </Primitive.Track>
      <Primitive.Thumb aria-label={label} aria-valuetext={valueText} className={THUMB} />
    </Primitive.Root>
  );
}

const THUMB_PX = 20;

/** The thumb's centre in a track: at both ends it stays inside by half its width. */
const thumbCentre = (fraction: number): string => `calc(${100 * fraction}% + ${THUMB_PX / 2 - THUMB_PX * fraction}px)`;

const between = (a: number, b: number) => ({
  left: thumbCentre(Math.min(a, b)),
  right: `calc(100% - ${thumbCentre(Math.max(a, b))})`,
});

interface RangeSliderProps {
  readonly label: string;
  readonly value: readonly [number, number];
  readonly max: number;
  readonly onChange: (value: readonly [number, number]) => void;
  readonly valueTextOf: (value: number) => string;
}

/** A range of whole steps from 0, with a thumb at each end. */
export function RangeSlider({ label, value, max, onChange, valueTextOf }: RangeSliderProps) {
  return (
    <Primitive.Root
      value={[...value]}
      min={0}
      max={max}
      step={1}
      onValueChange={([first = 0, last = max]) => onChange([first, last])}
      className={ROOT}
    >
      <Primitive.Track className={TRACK}>
        <Primitive.Range className="absolute h-full rounded-full bg-line-strong/60" />
      </Primitive.Track>
      {(['first', 'last'] as const).map((end, i) => (
        <Primitive.Thumb
          key={end}
          aria-label={uiWords.range[end](label)}
          aria-valuetext={valueTextOf(value[i]!)}
          className="block size-3.5 rounded-full border-2 border-line-strong bg-ground"
        />
      ))}
    </Primitive.Root>
  );
}
