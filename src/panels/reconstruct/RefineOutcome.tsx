import { Download, LibraryBig, RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { downloadRefined, keepRefined } from '../../actions/reconstruct.ts';
import type { RefineJob } from '../../pictures/useRefinement.ts';
import type { LibraryItem } from '../../store/librarySlice.ts';
import { Button } from '../../ui/Button.tsx';
import { refineWords } from '../../words/refineWords.ts';
import { ErrorCurve } from './ErrorCurve.tsx';

interface RefineOutcomeProps {
  readonly item: LibraryItem;
  readonly job: Extract<RefineJob, { state: 'done' }>;
  readonly onAgain: () => void;
}

/** What the refinement came to, and what to do with it. */
export function RefineOutcome({ item, job, onAgain }: RefineOutcomeProps) {
  const { refinement, errors, elapsedMs } = job;
  const { error, errorBefore, stepCount } = refinement;
  const [isKept, setIsKept] = useState(false);
  return (
    <div>
      <p role="status" className="text-sm">
        <span className="block text-lg font-semibold">{outcomeInWords(error / errorBefore)}</span>
        <span className="text-muted">
          {refineWords.outcome(error.toFixed(4), errorBefore.toFixed(4), stepCount, (elapsedMs / 1000).toFixed(1))}
        </span>
      </p>
      <div className="mt-4">
        <ErrorCurve errors={errors} />
      </div>
      <div className="mt-5 flex flex-wrap gap-2">
        <Button
          look="primary"
          disabled={isKept}
          onClick={() => {
            setIsKept(true);
            void keepRefined(item, refinement);
          }}
        >
          <LibraryBig />
          {isKept ? refineWords.inLibrary : refineWords.keep}
        </Button>
        <Button onClick={() => void downloadRefined(item, refinement)}>
          <Download />
          {refineWords.png}
        </Button>
        <Button look="quiet" onClick={onAgain}>
          <RotateCcw />
          {refineWords.otherwise}
        </Button>
      </div>
    </div>
  );
}

/** @param share what is left of the error */
function outcomeInWords(share: number): string {
  if (share > 0.97) return refineWords.asGood;
  return refineWords.gone(Math.round(100 * (1 - share)));
}
