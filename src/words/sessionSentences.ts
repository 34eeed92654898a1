import { libraryWords } from './libraryWords.ts';

/** Parts of a session that can be lost apart from each other. */
type LostPart = keyof typeof libraryWords.lost;

/**
 * What of a session did not come back, in one sentence; null when all of it did.
 * @param losses how many by part
 * @param file what they were part of, where that is a file
 */
export function lossSentence(losses: ReadonlyMap<LostPart, number>, file?: string): string | null {
  if (losses.size === 0) return null;
  const { lost: parts, losses: said } = libraryWords;
  const lost = [...losses].map(([part, count]) => (part === 'view' ? parts.view : said.counted(parts[part], count)));
  return file === undefined ? said.kept(lost) : said.file(file, lost);
}

/** Where it has refused something. @param error what it said */
export function notKeptSentence(error: unknown): string {
  const isFull = error instanceof DOMException && error.name === 'QuotaExceededError';
  return isFull ? libraryWords.storageFull : libraryWords.notKept;
}

/** '0.3 MB' */
export const megabytes = (byteLength: number): string => `${(byteLength / 1e6).toFixed(1)} MB`;
