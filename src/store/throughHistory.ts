import type { UndoableState } from './history.ts';
import { useStudio } from './studio.ts';

/**
 * Sets what is no doing of the user's and was not there before: undo and redo find it as it is now, however far they go, and
 * the steps in between stay.
 */
export function setThroughHistory(change: Partial<UndoableState>): void {
  const { pause, resume, pastStates, futureStates } = useStudio.temporal.getState();
  pause();
  useStudio.setState(change);
  resume();
  const amend = (state: Partial<UndoableState>) => ({ ...state, ...change });
  useStudio.temporal.setState({ pastStates: pastStates.map(amend), futureStates: futureStates.map(amend) });
}
