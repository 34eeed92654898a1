import type { StateCreator } from 'zustand';
import type { ListedDirection } from './directionsSlice.ts';
import type { StudioState } from './studio.ts';

/** Ids of the directions along which a picture is dragged; null, or one that is on the list no more, leaves the choice to the page. */
export interface DragAxes {
  /** Left to right. */
  readonly across: string | null;
  /** Bottom to top. */
  readonly up: string | null;
}

export interface DragSlice {
  readonly dragAxes: DragAxes;
  setDragAxes(change: Partial<DragAxes>): void;
}

export const createDragSlice: StateCreator<StudioState, [], [], DragSlice> = (set) => ({
  dragAxes: { across: null, up: null },
  setDragAxes: (change) => set((s) => ({ dragAxes: { ...s.dragAxes, ...change } })),
});

/**
 * The two directions that dragging follows: those chosen, else the first of the list that the other axis has not. Null where the
 * list has fewer than two.
 */
export function chosenAxes(
  directions: readonly ListedDirection[],
  { across, up }: DragAxes,
): { readonly across: ListedDirection; readonly up: ListedDirection } | null {
  const find = (id: string | null) => directions.find((direction) => direction.id === id);
  const free = (other: ListedDirection | undefined) => directions.find((direction) => direction !== other);
  const chosenUp = find(up);
  const first = find(across) ?? free(chosenUp);
  const second = chosenUp && chosenUp !== first ? chosenUp : free(first);
  return first && second ? { across: first, up: second } : null;
}
