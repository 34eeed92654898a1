import { useStudio } from '../store/studio.ts';
import { TABS, type Tab } from '../store/viewSlice.ts';

/** The tab that the address names, if any. */
export const tabOfAddress = (): Tab | undefined => TABS.find((name) => name === location.hash.slice(1));

/** Keeps the open tab and the address's hash the same, so that a reload or a link opens it again. */
export function watchAddress(): void {
  const read = () => {
    const tab = tabOfAddress();
    if (tab) useStudio.getState().setTab(tab);
  };
  read();
  window.addEventListener('hashchange', read);
  useStudio.subscribe((now, before) => {
    if (now.tab !== before.tab) history.replaceState(null, '', `#${now.tab}`);
  });
}
