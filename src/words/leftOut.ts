import type { ImageErrorCode } from '../image/imageError.ts';
import { libraryWords } from './libraryWords.ts';

/** A file that did not become a photo. */
export interface LeftOut {
  readonly name: string;
  readonly code: ImageErrorCode | 'other';
}

/** Names of each reason that are written out. */
const MOST_NAMES = 3;

/** One sentence for many files that were left out, by reason. */
export function leftOutSentence(files: readonly LeftOut[]): string {
  const { reasons, quoted, part, partMore, sentence } = libraryWords.leftOut;
  const parts = (Object.entries(reasons) as [LeftOut['code'], string][]).flatMap(([code, reason]) => {
    const names = files.filter((file) => file.code === code).map(({ name }) => quoted(name));
    if (names.length === 0) return [];
    const shown = names.slice(0, MOST_NAMES);
    const more = names.length - MOST_NAMES;
    return [more > 0 ? partMore(names.length, reason, shown, more) : part(names.length, reason, shown)];
  });
  return sentence(files.length, parts);
}
