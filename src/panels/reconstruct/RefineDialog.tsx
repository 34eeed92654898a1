import { useState } from 'react';
import { pairOf } from '../../pictures/pictureSpec.ts';
import { usePicture } from '../../pictures/usePicture.ts';
import { type RefineJob, useRefinement } from '../../pictures/useRefinement.ts';
import { type LibraryItem, selectItemById } from '../../store/librarySlice.ts';
import { useStudio } from '../../store/studio.ts';
import { BeforeAfter } from '../../ui/BeforeAfter.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Picture } from '../../ui/Picture.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { reconstructWords } from '../../words/reconstructWords.ts';
import { refineWords } from '../../words/refineWords.ts';
import { PictureProblem } from '../PictureProblem.tsx';
import { RefineControls } from './RefineControls.tsx';
import { RefineOutcome } from './RefineOutcome.tsx';
import { RefineProgress } from './RefineProgress.tsx';

export function RefineDialog({ itemId }: { readonly itemId: string }) {
  const item = useStudio(selectItemById(itemId));
  return item && <Refining item={pairOf(item).input.item} />; // a refined cat's photo, from the first again
}

function Refining({ item }: { readonly item: LibraryItem }) {
  const closeDialog = useStudio((s) => s.closeDialog);
  const { job, start, stop, reset } = useRefinement(item);
  return (
    <Dialog
      title={refineWords.title(item.name)}
      description={refineWords.description}
      onClose={closeDialog}
      className="max-w-5xl"
    >
      <div className="grid grid-cols-1 items-start gap-x-8 gap-y-5 md:grid-cols-[minmax(0,1.1fr)_minmax(0,1fr)]">
        <Pictures item={item} job={job} />
        <div>
          {job.state === 'idle' && <RefineControls onStart={(options) => void start(options)} />}
          {job.state === 'running' && <RefineProgress job={job} onStop={stop} />}
          {job.state === 'done' && <RefineOutcome item={item} job={job} onAgain={reset} />}
          {job.state === 'failed' && <PictureProblem error={job.error} onRetry={reset} />}
        </div>
      </div>
    </Dialog>
  );
}

type Comparison = 'firstTry' | 'original';

/** The refined picture under a line that parts it from the first try, or from what the model was given. */
function Pictures({ item, job }: { readonly item: LibraryItem; readonly job: RefineJob }) {
  const zoom = useStudio((s) => s.zoom);
  const firstTry = usePicture({ kind: 'reconstruction', item, isAsEncoded: true });
  const original = usePicture({ kind: 'input', item });
  const [comparison, setComparison] = useState<Comparison>('firstTry');
  const refined = pictureOf(job) ?? firstTry.pixels;
  const [before, beforeText] =
    comparison === 'original' ? [original, reconstructWords.original] : [firstTry, refineWords.firstTry];
  const picture = (pixels: typeof refined, label: string) => (
    <Picture pixels={pixels} zoom={zoom} label={label} className="rounded-none" />
  );
  return (
    <figure className="mx-auto w-full max-w-[max(18rem,min(32rem,calc(100dvh-18rem)))]">
      <BeforeAfter
        label={refineWords.againstRefined(beforeText)}
        before={picture(before.pixels, refineWords.pictureOf(item.name, beforeText))}
        after={picture(refined, refineWords.pictureOf(item.name, refineWords.refined))}
        beforeText={beforeText}
        afterText={job.state === 'idle' ? refineWords.notYet : refineWords.refined}
        className="rounded-2xl sm:rounded-3xl"
      />
      <figcaption className="mt-3 flex flex-wrap items-center justify-between gap-2 text-sm text-muted">
        {refineWords.compareWith}
        <Segmented
          label={refineWords.compareWith}
          value={comparison}
          onChange={setComparison}
          options={[
            { value: 'firstTry', text: refineWords.firstTry },
            { value: 'original', text: reconstructWords.original },
          ]}
        />
      </figcaption>
    </figure>
  );
}

function pictureOf(job: RefineJob) {
  if (job.state === 'running') return job.picture;
  return job.state === 'done' ? job.refinement.picture : null;
}
