import type { DraggableAttributes, DraggableSyntheticListeners } from '@dnd-kit/core';
import { clsx } from 'clsx';
import { GripHorizontal, GripVertical, X } from 'lucide-react';
import type { LibraryItem } from '../../store/librarySlice.ts';
import { mixWords } from '../../words/mixWords.ts';
import { ItemName } from '../library/ItemName.tsx';
import { ItemPicture } from '../library/ItemPicture.tsx';

interface MarginPictureProps {
  readonly item: LibraryItem;
  /** Which margin it stands on. */
  readonly origin: 'source' | 'destination';
  readonly isLit: boolean;
  readonly onRemove: () => void;
  /** Of `useSortable`: what the handle is given. */
  readonly handle: {
    readonly setActivatorNodeRef: (element: HTMLElement | null) => void;
    readonly attributes: DraggableAttributes;
    readonly listeners: DraggableSyntheticListeners;
  };
}

const LIT = { source: 'outline-accent', destination: 'outline-ink' } as const;

const CORNER =
  'absolute top-1 grid size-6 place-items-center rounded-full bg-surface/90 opacity-0 shadow-sm transition-opacity ' +
  'group-hover:opacity-100 focus-visible:opacity-100 pointer-coarse:opacity-100';

/** An original on the margin of the grid: its name, a handle to move it along the margin, and a way out. */
export function MarginPicture({ item, origin, isLit, onRemove, handle }: MarginPictureProps) {
  const Grip = origin === 'source' ? GripHorizontal : GripVertical;
  const { onMouseDown } = handle.listeners ?? {};
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a mouse may drag the picture anywhere; the handle is for the rest.
    <div className="group relative cursor-grab active:cursor-grabbing" onMouseDown={onMouseDown as () => void}>
      <ItemPicture
        item={item}
        label={mixWords.margin[origin](item.name)}
        drawnSize={320}
        className={clsx(
          'rounded-xl outline-[3px] -outline-offset-1 transition-[outline-color] duration-150',
          isLit ? LIT[origin] : 'outline-transparent',
        )}
      />
      <span
        aria-hidden
        className="absolute bottom-1 left-1/2 w-max max-w-[calc(100%-0.5rem)] -translate-x-1/2 rounded-lg bg-surface/85 px-1.5 py-px text-[0.6875rem] font-medium"
      >
        <ItemName name={item.name} />
      </span>
      <button
        type="button"
        ref={handle.setActivatorNodeRef}
        {...handle.attributes}
        onKeyDown={handle.listeners?.onKeyDown as () => void}
        onTouchStart={handle.listeners?.onTouchStart as () => void}
        aria-label={
          origin === 'source' ? mixWords.margin.moveSource(item.name) : mixWords.margin.moveDestination(item.name)
        }
        title={mixWords.margin.move}
        className={clsx(CORNER, 'left-1 cursor-grab touch-none')}
      >
        <Grip className="size-3.5" />
      </button>
      <button
        type="button"
        aria-label={
          origin === 'source' ? mixWords.margin.removeSource(item.name) : mixWords.margin.removeDestination(item.name)
        }
        title={mixWords.margin.remove}
        onClick={onRemove}
        className={clsx(CORNER, 'right-1')}
      >
        <X className="size-3.5" />
      </button>
    </div>
  );
}
