import { useEffect } from 'react';
import { useStudio } from '../store/studio.ts';
import { pageWords } from '../words/pageWords.ts';

/** What a picture of another page is dragged as, without its file. */
const LINK_TYPES = ['text/uri-list', 'text/html', 'text/x-moz-url'];

/** Says what to do with a picture that is dragged here from another page: only its address arrives, and nothing is fetched. */
export function useForeignDrops(): void {
  useEffect(() => {
    let isOwn = false; // what is dragged began on this page
    const begin = () => {
      isOwn = true;
    };
    const end = () => {
      isOwn = false;
    };
    const isLink = ({ dataTransfer }: DragEvent) =>
      !isOwn && LINK_TYPES.some((type) => dataTransfer?.types.includes(type)) && !dataTransfer?.files.length;
    function over(event: DragEvent): void {
      if (isLink(event)) event.preventDefault(); // else the browser would leave this page for the address
    }
    function drop(event: DragEvent): void {
      if (isLink(event) && !isField(event.target)) {
        event.preventDefault();
        const sentence = pageWords.foreignDrop;
        useStudio.getState().notify(sentence, 'problem');
      }
      end();
    }
    const listeners = { dragstart: begin, dragend: end, dragover: over, drop } as const;
    const entries = Object.entries(listeners) as [keyof typeof listeners, (event: DragEvent) => void][];
    // Before the page's drop zone, which keeps drops to itself.
    for (const [type, listener] of entries) window.addEventListener(type, listener, true);
    return () => {
      for (const [type, listener] of entries) window.removeEventListener(type, listener, true);
    };
  }, []);
}

const isField = (target: EventTarget | null): boolean =>
  target instanceof Element && (target.tagName === 'INPUT' || target.tagName === 'TEXTAREA');
