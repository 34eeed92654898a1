import { isLinkHash } from '../recipes/linkHash.ts';
import { useStudio } from '../store/studio.ts';

/**
 * Opens the link that the page was opened with, and those that come into its address later. An address is one only until it is open:
 * a reload brings back what has become of it since.
 * @param first the hash that the page was opened with
 */
export function watchLinks(first: string): void {
  const open = async (hash: string) => {
    if (!isLinkHash(hash)) return;
    const { openLink } = await import('../actions/links.ts');
    await openLink(hash);
    if (location.hash === hash) history.replaceState(null, '', `#${useStudio.getState().tab}`);
  };
  void open(first);
  window.addEventListener('hashchange', () => void open(location.hash));
}
