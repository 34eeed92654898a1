/** What was chosen here before, in whatever tab; null where nothing was, or where the browser has no storage. */
export function rememberedChoice(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** @param choice null forgets it. A browser without storage forgets every choice with the tab. */
export function rememberChoice(key: string, choice: string | null): void {
  try {
    if (choice === null) localStorage.removeItem(key);
    else localStorage.setItem(key, choice);
  } catch {}
}
