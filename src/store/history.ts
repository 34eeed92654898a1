import type { ZundoOptions } from 'zundo';
import { shallow } from 'zustand/shallow';
import type { StudioState } from './studio.ts';

/** What undo and redo restore: everything that a user edits in the panels. */
const UNDOABLE = [
  'items',
  'sources',
  'rows',
  'directions',
  'marks',
  'latent',
  'layerTrial',
  'morph',
  'family',
  'couple',
  'surprise',
] as const satisfies readonly (keyof StudioState)[];

export type UndoableState = Pick<StudioState, (typeof UNDOABLE)[number]>;

/** Steps that can be undone. */
const LIMIT = 200;

/** Whether the newest step is still being made: a drag changes the state many times, and is one step. */
let isStepOpen = false;

/** Whatever changes from now on belongs to another step. */
export const endStep = (): void => {
  isStepOpen = false;
};

/** The part of the state that undo and redo restore. */
export const undoableOf = (state: StudioState): UndoableState =>
  Object.fromEntries(UNDOABLE.map((key) => [key, state[key]])) as UndoableState;

export const HISTORY_OPTIONS: ZundoOptions<StudioState, UndoableState> = {
  partialize: undoableOf,
  equality: shallow,
  limit: LIMIT,
  handleSet: (record) => (pastState, replace) => {
    if (isStepOpen) return;
    isStepOpen = true;
    record(pastState, replace as false);
  },
};
