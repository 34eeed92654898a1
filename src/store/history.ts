import type { ZundoOptions } from 'zundo';
import { shallow } from 'zustand/shallow';
import type { StudioState } from './studio.ts';

/** What undo and redo restore: everything that a user edits in the panels. */
const UNDOABLE = [
  'sources',
  'rows',
  'editedRowId',
  'latent',
  'layerTrial',
] as const satisfies readonly (keyof StudioState)[];

type UndoableState = Pick<StudioState, (typeof UNDOABLE)[number]>;

/** Steps that can be undone. */
const LIMIT = 200;

export const HISTORY_OPTIONS: ZundoOptions<StudioState, UndoableState> = {
  partialize: (state) => Object.fromEntries(UNDOABLE.map((key) => [key, state[key]])) as UndoableState,
  equality: shallow,
  limit: LIMIT,
};
