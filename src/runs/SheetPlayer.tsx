import { Pause, Play, SkipForward } from 'lucide-react';
import { useEffect, useState } from 'react';
import { blockSize } from '../store/blockMeaning.ts';
import { Button, IconButton } from '../ui/Button.tsx';
import { classNames } from '../ui/classNames.ts';
import { Slider } from '../ui/Slider.tsx';
import { nearest, nearestLine } from './curves.ts';
import { type Level, sheetPath } from './feed.ts';
import { grouped } from './inWords.ts';
import { selectStats, useRun } from './runStore.ts';

/** The bands of a sample sheet, from above. */
const BANDS = [
  { title: 'Real', detail: 'test images, never trained on' },
  { title: 'Reconstructed', detail: 'by the averaged networks' },
  { title: 'Reconstructed', detail: 'by the live networks' },
  { title: 'Dreamt up', detail: 'by the averaged networks' },
  { title: 'Dreamt up', detail: 'by the live networks' },
] as const;

/** A whole run plays in about this time, but no faster than the eye. */
const PLAY_MS = 9000;
const [FASTEST_MS, SLOWEST_MS] = [90, 600];

/** The sample sheets of the run on a slider. The newest is followed until another one is chosen. */
export function SheetPlayer({ levels }: { readonly levels: readonly Level[] }) {
  const sheets = useRun((s) => s.run?.sheets) ?? [];
  const pictures = useRun((s) => s.pictures);
  const chosen = useRun((s) => s.sheet);
  const stats = useRun(selectStats);
  const [isPlaying, setPlaying] = useState(false);
  const last = sheets.length - 1;
  const index = chosen === null ? last : nearest(sheets, chosen);
  const seen = sheets[index];
  const addressOf = (i: number) => pictures?.[i] ?? sheetPath(sheets[i]!);
  const { shown, isReady } = useLoaded(seen === undefined ? null : addressOf(index));
  const choose = (i: number) => useRun.setState({ sheet: i >= last ? null : sheets[i]! });

  // The next picture comes when this one has been seen for a while.
  useEffect(() => {
    if (!isPlaying || !isReady) return;
    if (index >= last) return setPlaying(false);
    const frameMs = Math.min(SLOWEST_MS, Math.max(FASTEST_MS, PLAY_MS / (last + 1)));
    const timer = setTimeout(() => choose(index + 1), frameMs);
    return () => clearTimeout(timer);
  });

  if (seen === undefined) {
    return (
      <section
        aria-label="Samples"
        className="grid min-h-72 place-items-center rounded-3xl bg-sunken/60 p-8 text-center"
      >
        <p className="max-w-sm text-balance text-muted">
          The first sample sheet is on its way: it shows what the networks have learnt by then.
        </p>
      </section>
    );
  }
  const line = stats[nearestLine(stats, seen)];
  const place = `${grouped(seen)} images seen${line ? `, ${blockSize(line.lod)} pixels` : ''}`;

  return (
    <section
      aria-label="Samples"
      className="flex min-w-0 flex-col rounded-3xl border border-line bg-surface p-4 sm:p-5"
    >
      <div className="flex gap-4">
        <ol className="flex w-32 shrink-0 flex-col max-md:hidden">
          {BANDS.map(({ title, detail }) => (
            <li key={title + detail} className="flex grow basis-0 flex-col justify-center text-right">
              <span className="text-sm font-semibold">{title}</span>
              <span className="text-xs text-muted">{detail}</span>
            </li>
          ))}
        </ol>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways on narrow screens. */}
        <section className="min-w-0 grow overflow-x-auto rounded-2xl" tabIndex={0} aria-label="Sample sheet">
          <img
            src={shown ?? undefined}
            alt={`Sample sheet after ${place}`}
            className="aspect-[12/5] w-full min-w-160 bg-sunken object-contain [image-rendering:pixelated]"
          />
        </section>
      </div>
      <p className="mt-3 text-xs text-muted md:hidden">
        Rows: real test images; reconstructed by the averaged, by the live networks; dreamt up by the averaged, by the
        live networks.
      </p>
      <div className="mt-4 flex items-center gap-3 sm:gap-4">
        <Button
          look="primary"
          className="w-24"
          onClick={() => {
            if (!isPlaying && index >= last) choose(0);
            setPlaying(!isPlaying);
          }}
        >
          {isPlaying ? <Pause /> : <Play />}
          {isPlaying ? 'Pause' : 'Play'}
        </Button>
        <div className="min-w-0 grow">
          <Slider
            label="Moment of the training"
            value={index}
            min={0}
            max={Math.max(1, last)}
            step={1}
            valueText={place}
            onChange={(next) => {
              setPlaying(false);
              choose(next);
            }}
          />
        </div>
        <IconButton label="Newest sheet" disabled={index >= last} onClick={() => choose(last)}>
          <SkipForward />
        </IconButton>
      </div>
      <LevelMarks levels={levels} sheets={sheets} />
      <p className="mt-2 text-sm">
        <span className="font-semibold">{place}</span>{' '}
        <span className="text-muted">
          · sheet {index + 1} of {sheets.length}
          {chosen === null && ', the newest'}
        </span>
      </p>
    </section>
  );
}

/** Under the slider: from which sheet on a level shows. */
function LevelMarks({ levels, sheets }: { readonly levels: readonly Level[]; readonly sheets: readonly number[] }) {
  const last = sheets.length - 1;
  const marks = levels
    .map(({ lod, fromImages }) => ({ lod, index: sheets.findIndex((sheet) => sheet > fromImages) }))
    .filter(({ index }, i, all) => index >= 0 && index !== all[i + 1]?.index);
  return (
    // The slider lies between a button of 6 rem and one of 2.25 rem; its thumb is 1.25 rem wide.
    <div aria-hidden className="relative mr-[3rem] ml-[6.75rem] h-4 text-xs text-muted sm:mr-[3.25rem] sm:ml-[7rem]">
      <div className="absolute inset-x-2.5">
        {marks.map(({ lod, index }, i) => (
          <span
            key={lod}
            className={classNames('absolute -translate-x-1/2', i % 2 === 1 && marks.length > 3 && 'max-sm:hidden')}
            style={{ left: `${(100 * index) / Math.max(1, last)}%` }}
          >
            {blockSize(lod)}
          </span>
        ))}
      </div>
    </div>
  );
}

/** The picture before stays until the next one can be drawn: nothing flickers. */
function useLoaded(address: string | null): { shown: string | null; isReady: boolean } {
  const [shown, setShown] = useState<string | null>(null);
  useEffect(() => {
    if (address === null) return;
    let isWanted = true;
    const image = new Image();
    image.src = address;
    const show = () => isWanted && setShown(address);
    image.decode().then(show, show);
    return () => {
      isWanted = false;
    };
  }, [address]);
  return { shown, isReady: shown === address };
}
