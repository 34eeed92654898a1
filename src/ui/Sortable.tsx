import {
  type Announcements,
  closestCenter,
  DndContext,
  KeyboardCode,
  KeyboardSensor,
  MouseSensor,
  TouchSensor,
  type UniqueIdentifier,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import { restrictToHorizontalAxis, restrictToVerticalAxis } from '@dnd-kit/modifiers';
import {
  horizontalListSortingStrategy,
  SortableContext,
  sortableKeyboardCoordinates,
  verticalListSortingStrategy,
} from '@dnd-kit/sortable';
import type { ReactNode } from 'react';
import { uiWords } from '../words/uiWords.ts';

interface SortableProps {
  readonly direction: 'across' | 'down';
  readonly ids: readonly string[];
  /** What a thing is called, for those who hear it move. */
  readonly nameOf: (id: string) => string;
  /** A thing was let go where another one stands. */
  readonly onMove: (id: string, toId: string) => void;
  readonly onDragging?: (isDragging: boolean) => void;
  /**
   * What is dragged does something else when it is pressed: then Enter is left for that, and a finger has to rest on it first,
   * so that it can also push the row. Default: false, as for a grip that is there for nothing else.
   */
  readonly isPressable?: boolean;
  /** What else can be done with a thing by key, as a sentence. */
  readonly moreInstructions?: string;
  /** Something with `useSortable` for each id, in their order. */
  readonly children: ReactNode;
}

/** Less than this is a click that slipped. */
const DRAG_PX = 5;
const TOUCH = {
  grip: { distance: DRAG_PX },
  pressable: { delay: 200, tolerance: 8 },
} as const;

const LIFTING_KEYS = {
  grip: [KeyboardCode.Space, KeyboardCode.Enter],
  pressable: [KeyboardCode.Space],
};
const OTHER_KEYS = {
  cancel: [KeyboardCode.Esc],
  end: [KeyboardCode.Space, KeyboardCode.Enter, KeyboardCode.Tab],
};

const LAYOUTS = {
  across: { strategy: horizontalListSortingStrategy, modifiers: [restrictToHorizontalAxis] },
  down: { strategy: verticalListSortingStrategy, modifiers: [restrictToVerticalAxis] },
};

/** Things in a row or a column that can be put in another order by mouse, touch and keyboard, and say where they are. */
export function Sortable(props: SortableProps) {
  const { direction, ids, nameOf, onMove, onDragging, isPressable = false, moreInstructions, children } = props;
  const kind = isPressable ? 'pressable' : 'grip';
  const sensors = useSensors(
    useSensor(MouseSensor, { activationConstraint: { distance: DRAG_PX } }),
    useSensor(TouchSensor, { activationConstraint: TOUCH[kind] }),
    useSensor(KeyboardSensor, {
      coordinateGetter: sortableKeyboardCoordinates,
      keyboardCodes: { ...OTHER_KEYS, start: LIFTING_KEYS[kind] },
    }),
  );
  const { strategy, modifiers } = LAYOUTS[direction];
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={closestCenter}
      modifiers={modifiers}
      accessibility={{
        announcements: announcementsOf(ids, nameOf),
        screenReaderInstructions: {
          draggable: [uiWords.sort.instructions, moreInstructions].filter(Boolean).join(' '),
        },
      }}
      onDragStart={() => onDragging?.(true)}
      onDragCancel={() => onDragging?.(false)}
      onDragEnd={({ active, over }) => {
        onDragging?.(false);
        if (over && over.id !== active.id) onMove(String(active.id), String(over.id));
      }}
    >
      <SortableContext items={[...ids]} strategy={strategy}>
        {children}
      </SortableContext>
    </DndContext>
  );
}

function announcementsOf(ids: readonly string[], nameOf: (id: string) => string): Announcements {
  type Say = (name: string, place: number, count: number) => string;
  const said = (say: Say, id: UniqueIdentifier, at = id) =>
    say(nameOf(String(id)), ids.indexOf(String(at)) + 1, ids.length);
  const pickedUp = (id: UniqueIdentifier) => said(uiWords.sort.pickedUp, id);
  return {
    onDragStart: ({ active }) => pickedUp(active.id),
    onDragOver({ active, over }) {
      if (!over) return undefined;
      // What has just been picked up lies over its own place: the first sentence stands.
      return over.id === active.id ? pickedUp(active.id) : said(uiWords.sort.isAt, active.id, over.id);
    },
    onDragEnd: ({ active, over }) => said(uiWords.sort.putDown, active.id, (over ?? active).id),
    onDragCancel: ({ active }) => said(uiWords.sort.isBack, active.id),
  };
}
