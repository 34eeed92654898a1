import { ArrowLeftRight, Cat, Grid3x3, Share } from 'lucide-react';
import { Suspense } from 'react';
import { mixOwn, openDefaultMix, selectMissesOwn } from '../../actions/mix.ts';
import { selectIsReady } from '../../store/modelSlice.ts';
import { useStudio } from '../../store/studio.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorBoundary } from '../../ui/ErrorBoundary.tsx';
import { late } from '../../ui/late.ts';
import { PartFailed } from '../../ui/PartFailed.tsx';
import { mixWords } from '../../words/mixWords.ts';
import { NoCatsYet } from '../library/NoCatsYet.tsx';
import { ModelStatusCard } from '../model/ModelStatus.tsx';
import { PanelHeading } from '../PanelHeading.tsx';
import { MixGrid } from './MixGrid.tsx';
import { MixViewSwitch } from './MixViewSwitch.tsx';
import { PresetMenu } from './PresetMenu.tsx';
import { SchemaEditor } from './SchemaEditor.tsx';

const LayerInspector = late(async () => (await import('./LayerInspector.tsx')).LayerInspector);

/** The style-mixing figure of the paper, alive; or the layers one by one. */
export function MixPanel() {
  const view = useStudio((s) => s.mixView);
  const isReady = useStudio(selectIsReady);
  const isLibraryEmpty = useStudio((s) => s.items.length === 0);
  return (
    <>
      <PanelHeading title={mixWords.headings[view].title}>{mixWords.headings[view].text}</PanelHeading>
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
          {mixWords.fill}
        </Button>
        <UseMine isOffered={missesOwn} />
        <p className="text-sm text-muted">{mixWords.fillText}</p>
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
          {mixWords.swapSides}
        </Button>
        <Button
          className="ml-auto max-sm:px-3"
          disabled={!hasBothMargins}
          onClick={() => openDialog({ kind: 'gridExport' })}
        >
          <Share />
          {mixWords.export.export}
        </Button>
      </div>
    </div>
  );
}

/** Lays out one's own photos, while some of them are not on the grid. */
const UseMine = ({ isOffered }: { readonly isOffered: boolean }) =>
  isOffered && (
    <Button look="quiet" className="px-3" title={mixWords.mineTitle} onClick={mixOwn}>
      <Cat />
      {mixWords.mine}
    </Button>
  );

const Legend = () => (
  <p className="flex flex-wrap gap-x-5 gap-y-1 text-sm text-muted lg:short:gap-x-4">
    <span className="flex items-center gap-2">
      <b className="grid size-5 place-items-center rounded-full bg-accent text-xs text-on-accent">
        {mixWords.legend.s}
      </b>
      <span className="max-sm:hidden lg:short:hidden">{mixWords.legend.sourceAbove}</span>
      <span className="hidden max-sm:inline lg:short:inline">{mixWords.legend.above}</span>
    </span>
    <span className="flex items-center gap-2">
      <b className="grid size-5 place-items-center rounded-full bg-ink text-xs text-ground">{mixWords.legend.d}</b>
      <span className="max-sm:hidden lg:short:hidden">{mixWords.legend.destinationLeft}</span>
      <span className="hidden max-sm:inline lg:short:inline">{mixWords.legend.left}</span>
    </span>
    <span>{mixWords.legend.hold}</span>
  </p>
);
