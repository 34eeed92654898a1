import { FolderOpen, RotateCcw, RotateCw, Save, Tags } from 'lucide-react';
import { useRef, useState } from 'react';
import { loadDirections, nameByChange, openDirections, saveDirections } from '../../actions/directionList.ts';
import type { LibraryItem } from '../../store/librarySlice.ts';
import { selectLayerCount } from '../../store/modelSlice.ts';
import { useStudio } from '../../store/studio.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { SortableList } from '../../ui/SortableList.tsx';
import { blockMeaning } from '../../words/blockMeaning.ts';
import { isUnnamed } from '../../words/directionNames.ts';
import { latentWords } from '../../words/latentWords.ts';
import { PictureProblem } from '../PictureProblem.tsx';
import { AddDirections } from './AddDirections.tsx';
import { DirectionRow } from './DirectionRow.tsx';
import { DirectionSheetMenu } from './DirectionSheetMenu.tsx';
import { useLatent } from './useLatent.ts';
import { useMeanCode } from './useMeanCode.ts';

/** What a cat can be moved along. */
export function DirectionList({ item }: { readonly item: LibraryItem }) {
  const job = useStudio((s) => s.directionsJob);
  const directions = useStudio((s) => s.directions);
  const moveDirection = useStudio((s) => s.moveDirection);
  const layerCount = useStudio(selectLayerCount);
  const { w, error, retry } = useMeanCode(item);

  if (job.state === 'failed') {
    return (
      <div role="alert" className="flex flex-col items-start gap-3 rounded-3xl bg-sunken/60 p-6 text-sm">
        {job.message}
        <Button onClick={() => void openDirections()}>
          <RotateCw />
          {latentWords.list.retry}
        </Button>
      </div>
    );
  }
  if (error !== undefined) return <PictureProblem error={error} onRetry={retry} />;
  if (job.state !== 'done' || !w) {
    return (
      <p role="status" className="animate-shimmer rounded-3xl bg-sunken/60 p-6 text-sm text-muted">
        {job.state === 'done' ? latentWords.list.lookingAtCat : latentWords.list.lookingAtMany}
      </p>
    );
  }
  return (
    <section aria-label={latentWords.list.directions}>
      <Toolbar item={item} />
      <p className="mb-2 text-xs text-pretty text-muted">
        {latentWords.list.help(blockMeaning(0, layerCount), blockMeaning(layerCount - 1, layerCount))}
      </p>
      {directions.length === 0 && (
        <p className="rounded-3xl bg-sunken/60 p-6 text-sm text-muted">{latentWords.list.empty}</p>
      )}
      <SortableList
        ids={directions.map(({ id }) => id)}
        nameOf={(id) => directions.find((direction) => direction.id === id)?.name ?? ''}
        onMove={moveDirection}
        className="divide-y divide-line"
      >
        {directions.map((direction) => (
          <DirectionRow key={direction.id} item={item} direction={direction} w={w} />
        ))}
      </SortableList>
    </section>
  );
}

function Toolbar({ item }: { readonly item: LibraryItem }) {
  const { settings, change } = useLatent(item);
  const isListEmpty = useStudio((s) => s.directions.length === 0);
  const hasMoved = Object.values(settings.offsets).some((offset) => offset !== 0);
  const fileInput = useRef<HTMLInputElement>(null);
  return (
    <div className="mb-2 flex flex-wrap items-center gap-1 sm:gap-2">
      <h2 className="text-lg font-semibold">{latentWords.list.directions}</h2>
      <IconButton label={latentWords.list.resetAll} disabled={!hasMoved} onClick={() => change({ offsets: {} })}>
        <RotateCcw />
      </IconButton>
      <span className="grow" />
      <NameByChange />
      <IconButton label={latentWords.list.load} onClick={() => fileInput.current?.click()}>
        <FolderOpen />
      </IconButton>
      <input
        ref={fileInput}
        type="file"
        accept=".json,application/json"
        aria-label={latentWords.list.file}
        className="hidden"
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          if (file) void loadDirections(file);
          target.value = ''; // the same file can be chosen again
        }}
      />
      <IconButton label={latentWords.list.save} disabled={isListEmpty} onClick={saveDirections}>
        <Save />
      </IconButton>
      <DirectionSheetMenu item={item} />
      <AddDirections />
    </div>
  );
}

/** Offered while some directions have but a number. */
function NameByChange() {
  const isOffered = useStudio((s) => s.directions.some(isUnnamed));
  const [isMeasuring, setMeasuring] = useState(false);
  if (!isOffered && !isMeasuring) return null;
  return (
    <IconButton
      label={isMeasuring ? latentWords.list.measuring : latentWords.list.nameByChange}
      disabled={isMeasuring}
      onClick={() => {
        setMeasuring(true);
        void nameByChange().finally(() => setMeasuring(false));
      }}
    >
      <Tags />
    </IconButton>
  );
}
