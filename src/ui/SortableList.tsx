import {
  type Announcements,
  closestCenter,
  DndContext,
  KeyboardSensor,
  PointerSensor,
  type UniqueIdentifier,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import {
  SortableContext,
  sortableKeyboardCoordinates,
  useSortable,
  verticalListSortingStrategy,
} from '@dnd-kit/sortable';
import { CSS } from '@dnd-kit/utilities';
import { GripVertical } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from './classNames.ts';

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

const INSTRUCTIONS =
  'Press Space to pick up, the arrow keys to move, Space again to put down, Escape to put back where it was.';

/** Rows that are put in order by dragging their grips, or with the keyboard. */
export function SortableList({ ids, nameOf, onMove, children, className }: SortableListProps) {
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const said = (id: UniqueIdentifier) => nameOf(String(id));
  const place = (id: UniqueIdentifier) => `place ${ids.indexOf(String(id)) + 1} of ${ids.length}`;
  const pickedUp = (id: UniqueIdentifier) => `${said(id)} is picked up, from ${place(id)}.`;
  const announcements: Announcements = {
    onDragStart: ({ active }) => pickedUp(active.id),
    onDragOver({ active, over }) {
      if (!over) return undefined;
      // A row that has just been picked up lies over its own place: the first sentence stands.
      return over.id === active.id ? pickedUp(active.id) : `${said(active.id)} is at ${place(over.id)}.`;
    },
    onDragEnd: ({ active, over }) => `${said(active.id)} is put down at ${place((over ?? active).id)}.`,
    onDragCancel: ({ active }) => `${said(active.id)} is back at ${place(active.id)}.`,
  };
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={closestCenter}
      accessibility={{ announcements, screenReaderInstructions: { draggable: INSTRUCTIONS } }}
      onDragEnd={({ active, over }) => {
        if (over && over.id !== active.id) onMove(String(active.id), String(over.id));
      }}
    >
      <SortableContext items={[...ids]} strategy={verticalListSortingStrategy}>
        <ol className={className}>{children}</ol>
      </SortableContext>
    </DndContext>
  );
}

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
      className={classNames(
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
        aria-label={`Move ${name}`}
        className="grid w-6 shrink-0 cursor-grab touch-none place-items-center rounded-lg text-line-strong hover:bg-sunken hover:text-ink active:cursor-grabbing"
      >
        <GripVertical className="size-4" />
      </button>
      <div className="@container min-w-0 grow">{children}</div>
    </li>
  );
}
