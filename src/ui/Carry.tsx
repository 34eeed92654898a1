import {
  type Announcements,
  DndContext,
  DragOverlay,
  MouseSensor,
  type Over,
  pointerWithin,
  TouchSensor,
  useDndMonitor,
  useDraggable,
  useDroppable,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { uiWords } from '../words/uiWords.ts';
import { type Place, type PlaceData, type Press, useCarrying } from './carrying.ts';

interface CarryProps {
  /**
   * Something was picked up. @returns what is carried: itself, and others that go along
   */
  readonly onLift: (id: string, isByTouch: boolean) => readonly string[];
  /** What is carried is called so, for those who hear it. */
  readonly nameOf: (ids: readonly string[]) => string;
  /** How what is carried looks under the pointer. */
  readonly look: (ids: readonly string[]) => ReactNode;
}

/** Less than this is a click that slipped. */
const DRAG_PX = 5;
/** A finger that rests so long picks up; before that it pushes the list. */
const TOUCH = { delay: 400, tolerance: 10 };

/** The one thing that this library drags: whatever was pressed stands in for it. */
const CARRIED = 'carried';

interface Pressed {
  readonly id: string;
  readonly node: HTMLElement;
}

/** By the event that was the press. */
type Presses = WeakMap<Event, Pressed>;

/**
 * Things that are carried by mouse or finger (`useCarry`) from where they lie to `CarryPlace`s elsewhere on the page. By key each is
 * taken there from a menu of its own. `Sortable`, which puts things in order where they lie, has nothing to do with this.
 *
 * It stands beside the things and places instead of around them, since it comes after the first screen.
 */
export function Carry({ onLift, nameOf, look }: CarryProps) {
  const places = useCarrying((s) => s.places);
  const [presses] = useState<Presses>(() => new WeakMap());
  const [carried, setCarried] = useState<readonly string[]>([]);
  /** The same for the sentences, which are said before the page is drawn again, and once more when nothing is carried. */
  const spokenOf = useRef<readonly string[]>([]);
  const sensors = useSensors(
    useSensor(MouseSensor, { activationConstraint: { distance: DRAG_PX } }),
    useSensor(TouchSensor, { activationConstraint: TOUCH }),
  );
  useEffect(() => () => useCarrying.setState({ liftedId: null, overId: null }), []);
  function putDown(): void {
    setCarried([]);
    useCarrying.setState({ liftedId: null, overId: null });
  }
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={pointerWithin}
      accessibility={{ announcements: announcementsOf(() => nameOf(spokenOf.current)) }}
      onDragStart={({ activatorEvent }) => {
        const { id } = presses.get(activatorEvent)!;
        spokenOf.current = onLift(id, activatorEvent.type.startsWith('touch'));
        setCarried(spokenOf.current);
        useCarrying.setState({ liftedId: id });
      }}
      onDragOver={({ over }) => useCarrying.setState({ overId: over ? String(over.id) : null })}
      onDragCancel={putDown}
      onDragEnd={({ over }) => {
        if (over) placeOf(over).onTake(carried);
        putDown();
      }}
    >
      <Lifter presses={presses} />
      {places.map((place) => (
        <Taker key={place.id} place={place} />
      ))}
      <DragOverlay dropAnimation={null} className="pointer-events-none z-50">
        {carried.length > 0 && look(carried)}
      </DragOverlay>
    </DndContext>
  );
}

/** Takes presses on things, and stands where the one was that is carried. */
function Lifter({ presses }: { readonly presses: Presses }) {
  const { setNodeRef, listeners } = useDraggable({ id: CARRIED });
  useEffect(() => {
    const onPress = (press: Press, id: string, node: HTMLElement) => {
      presses.set(press.nativeEvent, { id, node });
      listeners?.[press.type === 'mousedown' ? 'onMouseDown' : 'onTouchStart']?.(press);
    };
    useCarrying.setState({ onPress });
    return () => useCarrying.setState({ onPress: null });
  }, [presses, listeners]);
  useDndMonitor({ onDragStart: ({ activatorEvent }) => setNodeRef(presses.get(activatorEvent)!.node) });
  return null;
}

/** Makes a place known as one that takes what is carried. */
function Taker({ place: { id, node, data } }: { readonly place: Place }) {
  const { setNodeRef } = useDroppable({ id, data });
  useLayoutEffect(() => setNodeRef(node), [setNodeRef, node]);
  return null;
}

const placeOf = (over: Over): PlaceData => (over.data.current as Place['data']).current;

const announcementsOf = (name: () => string): Announcements => ({
  onDragStart: () => uiWords.carry.pickedUp(name()),
  onDragOver: ({ over }) => (over ? uiWords.carry.over(name(), placeOf(over).title) : uiWords.carry.pickedUp(name())),
  onDragEnd: ({ over }) => (over ? uiWords.carry.added(name(), placeOf(over).title) : uiWords.carry.putBack(name())),
  onDragCancel: () => uiWords.carry.putBack(name()),
});
