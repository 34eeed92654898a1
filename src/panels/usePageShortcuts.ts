import { useEffect } from 'react';
import { addFiles } from '../actions/addFiles.ts';
import { addRandomCat } from '../actions/addRandomCat.ts';
import { nextView } from '../actions/nextView.ts';
import { useStudio } from '../store/studio.ts';
import { TABS } from '../store/viewSlice.ts';

/** Keys that work anywhere on the page, as the help dialog lists them. */
export const SHORTCUTS = [
  { keys: '1 to 5', does: 'Open Reconstruct, Mix, Latent, Morph, Kittens' },
  { keys: 'A', does: 'Add photos' },
  { keys: 'R', does: 'Dream up a random cat' },
  { keys: 'C', does: 'Open the cat mirror (your camera)' },
  { keys: 'V', does: 'Next view: of a pair on Reconstruct, of the layers on Mix' },
  { keys: 'Ctrl V', does: 'Paste a photo' },
  { keys: '← ↑ → ↓', does: 'Move between switches and pictures of the grid' },
  { keys: 'S D', does: 'On a switch: take the layer from the source, from the destination' },
  { keys: 'Space', does: 'On a switch: flip it; on a picture: see it large' },
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
      const isTyping = tagName === 'INPUT' || tagName === 'SELECT' || tagName === 'TEXTAREA';
      const { dialog, modelJob, setTab, openDialog } = useStudio.getState();
      if (isTyping || dialog || event.ctrlKey || event.metaKey || event.altKey) return;
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
