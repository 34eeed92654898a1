import { Redo2, Undo2 } from 'lucide-react';
import { useStore } from 'zustand';
import { redo, undo } from '../actions/undo.ts';
import { useStudio } from '../store/studio.ts';
import { IconButton } from '../ui/Button.tsx';
import { pageWords } from '../words/pageWords.ts';

/** Undo and redo, for whatever was edited. */
export function HistoryButtons() {
  const canUndo = useStore(useStudio.temporal, (history) => history.pastStates.length > 0);
  const canRedo = useStore(useStudio.temporal, (history) => history.futureStates.length > 0);
  return (
    <>
      <IconButton label={pageWords.undo} disabled={!canUndo} onClick={undo}>
        <Undo2 />
      </IconButton>
      <IconButton label={pageWords.redo} disabled={!canRedo} onClick={redo}>
        <Redo2 />
      </IconButton>
    </>
  );
}
