import {
  type Announcements,
  closestCenter,
  DndContext,
  type DragEndEvent,
  KeyboardSensor,
  type Modifier,
  MouseSensor,
  TouchSensor,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import {
  horizontalListSortingStrategy,
  SortableContext,
  sortableKeyboardCoordinates,
  verticalListSortingStrategy,
} from '@dnd-kit/sortable';
import type { ReactNode } from 'react';

interface SortableMarginProps {
  readonly direction: 'across' | 'down';
  readonly ids: readonly string[];
  /** What a thing is called, for those who hear it move. */
  readonly nameOf: (id: string) => string;
  /** A thing was let go where another one stands. */
  readonly onMove: (id: string, toId: string) => void;
  readonly onDragging?: (isDragging: boolean) => void;
  readonly children: ReactNode;
}

/** Less than this is a click that slipped. */
const DRAG_PX = 5;

const ACROSS: readonly Modifier[] = [({ transform }) => ({ ...transform, y: 0 })];
const DOWN: readonly Modifier[] = [({ transform }) => ({ ...transform, x: 0 })];

const INSTRUCTIONS =
  'Press space to pick it up, the arrow keys to move it, space again to let go, escape to put it back.';

/** Things in a row or a column that can be put in another order, by mouse, touch and keyboard: `useSortable` in each. */
export function SortableMargin({ direction, ids, nameOf, onMove, onDragging, children }: SortableMarginProps) {
  const sensors = useSensors(
    useSensor(MouseSensor, { activationConstraint: { distance: DRAG_PX } }),
    useSensor(TouchSensor, { activationConstraint: { distance: DRAG_PX } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  function end({ active, over }: DragEndEvent): void {
    onDragging?.(false);
    if (over && over.id !== active.id) onMove(String(active.id), String(over.id));
  }
  const isAcross = direction === 'across';
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={closestCenter}
      modifiers={[...(isAcross ? ACROSS : DOWN)]}
      accessibility={{
        announcements: announcementsOf(ids, nameOf),
        screenReaderInstructions: { draggable: INSTRUCTIONS },
      }}
      onDragStart={() => onDragging?.(true)}
      onDragCancel={() => onDragging?.(false)}
      onDragEnd={end}
    >
      <SortableContext
        items={[...ids]}
        strategy={isAcross ? horizontalListSortingStrategy : verticalListSortingStrategy}
      >
        {children}
      </SortableContext>
    </DndContext>
  );
}

function announcementsOf(ids: readonly string[], nameOf: (id: string) => string): Announcements {
  const name = ({ id }: { readonly id: string | number }) => nameOf(String(id));
  const place = ({ id }: { readonly id: string | number }) => `${ids.indexOf(String(id)) + 1} of ${ids.length}`;
  return {
    onDragStart: ({ active }) => `${name(active)} picked up, ${place(active)}.`,
    onDragOver: ({ active, over }) => (over ? `${name(active)} at ${place(over)}.` : undefined),
    onDragEnd: ({ active, over }) => `${name(active)} let go${over ? `, ${place(over)}` : ''}.`,
    onDragCancel: ({ active }) => `${name(active)} is back in its place.`,
  };
}
