import { Square } from 'lucide-react';
import type { RefineJob } from '../../pictures/useRefinement.ts';
import { Button } from '../../ui/Button.tsx';
import { ProgressBar } from '../../ui/ProgressBar.tsx';
import { refineWords } from '../../words/refineWords.ts';
import { ErrorCurve } from './ErrorCurve.tsx';

interface RefineProgressProps {
  readonly job: Extract<RefineJob, { state: 'running' }>;
  readonly onStop: () => void;
}

/** How far the refinement is, its error as it falls, and how to stop it. */
export function RefineProgress({ job, onStop }: RefineProgressProps) {
  const { errors, stepCount, elapsedMs } = job;
  const step = Math.max(0, errors.length - 1);
  return (
    <div>
      <p className="mb-1.5 flex justify-between gap-3 text-sm">
        <span className="font-semibold">{refineWords.step(step, stepCount)}</span>
        <span className="text-muted">{step > 1 && secondsLeft((elapsedMs / step) * (stepCount - step))}</span>
      </p>
      <ProgressBar label={refineWords.label} fraction={step / stepCount} />
      <div className="mt-5">
        <ErrorCurve errors={errors} />
      </div>
      <Button className="mt-4" onClick={onStop}>
        <Square />
        {refineWords.stop}
      </Button>
    </div>
  );
}

const secondsLeft = (ms: number): string => refineWords.secondsLeft(Math.max(1, Math.round(ms / 1000)));
