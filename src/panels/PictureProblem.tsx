import { Button } from '../ui/Button.tsx';
import { errorSentence } from '../words/errorSentences.ts';
import { panelWords } from '../words/panelWords.ts';

/** Why a picture could not be computed, and another try. */
export const PictureProblem = ({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }) => (
  <p className="flex items-center gap-3 text-sm text-danger">
    {errorSentence(error)}
    <Button onClick={onRetry}>{panelWords.tryAgain}</Button>
  </p>
);
