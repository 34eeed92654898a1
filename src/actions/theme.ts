import { useStudio } from '../store/studio.ts';
import type { Theme } from '../store/viewSlice.ts';

const STORAGE_KEY = 'theme';
const darkQuery = matchMedia('(prefers-color-scheme: dark)');

/** Chooses light, dark, or the system's theme, and remembers it. */
export function setTheme(theme: Theme): void {
  useStudio.getState().setTheme(theme);
  try {
    if (theme === 'system') localStorage.removeItem(STORAGE_KEY);
    else localStorage.setItem(STORAGE_KEY, theme);
  } catch {
    // A browser without storage forgets the choice with the tab.
  }
  paint();
}

/** Takes over the remembered theme and follows the system's while none is chosen. */
export function watchTheme(): void {
  let stored: string | null = null;
  try {
    stored = localStorage.getItem(STORAGE_KEY);
  } catch {}
  if (stored === 'light' || stored === 'dark') useStudio.getState().setTheme(stored);
  darkQuery.addEventListener('change', paint);
  paint();
}

/** The theme that is to be seen. */
export const shownTheme = (theme: Theme): 'light' | 'dark' =>
  theme === 'system' ? (darkQuery.matches ? 'dark' : 'light') : theme;

function paint(): void {
  document.documentElement.dataset.theme = shownTheme(useStudio.getState().theme);
}
