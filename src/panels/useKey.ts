import { useEffect, useRef } from 'react';
import { pressedKey } from '../base/pressedKey.ts';
import { useStudio } from '../store/studio.ts';

/** Listens for a key while the component is on the page, unless somebody is typing or a dialog is open. */
export function useKey(key: string, action: () => void): void {
  const newest = useRef(action);
  newest.current = action;
  useEffect(() => {
    function press(event: KeyboardEvent): void {
      const { tagName } = event.target as HTMLElement;
      const isTyping = tagName === 'INPUT' || tagName === 'SELECT' || tagName === 'TEXTAREA';
      if (isTyping || useStudio.getState().dialog || event.ctrlKey || event.metaKey || event.altKey) return;
      if (pressedKey(event) === key) newest.current();
    }
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [key]);
}
