import {
  type Announcements,
  DndContext,
  DragOverlay,
  MouseSensor,
  pointerWithin,
  TouchSensor,
  useDndContext,
  useDraggable,
  useDroppable,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import { clsx } from 'clsx';
import { type ReactNode, useRef, useState } from 'react';
import { uiWords } from '../words/uiWords.ts';

interface CarryProps {
  /**
   * Something was picked up. @returns what is carried: itself, and others that go along
   */
  readonly onLift: (id: string, isByTouch: boolean) => readonly string[];
  /** What is carried is called so, for those who hear it. */
  readonly nameOf: (ids: readonly string[]) => string;
  /** How what is carried looks under the pointer. */
  readonly look: (ids: readonly string[]) => ReactNode;
  readonly children: ReactNode;
}

/** Less than this is a click that slipped. */
const DRAG_PX = 5;
/** A finger that rests so long picks up; before that it pushes the list. */
const TOUCH = { delay: 400, tolerance: 10 };

/** What a `CarryPlace` says of itself. */
interface PlaceData {
  readonly title: string;
  readonly onTake: (ids: readonly string[]) => void;
}

/**
 * Things that are carried by mouse or finger from where they lie to `CarryPlace`s elsewhere on the page. By key each is taken
 * there from a menu of its own. `Sortable`, which puts things in order where they lie, has nothing to do with this.
 */
export function Carry({ onLift, nameOf, look, children }: CarryProps) {
  const [carried, setCarried] = useState<readonly string[]>([]);
  /** The same for the sentences, which are said before the page is drawn again, and once more when nothing is carried. */
  const spokenOf = useRef<readonly string[]>([]);
  const sensors = useSensors(
    useSensor(MouseSensor, { activationConstraint: { distance: DRAG_PX } }),
    useSensor(TouchSensor, { activationConstraint: TOUCH }),
  );
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={pointerWithin}
      accessibility={{ announcements: announcementsOf(() => nameOf(spokenOf.current)) }}
      onDragStart={({ active, activatorEvent }) => {
        spokenOf.current = onLift(String(active.id), activatorEvent.type.startsWith('touch'));
        setCarried(spokenOf.current);
      }}
      onDragCancel={() => setCarried([])}
      onDragEnd={({ over }) => {
        if (over) placeOf(over).onTake(carried);
        setCarried([]);
      }}
    >
      {children}
      <DragOverlay dropAnimation={null} className="pointer-events-none z-50">
        {carried.length > 0 && look(carried)}
      </DragOverlay>
    </DndContext>
  );
}

const placeOf = (over: { readonly data: { readonly current: unknown } }): PlaceData => over.data.current as PlaceData;

const announcementsOf = (name: () => string): Announcements => ({
  onDragStart: () => uiWords.carry.pickedUp(name()),
  onDragOver: ({ over }) => (over ? uiWords.carry.over(name(), placeOf(over).title) : uiWords.carry.pickedUp(name())),
  onDragEnd: ({ over }) => (over ? uiWords.carry.added(name(), placeOf(over).title) : uiWords.carry.putBack(name())),
  onDragCancel: () => uiWords.carry.putBack(name()),
});

/** Makes something that can be carried. Only its listeners: by key it does what it always did. */
export function useCarry(id: string) {
  const { setNodeRef, listeners, isDragging } = useDraggable({ id });
  return { setNodeRef, listeners, isCarried: isDragging };
}

interface CarryPlaceProps extends PlaceData {
  readonly id: string;
  readonly className?: string;
  readonly children: ReactNode;
}

/** Where things can be carried to; it says so as long as something is. */
export function CarryPlace({ id, title, onTake, className, children }: CarryPlaceProps) {
  const { setNodeRef, isOver } = useDroppable({ id, data: { title, onTake } satisfies PlaceData });
  const isCarrying = useDndContext().active !== null;
  return (
    <div ref={setNodeRef} className={clsx('relative', className)}>
      {children}
      {isCarrying && (
        <div
          aria-hidden
          className={clsx(
            'pointer-events-none absolute inset-0 z-10 flex items-center justify-center rounded-2xl outline-2 -outline-offset-2 outline-dashed',
            isOver ? 'bg-accent/25 outline-accent' : 'outline-line-strong',
          )}
        >
          <span
            className={clsx(
              'rounded-full px-3 py-1 text-sm font-semibold shadow-card',
              isOver ? 'bg-accent text-on-accent' : 'bg-surface text-ink',
            )}
          >
            {title}
          </span>
        </div>
      )}
    </div>
  );
}
