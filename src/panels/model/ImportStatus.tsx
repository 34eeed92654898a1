import { LoaderCircle } from 'lucide-react';
import { stopImport } from '../../actions/importModels.ts';
import { useStudio } from '../../store/studio.ts';
import { Button } from '../../ui/Button.tsx';
import { ProgressBar } from '../../ui/ProgressBar.tsx';
import { modelWords } from '../../words/modelWords.ts';

/** How far a model has come that is being taken in; the page works on meanwhile. */
export function ImportStatus() {
  const job = useStudio((s) => s.importJob);
  if (job.state === 'idle') return null;
  const { name, progress } = job;
  const isRead = progress !== null && progress.loadedBytes >= progress.totalBytes;
  return (
    <section
      aria-label={modelWords.import.label}
      className="animate-rise mx-auto mt-2 flex w-[calc(100%-1rem)] max-w-md flex-col gap-2.5 rounded-2xl border border-line bg-surface p-4 shadow-card last:mb-2"
    >
      <div className="flex items-center gap-3">
        <LoaderCircle className="size-4 shrink-0 animate-spin text-accent motion-reduce:animate-none" />
        <p className="min-w-0 grow truncate text-sm font-medium">{name}</p>
        <Button look="quiet" className="-my-1.5 -mr-2" onClick={stopImport}>
          {modelWords.import.stop}
        </Button>
      </div>
      <ProgressBar
        label={modelWords.import.read}
        fraction={progress && progress.totalBytes > 0 ? progress.loadedBytes / progress.totalBytes : 0}
      />
      <p className="text-xs text-muted">{isRead ? modelWords.import.trying : modelWords.import.reading}</p>
    </section>
  );
}
