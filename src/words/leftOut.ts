import type { ImageErrorCode } from '../image/imageError.ts';

/** A file that did not become a photo. */
export interface LeftOut {
  readonly name: string;
  readonly code: ImageErrorCode | 'other';
}

const REASONS: Record<LeftOut['code'], string> = {
  notAnImage: 'no image',
  unknownFormat: 'of a kind that is not understood',
  empty: 'empty',
  damaged: 'damaged',
  tooLarge: 'too large',
  unreadable: 'not readable',
  other: 'not decoded',
};
/** Names of each reason that are written out. */
const MOST_NAMES = 3;

/** One sentence for many files that were left out, by reason. */
export function leftOutSentence(files: readonly LeftOut[]): string {
  const reasons = Object.entries(REASONS) as [LeftOut['code'], string][];
  const parts = reasons.flatMap(([code, words]) => {
    const names = files.filter((file) => file.code === code).map(({ name }) => `“${name}”`);
    if (names.length === 0) return [];
    const more = names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : '';
    return [`${names.length} ${words} (${names.slice(0, MOST_NAMES).join(', ')}${more})`];
  });
  return `${files.length} files were left out: ${parts.join(', ')}.`;
}
