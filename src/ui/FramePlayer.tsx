import { clsx } from 'clsx';
import { Pause, Play, SkipForward } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { uiWords } from '../words/uiWords.ts';
import { Button, IconButton } from './Button.tsx';
import { Slider } from './Slider.tsx';

/** All frames together play in about this time, but no faster than the eye. */
const PLAY_MS = 9000;
const [FASTEST_MS, SLOWEST_MS] = [90, 600];

interface FramePlayerProps {
  /** What the pictures have in common: their accessible name is this and `frameText`. */
  readonly label: string;
  readonly frameCount: number;
  /** Of the frame that is shown. */
  readonly index: number;
  readonly onChoose: (index: number) => void;
  readonly addressOf: (index: number) => string;
  /** The shown frame's moment in words. */
  readonly frameText: string;
  /** What the pictures show in bands of the same height, from above. */
  readonly bands: readonly { readonly title: string; readonly detail: string }[];
  /** Width by height. */
  readonly aspectRatio: number;
  /** From which frame on something holds, in a word or two under the slider. */
  readonly marks: readonly { readonly index: number; readonly text: string }[];
  /** Name of the button that goes to the last frame. */
  readonly lastText: string;
  readonly pictureClassName?: string;
  /** Under the slider. */
  readonly children: ReactNode;
}

/** Pictures of one thing at several moments, on a slider with a play button. */
export function FramePlayer({
  label,
  frameCount,
  index,
  onChoose,
  addressOf,
  frameText,
  bands,
  aspectRatio,
  marks,
  lastText,
  pictureClassName,
  children,
}: FramePlayerProps) {
  const [isPlaying, setPlaying] = useState(false);
  const last = frameCount - 1;
  const { shown, isReady } = useLoaded(addressOf(index));

  // The next picture comes when this one has been seen for a while.
  useEffect(() => {
    if (!isPlaying || !isReady) return;
    if (index >= last) return setPlaying(false);
    const frameMs = Math.min(SLOWEST_MS, Math.max(FASTEST_MS, PLAY_MS / frameCount));
    const timer = setTimeout(() => onChoose(index + 1), frameMs);
    return () => clearTimeout(timer);
  });

  return (
    <>
      <div className="flex gap-4">
        <ol className="flex w-32 shrink-0 flex-col max-md:hidden">
          {bands.map(({ title, detail }) => (
            <li key={title + detail} className="flex grow basis-0 flex-col justify-center text-right">
              <span className="text-sm font-semibold">{title}</span>
              <span className="text-xs text-muted">{detail}</span>
            </li>
          ))}
        </ol>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways on narrow screens. */}
        <section className="min-w-0 grow overflow-x-auto rounded-2xl" tabIndex={0} aria-label={label}>
          <img
            src={shown ?? undefined}
            alt={uiWords.player.after(label, frameText)}
            style={{ aspectRatio }}
            className={clsx('w-full bg-sunken object-contain [image-rendering:pixelated]', pictureClassName)}
          />
        </section>
      </div>
      <p className="mt-3 text-xs text-muted md:hidden">
        {uiWords.player.rows(bands.map(({ title, detail }) => uiWords.player.row(title, detail)))}
      </p>
      <div className="mt-4 flex items-center gap-3 sm:gap-4">
        <Button
          look="primary"
          className="w-24"
          onClick={() => {
            if (!isPlaying && index >= last) onChoose(0);
            setPlaying(!isPlaying);
          }}
        >
          {isPlaying ? <Pause /> : <Play />}
          {isPlaying ? uiWords.player.pause : uiWords.player.play}
        </Button>
        <div className="min-w-0 grow">
          <Slider
            label={uiWords.player.moment}
            value={index}
            min={0}
            max={Math.max(1, last)}
            step={1}
            valueText={frameText}
            onChange={(next) => {
              setPlaying(false);
              onChoose(next);
            }}
          />
        </div>
        <IconButton label={lastText} disabled={index >= last} onClick={() => onChoose(last)}>
          <SkipForward />
        </IconButton>
      </div>
      <Marks marks={marks} last={last} />
      {children}
    </>
  );
}

/** What a mark takes of the slider's width on a phone. */
const NARROW_MARK = 0.3;

function Marks({ marks, last }: { readonly marks: FramePlayerProps['marks']; readonly last: number }) {
  let free = 0; // where the next mark has room on a phone
  return (
    // The slider lies between a button of 6 rem and one of 2.25 rem; its thumb is 1.25 rem wide.
    <div aria-hidden className="relative mr-[3rem] ml-[6.75rem] h-4 text-xs text-muted sm:mr-[3.25rem] sm:ml-[7rem]">
      <div className="absolute inset-x-2.5">
        {marks.map(({ index, text }) => {
          const place = index / Math.max(1, last);
          const isCrowded = place < free;
          if (!isCrowded) free = place + NARROW_MARK;
          return (
            <span
              key={text}
              className={clsx('absolute -translate-x-1/2', isCrowded && 'max-sm:hidden')}
              style={{ left: `${100 * place}%` }}
            >
              {text}
            </span>
          );
        })}
      </div>
    </div>
  );
}

/** The picture before stays until the next one can be drawn: nothing flickers. */
function useLoaded(address: string): { shown: string | null; isReady: boolean } {
  const [shown, setShown] = useState<string | null>(null);
  useEffect(() => {
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
