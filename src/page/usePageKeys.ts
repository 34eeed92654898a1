import { useEffect } from 'react';
import { pasteFiles } from '../actions/addFiles.ts';
import { pressedKey } from '../base/pressedKey.ts';
import { useStudio } from '../store/studio.ts';
import { shortcutOf } from './shortcuts.ts';
import { PAGE_TABS } from './tabs.tsx';

/** Listens for pasted photos, for the tabs' keys and for the shortcuts. */
export function usePageKeys(pickFiles: () => void): void {
  useEffect(() => {
    function paste(event: ClipboardEvent): void {
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length > 0) void pasteFiles(files);
    }
    function press(event: KeyboardEvent): void {
      const { tagName } = event.target as HTMLElement;
      const isTyping = tagName === 'INPUT' || tagName === 'TEXTAREA';
      if (isTyping || event.altKey) return;
      const { dialog, setTab, endPicking } = useStudio.getState();
      const shortcut = shortcutOf(event);
      if (event.ctrlKey || event.metaKey) {
        // The switches of a mixture that is shown large are those of the grid.
        if (!shortcut || (dialog && dialog.kind !== 'cell')) return;
        event.preventDefault();
        shortcut.run?.({ pickFiles });
        return;
      }
      if (dialog || tagName === 'SELECT') return; // letters choose an option
      if (event.key === 'Escape' && !event.defaultPrevented) endPicking(); // a menu has come first
      const tab = PAGE_TABS.find(({ key }) => key === pressedKey(event));
      if (tab) setTab(tab.id);
      else shortcut?.run?.({ pickFiles });
    }
    window.addEventListener('paste', paste);
    window.addEventListener('keydown', press);
    return () => {
      window.removeEventListener('paste', paste);
      window.removeEventListener('keydown', press);
    };
  }, [pickFiles]);
}
