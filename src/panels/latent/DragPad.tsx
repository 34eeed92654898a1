import { clsx } from 'clsx';
import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from 'react';
import { chosenAxes } from '../../store/dragSlice.ts';
import type { LibraryItem } from '../../store/librarySlice.ts';
import { useStudio } from '../../store/studio.ts';
import { latentWords } from '../../words/latentWords.ts';
import { useLatent } from './useLatent.ts';

/** Dragging goes this many σ either way from where the cat is by itself: from the middle of the picture to its edge. */
const REACH = 3;
/** Of an arrow key, in σ, and with Shift. */
const STEP = 0.1;
const LARGE_STEP = 0.5;

/** How far a cat is moved across and up, in σ. */
interface Offsets {
  readonly across: number;
  readonly up: number;
}

const HOME: Offsets = { across: 0, up: 0 };

interface DragPadProps {
  readonly item: LibraryItem;
  /** The picture that is dragged. */
  readonly children: ReactNode;
  readonly className?: string;
}

/** Moves a cat along two directions as its picture is dragged, or by arrow keys; double click and Escape bring it home. */
export function DragPad({ item, children, className }: DragPadProps) {
  const { settings, change } = useLatent(item);
  const directions = useStudio((s) => s.directions);
  const dragAxes = useStudio((s) => s.dragAxes);
  const axes = chosenAxes(directions, dragAxes);
  /** Where the pointer and the cat were when the drag began. */
  const grip = useRef<{ readonly x: number; readonly y: number; readonly from: Offsets } | null>(null);
  const [isDragged, setIsDragged] = useState(false);
  if (!axes) return <div className={className}>{children}</div>;

  const at = (id: string) => settings.offsets[id] ?? 0;
  const offsets: Offsets = { across: at(axes.across.id), up: at(axes.up.id) };
  const move = (to: Offsets) =>
    change({
      offsets: { ...settings.offsets, [axes.across.id]: withinReach(to.across), [axes.up.id]: withinReach(to.up) },
    });

  function take(event: PointerEvent<HTMLDivElement>): void {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    grip.current = { x: event.clientX, y: event.clientY, from: offsets };
    setIsDragged(true);
  }
  function drag(event: PointerEvent<HTMLDivElement>): void {
    if (!grip.current) return;
    const { x, y, from } = grip.current;
    const sigmasPerPixel = (2 * REACH) / event.currentTarget.clientWidth;
    move({
      across: from.across + (event.clientX - x) * sigmasPerPixel,
      up: from.up - (event.clientY - y) * sigmasPerPixel,
    });
  }
  function release(): void {
    grip.current = null;
    setIsDragged(false);
  }
  function press(event: KeyboardEvent): void {
    const step = event.shiftKey ? LARGE_STEP : STEP;
    const moves: Record<string, Offsets> = {
      ArrowLeft: { ...offsets, across: offsets.across - step },
      ArrowRight: { ...offsets, across: offsets.across + step },
      ArrowUp: { ...offsets, up: offsets.up + step },
      ArrowDown: { ...offsets, up: offsets.up - step },
      Escape: HOME,
    };
    const to = moves[event.key];
    if (!to || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    move(to);
  }

  return (
    <div
      role="application"
      aria-roledescription={latentWords.drag.role}
      aria-label={latentWords.drag.label(item.name, axes.across.name, axes.up.name)}
      aria-describedby={`drag-${item.id}`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys do what dragging does.
      tabIndex={0}
      className={clsx('relative touch-none select-none', isDragged ? 'cursor-grabbing' : 'cursor-grab', className)}
      onPointerDown={take}
      onPointerMove={drag}
      onPointerUp={release}
      onPointerCancel={release}
      onDoubleClick={() => move(HOME)}
      onKeyDown={press}
    >
      {children}
      <Crosshair offsets={offsets} isDragged={isDragged} />
      <output id={`drag-${item.id}`} className="sr-only">
        {latentWords.drag.offsets(axes.across.name, signed(offsets.across), axes.up.name, signed(offsets.up))}
      </output>
    </div>
  );
}

/** Where the cat is between its home, in the middle, and the ends of both directions. */
function Crosshair({ offsets: { across, up }, isDragged }: { readonly offsets: Offsets; readonly isDragged: boolean }) {
  const percent = (offset: number) => `${50 + (50 * Math.max(-REACH, Math.min(REACH, offset))) / REACH}%`;
  const isHome = across === 0 && up === 0;
  return (
    <span
      aria-hidden
      className={clsx(
        'pointer-events-none absolute inset-0 transition-opacity duration-300 [filter:drop-shadow(0_0_1px_rgb(0_0_0/0.6))]',
        isDragged ? 'opacity-90' : isHome ? 'opacity-0' : 'opacity-45',
      )}
    >
      <span className="absolute inset-y-0 w-px bg-white/60" style={{ left: percent(across) }} />
      <span className="absolute inset-x-0 h-px bg-white/60" style={{ top: percent(-up) }} />
      <span
        className="absolute size-4 -translate-1/2 rounded-full border-2 border-white"
        style={{ left: percent(across), top: percent(-up) }}
      />
    </span>
  );
}

const withinReach = (offset: number): number => Math.max(-REACH, Math.min(REACH, Math.round(offset * 100) / 100));

const signed = (value: number): string => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(1)}`;
