import { type RefObject, useEffect, useRef } from 'react';
import { scrollBehaviour } from '../../ui/reducedMotion.ts';

/**
 * Scrolls as far as it takes to see an element each time that `key` changes, for what appears far from where one pressed.
 * Not when it is there from the beginning.
 */
export function useBroughtIntoView<T extends HTMLElement>(key: unknown): RefObject<T | null> {
  const element = useRef<T>(null);
  const shownKey = useRef(key);
  useEffect(() => {
    if (shownKey.current === key) return;
    shownKey.current = key;
    element.current?.scrollIntoView({ block: 'nearest', behavior: scrollBehaviour() });
  }, [key]);
  return element;
}
