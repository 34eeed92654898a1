import { useSortable } from '@dnd-kit/sortable';
import { CSS } from '@dnd-kit/utilities';
import { clsx } from 'clsx';
import { GripVertical } from 'lucide-react';
import type { ReactNode } from 'react';
import { uiWords } from '../words/uiWords.ts';
import { Sortable } from './Sortable.tsx';

interface SortableListProps {
  readonly ids: readonly string[];
  /** For those who cannot see where a row goes. */
  readonly nameOf: (id: string) => string;
  /** Puts a row where another one stands. */
  readonly onMove: (id: string, toId: string) => void;
  /** A `SortableRow` for each id, in their order. */
  readonly children: ReactNode;
  readonly className?: string;
}

/** Rows that are put in order by dragging their grips, or with the keyboard. */
export const SortableList = ({ children, className, ...order }: SortableListProps) => (
  <Sortable direction="down" {...order}>
    <ol className={className}>{children}</ol>
  </Sortable>
);

interface SortableRowProps {
  readonly id: string;
  readonly name: string;
  readonly children: ReactNode;
  readonly className?: string;
}

/** A row of a `SortableList`, with its grip before it. */
export function SortableRow({ id, name, children, className }: SortableRowProps) {
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, transform, transition, isDragging } = useSortable({
    id,
  });
  return (
    <li
      ref={setNodeRef}
      style={{ transform: CSS.Translate.toString(transform), transition }}
      className={clsx(
        'flex items-stretch gap-1',
        isDragging && 'relative z-10 rounded-2xl bg-raised shadow-card',
        className,
      )}
    >
      <button
        type="button"
        ref={setActivatorNodeRef}
        {...attributes}
        {...listeners}
        aria-label={uiWords.sort.move(name)}
        className="grid w-6 shrink-0 cursor-grab touch-none place-items-center rounded-lg text-line-strong hover:bg-sunken hover:text-ink active:cursor-grabbing"
      >
        <GripVertical className="size-4" />
      </button>
      <div className="@container min-w-0 grow">{children}</div>
    </li>
  );
}
