import { type LeftOut, leftOutSentence } from './leftOut.ts';

/** What became of a photo's frame. */
type Outcome = 'framedCat' | 'framedPerson' | 'fits' | 'notFound' | 'left' | 'given';

/** What became of a single photo; null where nothing needs to be said. */
export function photoSentence(name: string, outcome: Outcome): string | null {
  switch (outcome) {
    case 'framedCat':
      return `The face in “${name}” has been framed. “Adjust crop” changes it.`;
    case 'framedPerson':
      return `A person’s face in “${name}” has been framed. “Adjust crop” changes it.`;
    case 'notFound':
      return `No face was found in “${name}”: it stays as it is. “Adjust crop” frames it.`;
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
  return [
    added === 1 && '1 photo is in your library.',
    added !== null && added > 1 && `${added} photos are in your library.`,
    framed > 0 && `Faces framed: ${framed}.`,
    fitting > 0 && `Framed well already: ${fitting}.`,
    notFound > 0 && `Not framed, since no face was found: ${notFound}; they are marked.`,
    added === null && framed + fitting + notFound === 0 && 'There was nothing to frame.',
    onlyProblem ?? (leftOut.length > 0 && leftOutSentence(leftOut)),
  ]
    .filter(Boolean)
    .join(' ');
}
