import { isLinkHash } from '../recipes/linkHash.ts';
import { useStudio } from '../store/studio.ts';
import { TABS, type Tab } from '../store/viewSlice.ts';

/** The tab that the address names, if any. */
export const tabOfAddress = (): Tab | undefined => TABS.find((name) => name === location.hash.slice(1));

/**
 * Keeps the open tab and the address's hash the same, so that a reload or a link opens it again. Each tab that a user opens is a
 * page of the browser's history: Back and Forward move between them.
 */
export function watchAddress(): void {
  const read = () => {
    const tab = tabOfAddress();
    const { tab: open, setTab, closeDialog } = useStudio.getState();
    if (!tab || tab === open) return;
    closeDialog(); // it is one of the tab that is left
    setTab(tab);
    nameRunningModel();
  };
  read();
  window.addEventListener('hashchange', read);
  useStudio.subscribe((now, before) => {
    if (now.tab === before.tab || tabOfAddress() === now.tab) return;
    const isByUser = useStudio.temporal.getState().isTracking; // else the page has brought back what it kept
    if (isByUser) {
      if (!tabOfAddress()) history.replaceState(null, '', `#${before.tab}`); // for whoever comes back to it
      history.pushState(null, '', `#${now.tab}`);
    } else if (!isLinkHash(location.hash)) history.replaceState(null, '', `#${now.tab}`); // a link is still to be opened
  });
}

/** A page of the history may name a model that has given way since: a reload would open that one. */
function nameRunningModel(): void {
  const { model } = useStudio.getState();
  const address = new URL(location.href);
  const named = address.searchParams.get('model');
  if (!model || named === null || named === model.name) return;
  address.searchParams.set('model', model.name);
  history.replaceState(null, '', address);
}
