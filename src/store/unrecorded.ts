import { shallow } from 'zustand/shallow';
import { endStep, HISTORY_OPTIONS } from './history.ts';
import { useStudio } from './studio.ts';

/**
 * Makes a change that is the page's own and no step of the user's. If it touches what undo restores, the history begins
 * anew: the states before it fit the page no longer.
 */
export function unrecorded(change: () => void): void {
  const { temporal, getState } = useStudio;
  const undoable = () => HISTORY_OPTIONS.partialize!(getState());
  const before = undoable();
  temporal.getState().pause();
  try {
    change();
  } finally {
    temporal.getState().resume();
  }
  if (shallow(before, undoable())) return;
  endStep();
  temporal.getState().clear();
}
