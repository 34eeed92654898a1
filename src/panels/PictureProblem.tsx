import { errorSentence } from '../store/errorSentences.ts';
import { Button } from '../ui/Button.tsx';

/** Why a picture could not be computed, and another try. */
export const PictureProblem = ({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }) => (
  <p className="flex items-center gap-3 text-sm text-danger">
    {errorSentence(error)}
    <Button onClick={onRetry}>Try again</Button>
  </p>
);
