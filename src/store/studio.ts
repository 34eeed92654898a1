import { temporal } from 'zundo';
import { create } from 'zustand';
import { type ComparisonSlice, createComparisonSlice } from './comparisonSlice.ts';
import { HISTORY_OPTIONS } from './history.ts';
import { createLatentSlice, type LatentSlice } from './latentSlice.ts';
import { createLayersSlice, type LayersSlice } from './layersSlice.ts';
import { createLibrarySlice, type LibrarySlice } from './librarySlice.ts';
import { createMixSlice, type MixSlice } from './mixSlice.ts';
import { createModelSlice, type ModelSlice } from './modelSlice.ts';
import { createViewSlice, type ViewSlice } from './viewSlice.ts';

export type StudioState = ModelSlice &
  LibrarySlice &
  MixSlice &
  LatentSlice &
  ComparisonSlice &
  LayersSlice &
  ViewSlice;

/** The page's one store: intent only. Pixels and latents are in `assets` and `renderings`. */
export const useStudio = create<StudioState>()(
  temporal(
    (...a) => ({
      ...createModelSlice(...a),
      ...createLibrarySlice(...a),
      ...createMixSlice(...a),
      ...createLatentSlice(...a),
      ...createComparisonSlice(...a),
      ...createLayersSlice(...a),
      ...createViewSlice(...a),
    }),
    HISTORY_OPTIONS,
  ),
);
