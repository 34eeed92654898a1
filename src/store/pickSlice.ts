import type { StateCreator } from 'zustand';
import type { LibraryItem } from './librarySlice.ts';
import type { StudioState } from './studio.ts';

/** Several cats of the library at once, for something that is to be done with all of them. */
export interface PickSlice {
  /** In the order in which they were picked; null while nobody picks any. */
  readonly pickedIds: readonly string[] | null;
  /** Picks these and no others; none is a beginning. */
  pick(ids: readonly string[]): void;
  /** Picks one more, or lets it go. */
  togglePick(id: string): void;
  /**
   * Picks all from the cat that was picked last, or the selected one, to this one.
   * @param shownIds the library as it is shown
   */
  pickThrough(id: string, shownIds: readonly string[]): void;
  endPicking(): void;
}

export const createPickSlice: StateCreator<StudioState, [], [], PickSlice> = (set) => ({
  pickedIds: null,
  pick: (pickedIds) => set({ pickedIds }),
  togglePick: (id) =>
    set(({ pickedIds }) => ({
      pickedIds: pickedIds?.includes(id) ? pickedIds.filter((picked) => picked !== id) : [...(pickedIds ?? []), id],
    })),
  pickThrough: (id, shownIds) =>
    set(({ pickedIds, selectedId }) => {
      const from = shownIds.indexOf(pickedIds?.at(-1) ?? selectedId ?? id);
      const to = shownIds.indexOf(id);
      const stretch = shownIds.slice(Math.min(from < 0 ? to : from, to), Math.max(from, to) + 1);
      return { pickedIds: [...new Set([...(pickedIds ?? []), ...(to < from ? stretch.toReversed() : stretch)])] };
    }),
  endPicking: () => set({ pickedIds: null }),
});

/** The cats that are picked, in that order. */
export const pickedItems = ({ items, pickedIds }: Pick<StudioState, 'items' | 'pickedIds'>): readonly LibraryItem[] =>
  (pickedIds ?? []).flatMap((id) => items.find((item) => item.id === id) ?? []);

/** What is left of picked cats when only some are there; without any, picking is over. */
export function leftOfPicked(
  pickedIds: readonly string[] | null,
  items: readonly LibraryItem[],
): readonly string[] | null {
  if (!pickedIds || pickedIds.every((id) => items.some((item) => item.id === id))) return pickedIds;
  const left = pickedIds.filter((id) => items.some((item) => item.id === id));
  return left.length > 0 ? left : null;
}
