import { endStep } from '../store/history.ts';
import { useStudio } from '../store/studio.ts';

/** Takes the newest step back. */
export const undo = (): void => travel('undo');

/** Takes the newest undone step again. */
export const redo = (): void => travel('redo');

function travel(direction: 'undo' | 'redo'): void {
  endStep();
  useStudio.temporal.getState()[direction]();
  useStudio.getState().mendReferences();
}
