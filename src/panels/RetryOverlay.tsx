import { RotateCw } from 'lucide-react';
import { errorSentence } from '../words/errorSentences.ts';
import { panelWords } from '../words/panelWords.ts';

/** Covers a small picture that failed; the button around it tries again. Nothing while there is no error. */
export function RetryOverlay({ error }: { readonly error: unknown }) {
  if (error === null) return null;
  const sentence = errorSentence(error);
  return (
    <span className="absolute inset-0 grid place-items-center rounded-xl bg-surface/80" title={sentence}>
      <RotateCw aria-label={panelWords.tryAgainAfter(sentence)} className="size-5 text-danger" />
    </span>
  );
}
