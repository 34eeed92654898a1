import { useSyncExternalStore } from 'react';

/*
 * Messages have a place of their own, whose height all that lies at the page's edges leaves free: `--room-above` and `--room-below`
 * (`app.css`), of which the first is for narrow screens and the second for wide ones. What is beside messages is moved, not covered.
 */

/** Of the place, in pixels. */
let height = 0;
const listeners = new Set<() => void>();

/** Measures the place for as long as it is there: a ref. */
export function makesRoomForMessages(place: HTMLElement | null): (() => void) | undefined {
  if (!place) return undefined;
  const observer = new ResizeObserver(() => setHeight(place.offsetHeight));
  observer.observe(place);
  return () => {
    observer.disconnect();
    setHeight(0);
  };
}

function setHeight(next: number): void {
  if (next === height) return;
  height = next;
  document.documentElement.style.setProperty('--messages', `${height}px`);
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

/** As `lg` in class names. */
const WIDE = '(width >= 64rem)';
/** What sheets beside buttons keep from the window's edges, in pixels. */
const EDGE = 12;

/** What sheets keep from the window's edges and from messages, in pixels. */
export function useSheetPadding(): {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
} {
  const messages = useSyncExternalStore(subscribe, () => height);
  const isWide = matchMedia(WIDE).matches;
  return { top: EDGE + (isWide ? 0 : messages), right: EDGE, bottom: EDGE + (isWide ? messages : 0), left: EDGE };
}
