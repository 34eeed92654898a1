import { shallow } from 'zustand/shallow';
import { endStep, type UndoableState, undoableOf } from './history.ts';
import { useStudio } from './studio.ts';

/*
 * What the page changes by itself is no step of the user's, and undo does not take it back. There are two ways, by what
 * becomes of the steps before: `beginHistoryAnew` where they fit the page no longer (another model has taken over),
 * `changeThroughHistory` where they stay (the directions have arrived).
 */

/** Makes a change after which nothing before it can be undone; if it touches nothing that undo restores, the steps stay. */
export function beginHistoryAnew(change: () => void): void {
  const before = undoableOf(useStudio.getState());
  withoutRecording(change);
  if (shallow(before, undoableOf(useStudio.getState()))) return;
  endStep();
  useStudio.temporal.getState().clear();
}

/**
 * Sets what was not there before: undo and redo find it as it is now, however far they go, and the steps in between stay.
 */
export function changeThroughHistory(change: Partial<UndoableState>): void {
  withoutRecording(() => useStudio.setState(change));
  const { pastStates, futureStates } = useStudio.temporal.getState();
  const amend = (state: Partial<UndoableState>) => ({ ...state, ...change });
  useStudio.temporal.setState({ pastStates: pastStates.map(amend), futureStates: futureStates.map(amend) });
}

/** Notes something about what is there, which is no step: what undo brings back may lack it. */
export const noteAside = (change: () => void): void => withoutRecording(change);

function withoutRecording(change: () => void): void {
  const { pause, resume } = useStudio.temporal.getState();
  pause();
  try {
    change();
  } finally {
    resume();
  }
}
