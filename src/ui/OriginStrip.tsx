import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import type { Origin } from '../latent/styles.ts';

export type ShownOrigin = Origin | 'both';

interface OriginStripProps {
  /** One per block, coarsest first. */
  readonly origins: readonly ShownOrigin[];
  readonly onSet: (block: number, origin: Origin) => void;
  /** The accessible name of a block's switch, without its state. */
  readonly labelOf: (block: number) => string;
  readonly size: 'small' | 'large';
  /** Row in the surrounding arrow navigation. */
  readonly navRow: number;
  /** What stands under a block's switch. */
  readonly captionOf?: (block: number) => React.ReactNode;
}

const opposite = (origin: ShownOrigin): Origin => (origin === 'source' ? 'destination' : 'source');

/**
 * One S/D switch per block. Besides clicking, a mouse can press one switch and sweep over its neighbours: all of them
 * take the first one's new origin.
 */
export function OriginStrip({ origins, onSet, labelOf, size, navRow, captionOf }: OriginStripProps) {
  const sweep = useRef<{ origin: Origin; start: number; hasMoved: boolean } | null>(null);

  function moveSweep(event: PointerEvent): void {
    const current = sweep.current;
    if (!current || event.buttons !== 1) return;
    const target = document.elementFromPoint(event.clientX, event.clientY)?.closest<HTMLElement>('[data-block]');
    if (!target || !event.currentTarget.contains(target)) return;
    const block = Number(target.dataset.block);
    if (block === current.start && !current.hasMoved) return;
    current.hasMoved = true;
    for (const swept of [current.start, block]) if (origins[swept] !== current.origin) onSet(swept, current.origin);
  }

  function toggle(block: number): void {
    // The click that ends a sweep on its first switch would take the sweep back.
    if (!sweep.current?.hasMoved) onSet(block, opposite(origins[block]!));
    sweep.current = null;
  }

  function pressKey(event: KeyboardEvent, block: number): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const origin = { s: 'source', d: 'destination' }[event.key.toLowerCase()] as Origin | undefined;
    if (origin) onSet(block, origin);
  }

  return (
    <div className={size === 'large' ? 'flex justify-between gap-1' : 'flex gap-0.5'} onPointerMove={moveSweep}>
      {origins.map((origin, block) => (
        <div key={block} className={captionOf ? 'flex min-w-15 flex-col items-center gap-2 text-center' : 'contents'}>
          {/* biome-ignore lint/a11y/useAriaPropsSupportedByRole: both roles that it takes have aria-checked. */}
          <button
            type="button"
            role={origin === 'both' ? 'checkbox' : 'switch'}
            aria-checked={origin === 'both' ? 'mixed' : origin === 'source'}
            aria-label={`${labelOf(block)}: ${origin === 'both' ? 'differs between rows' : `from the ${origin}`}`}
            className="origin"
            data-origin={origin}
            data-size={size}
            data-block={block}
            data-nav-row={navRow}
            data-nav-column={block}
            tabIndex={block === 0 ? 0 : -1}
            onPointerDown={(event) => {
              const isSweep = event.pointerType === 'mouse' && event.button === 0;
              sweep.current = isSweep ? { origin: opposite(origin), start: block, hasMoved: false } : null;
            }}
            onClick={() => toggle(block)}
            onKeyDown={(event) => pressKey(event, block)}
          >
            <span aria-hidden className="origin-letter" data-letter="S">
              S
            </span>
            <span aria-hidden className="origin-letter" data-letter="D">
              D
            </span>
            <span aria-hidden className="origin-thumb">
              {origin === 'both' ? '' : origin === 'source' ? 'S' : 'D'}
            </span>
          </button>
          {captionOf?.(block)}
        </div>
      ))}
    </div>
  );
}
