import { Dices, ImagePlus, LockKeyhole, Undo2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { addRandomCat } from '../actions/addRandomCat.ts';
import { addSamples, SAMPLE_COUNT } from '../actions/addSamples.ts';
import { selectSampleCredit } from '../store/librarySlice.ts';
import { selectIsReady } from '../store/modelSlice.ts';
import { useStudio } from '../store/studio.ts';
import { Button } from '../ui/Button.tsx';
import { LibraryCard } from './LibraryCard.tsx';

interface LibraryPanelProps {
  readonly onPickFiles: () => void;
  /** The hidden input that picking opens. */
  readonly fileInput: ReactNode;
}

/** All cats that there are: a column beside the work on wide screens, a strip above it on narrow ones. */
export function LibraryPanel({ onPickFiles, fileInput }: LibraryPanelProps) {
  const items = useStudio((s) => s.items);
  const isReady = useStudio(selectIsReady);
  const credit = useStudio(selectSampleCredit);
  const own = items.filter((item) => !isSample(item));
  const samples = items.filter(isSample);
  return (
    <aside
      aria-label="Library"
      className="lg:sticky lg:top-16 lg:flex lg:h-[calc(100dvh-4rem)] lg:flex-col lg:border-r lg:border-line"
    >
      {fileInput}
      <div className="flex gap-2 px-4 pt-4 pb-2 lg:px-5 lg:pt-6 lg:pb-3">
        <Button look="primary" className="grow" onClick={onPickFiles}>
          <ImagePlus />
          Add photos
        </Button>
        <Button onClick={addRandomCat} disabled={!isReady} title="Let the model dream up a cat">
          <Dices />
          <span>
            Random<span className="sr-only"> cat</span>
          </span>
        </Button>
      </div>
      <section
        className="flex gap-3 overflow-x-auto px-4 pt-1.5 pb-3 lg:block lg:grow lg:overflow-x-visible lg:overflow-y-auto lg:px-5 lg:pb-5"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region needs a way in for the keyboard.
        tabIndex={0}
        aria-label="Cats in the library"
      >
        {own.length > 0 && <Shelf title="Yours" items={own} />}
        {own.length === 0 && (
          <p className="hidden pt-2 pb-5 text-sm text-muted lg:block">
            Drop a photo of a cat anywhere on this page, or paste one.
          </p>
        )}
        {samples.length > 0 && <Shelf title="Sample cats" items={samples} />}
        {samples.length < SAMPLE_COUNT && (
          <Button look="quiet" className="mt-3 max-lg:self-center" onClick={() => void addSamples()}>
            <Undo2 />
            Bring back samples
          </Button>
        )}
        {credit && <p className="mt-4 hidden text-xs text-muted lg:block">Sample photos: {credit}</p>}
      </section>
      <p className="hidden items-center gap-2 border-t border-line px-5 py-3.5 text-xs text-muted lg:flex">
        <LockKeyhole className="size-3.5 shrink-0" />
        Your photos never leave this device.
      </p>
    </aside>
  );
}

type Items = ReturnType<typeof useStudio.getState>['items'];

const isSample = (item: Items[number]) => item.kind === 'photo' && item.credit !== undefined;

function Shelf({ title, items }: { readonly title: string; readonly items: Items }) {
  return (
    <section aria-label={title} className="max-lg:contents lg:mt-2 lg:mb-5">
      <h2 className="mb-2.5 hidden text-sm font-semibold lg:block">{title}</h2>
      <ul className="flex gap-3 lg:grid lg:grid-cols-2">
        {items.map((item) => (
          <LibraryCard key={item.id} item={item} />
        ))}
      </ul>
    </section>
  );
}
