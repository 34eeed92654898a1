import { type RefObject, useEffect, useRef } from 'react';
import { useStudio } from '../../store/studio.ts';
import { scrollBehaviour } from '../../ui/reducedMotion.ts';

/** Scrolls a box of the library's cards, and nothing but the box, to the card of a cat that has just been selected. */
export function useSelectedInView<T extends HTMLElement>(): RefObject<T | null> {
  const box = useRef<T>(null);
  const selectedId = useStudio((s) => s.selectedId);
  useEffect(() => {
    const card = selectedId === null ? null : box.current?.querySelector('[aria-pressed=true]');
    if (!box.current || !card) return;
    const [outer, inner] = [box.current.getBoundingClientRect(), card.getBoundingClientRect()];
    box.current.scrollBy({
      left: sticksOut(inner.left, inner.right, outer.left, outer.right),
      top: sticksOut(inner.top, inner.bottom, outer.top, outer.bottom),
      behavior: scrollBehaviour(),
    });
  }, [selectedId]);
  return box;
}

/** A little of what comes before or after is shown as well. */
const MARGIN_PX = 16;

/** How far a stretch lies before (less than 0) or behind what can be seen. */
function sticksOut(begin: number, end: number, seenFrom: number, seenTo: number): number {
  if (begin < seenFrom) return begin - seenFrom - MARGIN_PX;
  return end > seenTo ? end - seenTo + MARGIN_PX : 0;
}
