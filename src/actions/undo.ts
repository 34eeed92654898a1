import { endStep } from '../store/history.ts';
import { useStudio } from '../store/studio.ts';
import type { NoticeOffer } from '../words/notice.ts';
import { noticeWords } from '../words/noticeWords.ts';

/** Takes the newest step back. */
export const undo = (): void => travel('undo');

/** Takes the newest undone step again. */
export const redo = (): void => travel('redo');

function travel(direction: 'undo' | 'redo'): void {
  endStep();
  useStudio.temporal.getState()[direction]();
  useStudio.getState().mendReferences();
}

/** Offers to take the step back that has just been made, for as long as it is the newest. */
export function offerUndo(): NoticeOffer {
  const newestStep = () => useStudio.temporal.getState().pastStates.at(-1);
  endStep();
  const step = newestStep();
  return {
    text: noticeWords.undo.offer,
    accept: () => {
      if (newestStep() === step) return undo();
      useStudio.getState().notify(noticeWords.undo.passed);
    },
  };
}
