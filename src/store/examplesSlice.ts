import type { StateCreator } from 'zustand';
import type { LibraryItem } from './librarySlice.ts';
import type { StudioState } from './studio.ts';

/** What an example has, compared with the others, of whatever a direction is to be learnt for. */
export type Mark = 'more' | 'less';

export interface ExamplesSlice {
  /** Marks of library items; one without a mark is no example. */
  readonly marks: Readonly<Record<string, Mark>>;
  /** @param mark null takes the mark away */
  setMark(itemId: string, mark: Mark | null): void;
  clearMarks(): void;
  /** Whether the library shows nothing but examples. */
  readonly isOnlyMarkedShown: boolean;
  showOnlyMarked(isOnly: boolean): void;
}

export const createExamplesSlice: StateCreator<StudioState, [], [], ExamplesSlice> = (set) => ({
  marks: {},
  setMark: (itemId, mark) =>
    set((s) => {
      const { [itemId]: _, ...others } = s.marks;
      return { marks: mark ? { ...others, [itemId]: mark } : others };
    }),
  clearMarks: () => set({ marks: {}, isOnlyMarkedShown: false }),
  isOnlyMarkedShown: false,
  showOnlyMarked: (isOnlyMarkedShown) => set({ isOnlyMarkedShown }),
});

/** The items with that mark, in the library's order. */
export const markedItems = (items: readonly LibraryItem[], marks: ExamplesSlice['marks'], mark: Mark) =>
  items.filter(({ id }) => marks[id] === mark);

const NEXT: Readonly<Record<Mark | 'none', Mark | null>> = { none: 'more', more: 'less', less: null };

/** What pressing an example makes of its mark. */
export const nextMark = (mark: Mark | undefined): Mark | null => NEXT[mark ?? 'none'];
