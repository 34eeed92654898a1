import { temporal } from 'zundo';
import { create } from 'zustand';
import { createDirectionsSlice, type DirectionsSlice } from './directionsSlice.ts';
import { HISTORY_OPTIONS, type UndoableState } from './history.ts';
import { createLatentSlice, type LatentSlice } from './latentSlice.ts';
import { createLibrarySlice, type LibrarySlice } from './librarySlice.ts';
import { createMixSlice, type MixSlice } from './mixSlice.ts';
import { createModelSlice, type ModelSlice } from './modelSlice.ts';
import { createViewSlice, type ViewSlice } from './viewSlice.ts';

export type StudioState = ModelSlice & LibrarySlice & MixSlice & DirectionsSlice & LatentSlice & ViewSlice;

/** The page's one store: intent only. Pixels and latents are in `assets` and `renderings`. */
export const useStudio = create<StudioState>()(
  temporal(
    (...a) => ({
      ...createModelSlice(...a),
      ...createLibrarySlice(...a),
      ...createMixSlice(...a),
      ...createDirectionsSlice(...a),
      ...createLatentSlice(...a),
      ...createViewSlice(...a),
    }),
    HISTORY_OPTIONS,
  ),
);

/** Sets what is no doing of the user's: undo and redo find it as it is now, however far they go. */
export function setUnrecorded(change: Partial<UndoableState>): void {
  const { pause, resume, pastStates, futureStates } = useStudio.temporal.getState();
  pause();
  useStudio.setState(change);
  resume();
  const amend = (state: Partial<UndoableState>) => ({ ...state, ...change });
  useStudio.temporal.setState({ pastStates: pastStates.map(amend), futureStates: futureStates.map(amend) });
}
