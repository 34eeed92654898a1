import { ScanFace } from 'lucide-react';
import { frameAll } from '../../actions/library.ts';
import { unframedPhotos } from '../../store/librarySlice.ts';
import { selectIsReady } from '../../store/modelSlice.ts';
import { useStudio } from '../../store/studio.ts';
import { Button } from '../../ui/Button.tsx';
import { ProgressBar } from '../../ui/ProgressBar.tsx';
import { libraryWords } from '../../words/libraryWords.ts';

/** How far many photos have come, and what can be done about those without a frame. */
export function PhotoBatches() {
  const { adding, framing } = useStudio((s) => s.photoBatches);
  const unframedCount = useStudio((s) => unframedPhotos(s.items).length);
  const isReady = useStudio(selectIsReady);
  const batch = adding ?? framing;
  if (batch && batch.total > 1) {
    const { done, total } = batch;
    return (
      <div className="px-4 pb-2 text-xs text-muted lg:px-5">
        <p className="mb-1.5" aria-live="polite">
          {adding ? libraryWords.batch.adding(done, total) : libraryWords.batch.looking(done, total)}
        </p>
        <ProgressBar
          label={adding ? libraryWords.batch.addingLabel : libraryWords.batch.lookingLabel}
          fraction={done / total}
        />
      </div>
    );
  }
  if (batch || unframedCount < 2) return null; // the mark of a single one says it
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1 px-4 pb-2 text-xs text-muted max-sm:-mt-2 max-sm:pb-0 max-sm:tiny:hidden lg:px-5">
      <span>{libraryWords.batch.unframed(unframedCount)}</span>
      <Button
        className="h-8 px-3 text-xs max-sm:h-7 max-sm:min-h-7"
        disabled={!isReady}
        title={libraryWords.batch.frameTitle}
        onClick={() => void frameAll(unframedPhotos(useStudio.getState().items))}
      >
        <ScanFace />
        {libraryWords.batch.frameAll}
      </Button>
    </div>
  );
}
