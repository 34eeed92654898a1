import type { StateCreator } from 'zustand';
import type { Likeness } from '../image/likeness.ts';
import type { LibraryOrder, LikenessMeasure } from './libraryOrder.ts';
import type { StudioState } from './studio.ts';

/** How a cat and its reconstruction are put to each other. */
export const PAIR_VIEWS = ['sideBySide', 'slider', 'difference'] as const;
export type PairView = (typeof PAIR_VIEWS)[number];

export interface ComparisonSlice {
  readonly pairView: PairView;
  readonly libraryOrder: LibraryOrder;
  /** Which figure ranks the library, and stands on its cards. */
  readonly likenessMeasure: LikenessMeasure;
  /** By `itemKey`, of the model in use; null where the pictures could not be computed. */
  readonly likenesses: Readonly<Record<string, Likeness | null>>;
  setPairView(view: PairView): void;
  /** Also forgets which pictures could not be computed: they are tried again. */
  setLibraryOrder(order: LibraryOrder): void;
  setLikenessMeasure(measure: LikenessMeasure): void;
  setLikeness(itemKey: string, likeness: Likeness | null): void;
  clearLikenesses(): void;
}

export const createComparisonSlice: StateCreator<StudioState, [], [], ComparisonSlice> = (set) => ({
  pairView: 'sideBySide',
  libraryOrder: 'added',
  likenessMeasure: 'colour',
  likenesses: {},
  setPairView: (pairView) => set({ pairView }),
  setLibraryOrder: (libraryOrder) =>
    set((s) => ({
      libraryOrder,
      likenesses: Object.fromEntries(Object.entries(s.likenesses).filter(([, likeness]) => likeness)),
    })),
  setLikenessMeasure: (likenessMeasure) => set({ likenessMeasure }),
  setLikeness: (key, likeness) => set((s) => ({ likenesses: { ...s.likenesses, [key]: likeness } })),
  clearLikenesses: () => set({ likenesses: {} }),
});
