import { useStudio } from '../store/studio.ts';
import type { Theme } from '../store/viewSlice.ts';
import { rememberChoice, rememberedChoice } from './rememberedChoice.ts';

const STORAGE_KEY = 'theme';
const darkQuery = matchMedia('(prefers-color-scheme: dark)');

/** Chooses light, dark, or the system's theme, and remembers it. */
export function setTheme(theme: Theme): void {
  useStudio.getState().setTheme(theme);
  rememberChoice(STORAGE_KEY, theme === 'system' ? null : theme);
  paint();
}

/** Takes over the remembered theme and follows the system's while none is chosen. */
export function watchTheme(): void {
  const stored = rememberedChoice(STORAGE_KEY);
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
