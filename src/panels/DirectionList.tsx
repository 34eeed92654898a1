import { RotateCcw, RotateCw } from 'lucide-react';
import { openDirections } from '../actions/openDirections.ts';
import type { LibraryItem } from '../store/librarySlice.ts';
import { useStudio } from '../store/studio.ts';
import { Button } from '../ui/Button.tsx';
import { DirectionRow } from './DirectionRow.tsx';
import { PictureProblem } from './PictureProblem.tsx';
import { useLatent } from './useLatent.ts';
import { useMeanCode } from './useMeanCode.ts';

/** What a cat can be moved along. */
export function DirectionList({ item }: { readonly item: LibraryItem }) {
  const job = useStudio((s) => s.directionsJob);
  const directions = useStudio((s) => s.directions);
  const { settings, change } = useLatent(item);
  const { w, error, retry } = useMeanCode(item);
  const hasMoved = Object.values(settings.offsets).some((offset) => offset !== 0);

  if (job.state === 'failed') {
    return (
      <div role="alert" className="flex flex-col items-start gap-3 rounded-3xl bg-sunken/60 p-6 text-sm">
        {job.message}
        <Button onClick={() => void openDirections()}>
          <RotateCw />
          Retry
        </Button>
      </div>
    );
  }
  if (error !== undefined) return <PictureProblem error={error} onRetry={retry} />;
  if (job.state !== 'done' || !w) {
    return (
      <p role="status" className="animate-shimmer rounded-3xl bg-sunken/60 p-6 text-sm text-muted">
        Looking at 10,000 imagined cats to find how they differ…
      </p>
    );
  }
  return (
    <section aria-label="Directions">
      <div className="mb-1 flex items-center justify-between gap-3">
        <h2 className="text-lg font-semibold">Directions</h2>
        <Button look="quiet" disabled={!hasMoved} onClick={() => change({ offsets: {} })}>
          <RotateCcw />
          Reset all
        </Button>
      </div>
      <ol className="divide-y divide-line">
        {directions.map((direction) => (
          <DirectionRow key={direction.id} item={item} direction={direction} w={w} />
        ))}
      </ol>
    </section>
  );
}
