import { RotateCw, TriangleAlert } from 'lucide-react';
import { loadModel } from '../../actions/models.ts';
import { useStudio } from '../../store/studio.ts';
import { Button } from '../../ui/Button.tsx';
import { ProgressBar } from '../../ui/ProgressBar.tsx';
import { modelWords } from '../../words/modelWords.ts';

/** From this many bytes on a model takes long enough to start that it should be said. */
const LARGE_BYTES = 50e6;

const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);

/** Stands where pictures will be: how far the model has come, or why it has not. */
export function ModelStatus() {
  const job = useStudio((s) => s.modelJob);
  if (job.state === 'done') return null;
  if (job.state === 'failed') {
    return (
      <div role="alert" className="flex max-w-sm flex-col items-center gap-4 p-4 text-center sm:p-6">
        <TriangleAlert className="size-7 text-danger" />
        <p className="text-sm text-balance [overflow-wrap:anywhere]">{job.message}</p>
        <Button look="primary" onClick={() => void loadModel()}>
          <RotateCw />
          {modelWords.status.retry}
        </Button>
      </div>
    );
  }
  const progress = job.state === 'running' ? job.progress : null;
  const isFetched = progress !== null && progress.loadedBytes >= progress.totalBytes;
  return (
    <div className="flex w-full max-w-xs flex-col gap-3 p-6">
      <p className="text-sm font-medium">{isFetched ? modelWords.status.waking : modelWords.status.fetching}</p>
      {progress && (
        <ProgressBar label={modelWords.status.download} fraction={progress.loadedBytes / progress.totalBytes} />
      )}
      <p className="text-xs text-muted">
        {progress
          ? modelWords.status.progress(megabytes(progress.loadedBytes), megabytes(progress.totalBytes))
          : modelWords.status.lookingUp}
        {isFetched && progress.totalBytes > LARGE_BYTES && modelWords.status.large}
      </p>
    </div>
  );
}

/** The model's status on a card of its own, for panels that have nothing to show without it. */
export const ModelStatusCard = () => (
  <div className="grid min-h-80 place-items-center rounded-3xl bg-sunken/60">
    <ModelStatus />
  </div>
);
