/** Parts of a session that can be lost apart from each other. */
const PART_WORDS = {
  library: 'cats of the library',
  grid: 'parts of the mixing grid',
  directions: 'directions',
  latent: 'dials',
  examples: 'marks of examples',
  film: 'parts of the film',
  family: 'parts of the family tree',
  looks: 'second looks at photos',
  view: 'how the page was set',
} as const;

type LostPart = keyof typeof PART_WORDS;

/**
 * What of a session did not come back, in one sentence; null when all of it did.
 * @param losses how many by part
 * @param whole what they were part of
 */
export function lossSentence(losses: ReadonlyMap<LostPart, number>, whole = 'what was kept'): string | null {
  if (losses.size === 0) return null;
  const lost = [...losses].map(([part, count]) =>
    part === 'view' ? PART_WORDS.view : `${PART_WORDS[part]} (${count})`,
  );
  return `Some of ${whole} is damaged and did not come back: ${lost.join(', ')}.`;
}

/** Where the browser refuses from the first. */
export const KEEPS_NOTHING = 'This browser keeps nothing for this page: what you make lasts until you close it.';

/** Where it has refused something. @param error what it said */
export function notKeptSentence(error: unknown): string {
  const isFull = error instanceof DOMException && error.name === 'QuotaExceededError';
  return isFull
    ? 'The browser’s storage is full: not everything here will be there after you close the page.'
    : 'The browser could not keep everything: not all of it will be there after you close the page.';
}

/** '0.3 MB' */
export const megabytes = (byteLength: number): string => `${(byteLength / 1e6).toFixed(1)} MB`;
