import { type RefObject, useEffect, useRef, useState } from 'react';

/** How far outside the window an element counts as being in view: what is about to be scrolled to. Boxes that scroll by themselves have none. */
const MARGIN = '160px 0px';

/** Whether an element is in view, or nearly: for work that nobody needs who does not see it. */
export function useInView<T extends Element>(): { readonly ref: RefObject<T | null>; readonly isInView: boolean } {
  const ref = useRef<T>(null);
  const [isInView, setInView] = useState(false);
  useEffect(() => {
    if (!ref.current) return;
    const observer = new IntersectionObserver((entries) => setInView(entries.at(-1)?.isIntersecting ?? false), {
      rootMargin: MARGIN,
    });
    observer.observe(ref.current);
    return () => observer.disconnect();
  }, []);
  return { ref, isInView };
}
