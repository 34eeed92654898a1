import { clsx } from 'clsx';
import { MoveHorizontal } from 'lucide-react';
import { Slider as Primitive } from 'radix-ui';
import { type ReactNode, useState } from 'react';
import { uiWords } from '../words/uiWords.ts';

interface BeforeAfterProps {
  /** The accessible name of the slider, such as "Original against reconstruction". */
  readonly label: string;
  /** Left of the handle; it and `after` are pictures of equal size, as `Picture` draws them, without corners of their own. */
  readonly before: ReactNode;
  readonly after: ReactNode;
  /** What the two are, in a word or two on the pictures. */
  readonly beforeText: string;
  readonly afterText: string;
  /** Corners. */
  readonly className?: string;
}

const HALF = 50;

/**
 * Two pictures in one place, parted by a line: left of it one sees the first, right of it the second. It is dragged
 * anywhere on the pictures or moved with the arrow keys (Page Up and Page Down by tens, Home and End to the edges);
 * a finger that moves up or down still scrolls the page.
 */
export function BeforeAfter({ label, before, after, beforeText, afterText, className }: BeforeAfterProps) {
  const [percent, setPercent] = useState(HALF);
  return (
    <div className={clsx('relative isolate overflow-hidden select-none', className ?? 'rounded-picture')}>
      <div>
        {after}
        <Caption className="right-3" text={afterText} />
      </div>
      <div className="absolute inset-0" style={{ clipPath: `inset(0 ${100 - percent}% 0 0)` }}>
        {before}
        <Caption className="left-3" text={beforeText} />
      </div>
      <span
        aria-hidden
        className="absolute inset-y-0 w-0.5 -translate-x-1/2 bg-white shadow-[0_0_0_1px_rgb(0_0_0/0.25)]"
        style={{ left: `${percent}%` }}
      />
      <Primitive.Root
        value={[percent]}
        min={0}
        max={100}
        step={1}
        onValueChange={([next = HALF]) => setPercent(next)}
        className="absolute inset-0 flex cursor-ew-resize touch-pan-y items-end pb-[22%]"
      >
        {/* Without a width of its own, so that it follows the line to the very edges. */}
        <Primitive.Thumb
          aria-label={label}
          aria-valuetext={uiWords.parted(percent, beforeText, afterText)}
          className="group block size-0 outline-none"
        >
          <span className="absolute grid size-11 -translate-1/2 place-items-center rounded-full bg-white text-black shadow-[0_0_0_1px_rgb(0_0_0/0.2),0_2px_10px_rgb(0_0_0/0.35)] outline-offset-2 transition-[scale] group-hover:scale-105 group-focus-visible:outline-3 group-focus-visible:outline-accent group-active:scale-95">
            <MoveHorizontal aria-hidden className="size-5" />
          </span>
        </Primitive.Thumb>
      </Primitive.Root>
    </div>
  );
}

/** Goes out of sight with its picture. */
const Caption = ({ text, className }: { readonly text: string; readonly className: string }) => (
  <span
    aria-hidden
    className={`absolute top-3 rounded-full bg-surface/90 px-2.5 py-1 text-xs font-semibold text-ink ${className}`}
  >
    {text}
  </span>
);
