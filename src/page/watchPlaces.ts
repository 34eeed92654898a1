import { useStudio } from '../store/studio.ts';
import type { Tab } from '../store/viewSlice.ts';

/** Lets each tab keep its own place on the page; one that is opened for the first time begins at the top. */
export function watchPlaces(): void {
  const places = new Map<Tab, number>();
  useStudio.subscribe((now, before) => {
    if (now.tab === before.tab) return;
    places.set(before.tab, scrollY);
    // The tab's content is there by then, and nothing has been painted yet.
    requestAnimationFrame(() => scrollTo(0, places.get(now.tab) ?? 0));
  });
}
