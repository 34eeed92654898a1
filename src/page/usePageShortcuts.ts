import { useEffect } from 'react';
import { addFiles } from '../actions/addFiles.ts';
import { addRandomCat } from '../actions/library.ts';
import { nextView } from '../actions/reconstruct.ts';
import { redo, undo } from '../actions/undo.ts';
import { useStudio } from '../store/studio.ts';
import { TABS } from '../store/viewSlice.ts';

/** Keys that work anywhere on the page, as the help dialog lists them. */
export const SHORTCUTS = [
  { keys: '1–5', does: 'Open Reconstruct, Mix, Latent, Morph, Kittens' },
  { keys: 'A', does: 'Add photos' },
  { keys: 'Ctrl V', does: 'Paste a photo' },
  { keys: 'R', does: 'Dream up a random cat' },
  { keys: 'C', does: 'Open the cat mirror (your camera)' },
  { keys: 'V', does: 'Next view: of a pair on Reconstruct, of the layers on Mix' },
  { keys: 'Ctrl Z', does: 'Undo' },
  { keys: 'Ctrl Shift Z', does: 'Redo, as does Ctrl Y' },
  { keys: '← ↑ → ↓', does: 'Mix: move between switches and pictures' },
  { keys: 'Space', does: 'On a switch: flip it; on a picture: see it large' },
  { keys: 'S D', does: 'On a switch: take the layer from the source, from the destination' },
  { keys: 'Shift ↑ ↓', does: 'On a switch: 10% more or less from the source' },
  { keys: 'Ctrl C', does: 'In a row of the grid: copy its switches, as text too' },
  { keys: 'Ctrl V', does: 'In a row of the grid: paste switches, also as text, SDDDD or S,D,0.5,D,D' },
  { keys: 'Space ← ↑ → ↓', does: 'On the handle of a source or a destination: pick it up, move it, let go' },
  { keys: '← ↑ → ↓', does: 'On the picture of Latent: move the cat along two directions, with Shift faster' },
  { keys: 'Esc', does: 'On the picture of Latent: bring the cat home' },
  { keys: 'P', does: 'Morph: play or pause' },
  { keys: 'Space Delete', does: 'On a picture of the timeline: lift it, take it off' },
  { keys: 'N', does: 'Kittens: another litter' },
  { keys: '?', does: 'This list' },
] as const;

/** Listens for pasted photos and for the keys of the list above. */
export function usePageShortcuts(pickFiles: () => void): void {
  useEffect(() => {
    function paste(event: ClipboardEvent): void {
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length > 0) void addFiles(files);
    }
    function press(event: KeyboardEvent): void {
      const { tagName } = event.target as HTMLElement;
      const isTyping = tagName === 'INPUT' || tagName === 'TEXTAREA';
      const { dialog, modelJob, setTab, openDialog } = useStudio.getState();
      if (isTyping || event.altKey) return;
      if (event.ctrlKey || event.metaKey) {
        // The switches of a mixture that is shown large are those of the grid.
        if (!dialog || dialog.kind === 'cell') travelInHistory(event);
        return;
      }
      if (dialog || tagName === 'SELECT') return; // letters choose an option
      const tab = TABS[Number(event.key) - 1];
      if (tab) setTab(tab);
      else if (event.key === 'a') pickFiles();
      else if (event.key === 'r' && modelJob.state === 'done') addRandomCat();
      else if (event.key === 'c') openDialog({ kind: 'mirror' });
      else if (event.key === 'v') nextView();
      else if (event.key === '?') openDialog({ kind: 'help' });
    }
    window.addEventListener('paste', paste);
    window.addEventListener('keydown', press);
    return () => {
      window.removeEventListener('paste', paste);
      window.removeEventListener('keydown', press);
    };
  }, [pickFiles]);
}

/** Undo and redo, where Ctrl or Cmd is down. */
function travelInHistory(event: KeyboardEvent): void {
  const key = event.key.toLowerCase();
  if (key !== 'z' && key !== 'y') return;
  event.preventDefault();
  if (key === 'y' || event.shiftKey) redo();
  else undo();
}
