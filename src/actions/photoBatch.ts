import { ImageError } from '../image/imageError.ts';
import { useStudio } from '../store/studio.ts';
import { errorSentence } from '../words/errorSentences.ts';
import { type BatchSummary, batchSentence, photoSentence } from '../words/photoSentences.ts';
import type { FramingOutcome } from './framing.ts';

/** What became of a file or a photo. 'given': its frame was known. */
export type PhotoNote =
  | { readonly kind: 'added'; readonly name: string; readonly outcome: FramingOutcome | 'given' }
  | { readonly kind: 'leftOut'; readonly name: string; readonly error: unknown };

type BatchKind = 'adding' | 'framing';

interface Batch {
  total: number;
  readonly notes: PhotoNote[];
}

/** What is under way; what comes while it is joins it. */
const running: Partial<Record<BatchKind, Batch>> = {};

/**
 * Begins work on many photos, or adds to what is under way: the page shows one progress for all, and says once what came of it.
 * @returns what is to be told of each of them, when it is done
 */
export function joinBatch(kind: BatchKind, count: number): (note: PhotoNote) => void {
  if (count === 0) return () => {};
  const batch = running[kind] ?? { total: 0, notes: [] };
  running[kind] = batch;
  batch.total += count;
  show(kind, batch);
  return (note) => {
    batch.notes.push(note);
    if (batch.notes.length < batch.total) show(kind, batch);
    else {
      delete running[kind];
      useStudio.getState().setPhotoBatch(kind, null);
      sum(kind, batch.notes);
    }
  };
}

const show = (kind: BatchKind, { total, notes }: Batch): void =>
  useStudio.getState().setPhotoBatch(kind, { done: notes.length, total });

function sum(kind: BatchKind, notes: readonly PhotoNote[]): void {
  const { notify } = useStudio.getState();
  const [only] = notes;
  if (only && notes.length === 1) {
    const isProblem = only.kind === 'leftOut';
    const sentence = isProblem ? errorSentence(only.error) : photoSentence(only.name, only.outcome);
    if (sentence !== null) notify(sentence, isProblem ? 'problem' : 'plain');
    return;
  }
  const count = (...outcomes: readonly FramingOutcome[]) =>
    notes.filter((note) => note.kind === 'added' && (outcomes as readonly string[]).includes(note.outcome)).length;
  const leftOut = notes.flatMap((note) => (note.kind === 'leftOut' ? [note] : []));
  const summary: BatchSummary = {
    added: kind === 'adding' ? notes.length - leftOut.length : null,
    framed: count('framedCat', 'framedPerson'),
    fitting: count('fits'),
    notFound: count('notFound'),
    leftOut: leftOut.map(({ name, error }) => ({ name, code: error instanceof ImageError ? error.code : 'other' })),
    onlyProblem: leftOut.length === 1 ? errorSentence(leftOut[0]!.error) : null,
  };
  notify(batchSentence(summary), leftOut.length > 0 ? 'problem' : 'plain');
}
