import { temporal } from 'zundo';
import { create } from 'zustand';
import { type BlockTrialSlice, createBlockTrialSlice } from './blockTrialSlice.ts';
import { type ComparisonSlice, createComparisonSlice } from './comparisonSlice.ts';
import { createDirectionsSlice, type DirectionsSlice } from './directionsSlice.ts';
import { createDragSlice, type DragSlice } from './dragSlice.ts';
import { createExamplesSlice, type ExamplesSlice } from './examplesSlice.ts';
import { createFamilySlice, type FamilySlice } from './familySlice.ts';
import { HISTORY_OPTIONS } from './history.ts';
import { createLatentSlice, type LatentSlice } from './latentSlice.ts';
import { createLibrarySlice, type LibrarySlice } from './librarySlice.ts';
import { createLookSlice, type LookSlice } from './lookSlice.ts';
import { createMixSlice, type MixSlice } from './mixSlice.ts';
import { createModelSlice, type ModelSlice } from './modelSlice.ts';
import { createMorphSlice, type MorphSlice } from './morphSlice.ts';
import { createPickSlice, type PickSlice } from './pickSlice.ts';
import { createRivalSlice, type RivalSlice } from './rivalSlice.ts';
import { createSessionSlice, type SessionSlice } from './sessionSlice.ts';
import { createViewSlice, type ViewSlice } from './viewSlice.ts';

export type StudioState = ModelSlice &
  LibrarySlice &
  PickSlice &
  MixSlice &
  DirectionsSlice &
  ExamplesSlice &
  LatentSlice &
  DragSlice &
  ComparisonSlice &
  LookSlice &
  BlockTrialSlice &
  RivalSlice &
  MorphSlice &
  FamilySlice &
  SessionSlice &
  ViewSlice;

/**
 * The page's one store: intent, and the arrays that belong to it (axes of directions, styles of made cats), which nobody
 * changes: undo keeps references to them, and copies nothing. Pixels and photos are in the room of the pictures.
 */
export const useStudio = create<StudioState>()(
  temporal(
    (...a) => ({
      ...createModelSlice(...a),
      ...createLibrarySlice(...a),
      ...createPickSlice(...a),
      ...createMixSlice(...a),
      ...createDirectionsSlice(...a),
      ...createExamplesSlice(...a),
      ...createLatentSlice(...a),
      ...createDragSlice(...a),
      ...createMorphSlice(...a),
      ...createFamilySlice(...a),
      ...createComparisonSlice(...a),
      ...createLookSlice(...a),
      ...createBlockTrialSlice(...a),
      ...createRivalSlice(...a),
      ...createSessionSlice(...a),
      ...createViewSlice(...a),
    }),
    HISTORY_OPTIONS,
  ),
);
