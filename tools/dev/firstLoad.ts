import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

/** What the studio may cost before it shows anything, with the compression that every host does: bytes, gzipped. */
const FIRST_LOAD_BYTES = 229_000;

/**
 * Weighs what a browser fetches before the studio shows its first screen: the page, its script with all that it imports
 * at once, and its styles. Fonts, workers and panels, which are fetched later, are not among them.
 * @param built the directory of the built page
 * @returns a sentence with the weight, and whether it is within the budget
 */
export async function weighFirstLoad(built: string): Promise<{ isLight: boolean; sentence: string }> {
  const html = await readFile(path.join(built, 'index.html'), 'utf8');
  const files = [...html.matchAll(/<(?:script|link)\b[^>]*?\b(?:src|href)="\.?\/?(assets\/[^"]+\.(?:js|css))"/g)];
  if (files.length === 0) throw new Error('index.html of the built page names neither scripts nor styles.');
  let bytes = gzipSync(html).length;
  for (const [, name] of files) bytes += gzipSync(await readFile(path.join(built, name!))).length;
  const [weight, budget] = [bytes, FIRST_LOAD_BYTES].map((count) => `${(count / 1000).toFixed(1)} kB`);
  return {
    isLight: bytes <= FIRST_LOAD_BYTES,
    sentence: `The first load weighs ${weight} gzipped; ${budget} is the budget.`,
  };
}
