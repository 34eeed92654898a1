import { endStep } from '../store/history.ts';

/** Keys pressed on one slider or field in such quick succession are one step. */
const SAME_STEP_MS = 1000;

/**
 * Divides what the user does into the steps of undo: one lasts from a press to the next. The whole drag of a slider is a
 * step, as are a key that is held and quick presses of keys on a slider or in a field.
 */
export function watchSteps(): void {
  let lastKey: { readonly target: EventTarget | null; readonly timeMs: number } = { target: null, timeMs: 0 };
  for (const type of ['pointerdown', 'click', 'change', 'drop', 'paste'] as const) {
    window.addEventListener(type, endStep, { capture: true });
  }
  window.addEventListener(
    'keydown',
    ({ target, timeStamp, repeat }) => {
      const isField = target instanceof Element && target.matches('[role=slider], input, textarea');
      const isQuick = target === lastKey.target && timeStamp - lastKey.timeMs < SAME_STEP_MS;
      lastKey = { target, timeMs: timeStamp };
      if (!repeat && !(isField && isQuick)) endStep();
    },
    { capture: true },
  );
}
