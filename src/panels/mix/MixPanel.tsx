import { ArrowLeftRight, Cat, Grid3x3, Share } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { mixOwn, openDefaultMix, selectMissesOwn } from '../../actions/mix.ts';
import type { MixView } from '../../store/blockTrialSlice.ts';
import { selectIsReady } from '../../store/modelSlice.ts';
import { useStudio } from '../../store/studio.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorBoundary } from '../../ui/ErrorBoundary.tsx';
import { PartFailed } from '../../ui/PartFailed.tsx';
import { NoCatsYet } from '../library/NoCatsYet.tsx';
import { ModelStatusCard } from '../model/ModelStatus.tsx';
import { PanelHeading } from '../PanelHeading.tsx';
import { MixGrid } from './MixGrid.tsx';
import { MixViewSwitch } from './MixViewSwitch.tsx';
import { PresetMenu } from './PresetMenu.tsx';
import { SchemaEditor } from './SchemaEditor.tsx';

const LayerInspector = lazy(async () => ({ default: (await import('./LayerInspector.tsx')).LayerInspector }));

const HEADINGS = {
  grid: {
    title: 'Cross two cats',
    text: 'Every picture is the cat on its left, with some layers of the cat above it. Flip the switches to choose which.',
  },
  layers: {
    title: 'See what each layer does',
    text: 'One layer at a time is swapped between your cat and ten that the model dreams up. What changes is what that layer decides.',
  },
} as const satisfies Record<MixView, object>;

/** The style-mixing figure of the paper, alive; or the layers one by one. */
export function MixPanel() {
  const view = useStudio((s) => s.mixView);
  const isReady = useStudio(selectIsReady);
  const isLibraryEmpty = useStudio((s) => s.items.length === 0);
  return (
    <>
      <PanelHeading title={HEADINGS[view].title}>{HEADINGS[view].text}</PanelHeading>
      <MixViewSwitch />
      {!isReady && <ModelStatusCard />}
      {isReady && isLibraryEmpty && <NoCatsYet />}
      {isReady && !isLibraryEmpty && view === 'layers' && (
        <ErrorBoundary fallback={<PartFailed />}>
          <Suspense>
            <LayerInspector />
          </Suspense>
        </ErrorBoundary>
      )}
      {isReady && !isLibraryEmpty && view === 'grid' && (
        <div className="flex flex-col">
          <SchemaEditor />
          <Toolbar />
          <MixGrid />
        </div>
      )}
    </>
  );
}

/** What the letters mean, and what can be done with the whole grid. */
function Toolbar() {
  const isEmpty = useStudio((s) => s.sources.length === 0 && s.rows.length === 0);
  const hasBothMargins = useStudio((s) => s.sources.length > 0 && s.rows.length > 0);
  const missesOwn = useStudio(selectMissesOwn);
  const swapMargins = useStudio((s) => s.swapMargins);
  const openDialog = useStudio((s) => s.openDialog);
  if (isEmpty) {
    return (
      <div className="mb-4 flex flex-wrap items-center gap-x-4 gap-y-3">
        <Button look="primary" onClick={openDefaultMix}>
          <Grid3x3 />
          Fill the grid
        </Button>
        <UseMine isOffered={missesOwn} />
        <p className="text-sm text-muted">
          It takes cats from your library; or add them one by one with the plus buttons.
        </p>
      </div>
    );
  }
  return (
    <div className="mb-4 flex flex-wrap items-center justify-between gap-x-4 gap-y-3">
      <Legend />
      <div className="flex flex-wrap items-center gap-1 max-sm:-ml-3 max-sm:w-full">
        <UseMine isOffered={missesOwn} />
        <PresetMenu />
        <Button look="quiet" className="px-3" disabled={!hasBothMargins} onClick={swapMargins}>
          <ArrowLeftRight />
          Swap sides
        </Button>
        <span className="grow" />
        <Button disabled={!hasBothMargins} onClick={() => openDialog({ kind: 'gridExport' })}>
          <Share />
          Export
        </Button>
      </div>
    </div>
  );
}

/** Lays out one's own photos, while some of them are not on the grid. */
const UseMine = ({ isOffered }: { readonly isOffered: boolean }) =>
  isOffered && (
    <Button look="quiet" className="px-3" title="A grid of your own photos. Undo brings this one back" onClick={mixOwn}>
      <Cat />
      Use mine
    </Button>
  );

const Legend = () => (
  <p className="flex flex-wrap gap-x-5 gap-y-1 text-sm text-muted lg:short:gap-x-4">
    <span className="flex items-center gap-2">
      <b className="grid size-5 place-items-center rounded-full bg-accent text-xs text-on-accent">S</b>
      <span>
        from <span className="max-sm:hidden lg:short:hidden">the source </span>above
      </span>
    </span>
    <span className="flex items-center gap-2">
      <b className="grid size-5 place-items-center rounded-full bg-ink text-xs text-ground">D</b>
      <span>
        from <span className="max-sm:hidden lg:short:hidden">the destination on </span>the left
      </span>
    </span>
    <span>Hold a switch to take a part from each.</span>
  </p>
);
