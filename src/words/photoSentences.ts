import { type LeftOut, leftOutSentence } from './leftOut.ts';
import { libraryWords } from './libraryWords.ts';
import { noticeWords } from './noticeWords.ts';

/** What became of a photo's frame. */
type Outcome = 'framedCat' | 'framedPerson' | 'fits' | 'notFound' | 'left' | 'given';

/** What became of a single photo; null where nothing needs to be said. */
export function photoSentence(name: string, outcome: Outcome): string | null {
  switch (outcome) {
    case 'framedCat':
      return noticeWords.framing.cat(name);
    case 'framedPerson':
      return noticeWords.framing.person(name);
    case 'notFound':
      return noticeWords.framing.notFound(name);
    default:
      return null;
  }
}

/** What became of many photos: how many of each. */
export interface BatchSummary {
  /** Null where they were in the library before. */
  readonly added: number | null;
  readonly framed: number;
  readonly fitting: number;
  readonly notFound: number;
  readonly leftOut: readonly LeftOut[];
  /** What is wrong with the only file that was left out. */
  readonly onlyProblem: string | null;
}

/** What became of many photos, in a few short sentences. */
export function batchSentence({ added, framed, fitting, notFound, leftOut, onlyProblem }: BatchSummary): string {
  const words = libraryWords.batch.summary;
  return [
    added === 1 && words.one,
    added !== null && added > 1 && words.many(added),
    framed > 0 && words.framed(framed),
    fitting > 0 && words.fitting(fitting),
    notFound > 0 && words.notFound(notFound),
    added === null && framed + fitting + notFound === 0 && words.nothing,
    onlyProblem ?? (leftOut.length > 0 && leftOutSentence(leftOut)),
  ]
    .filter(Boolean)
    .join(' ');
}
