import { lazy, Suspense } from 'react';
import { useStudio } from '../store/studio.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx';
import { PartFailed } from '../ui/PartFailed.tsx';
import { pageWords } from '../words/pageWords.ts';

const CropDialog = lazy(async () => ({ default: (await import('../panels/framing/CropDialog.tsx')).CropDialog }));
const RefineDialog = lazy(async () => ({
  default: (await import('../panels/reconstruct/RefineDialog.tsx')).RefineDialog,
}));
const MirrorDialog = lazy(async () => ({ default: (await import('../panels/framing/MirrorDialog.tsx')).MirrorDialog }));
const CellDialog = lazy(async () => ({ default: (await import('../panels/mix/CellDialog.tsx')).CellDialog }));
const GridExportDialog = lazy(async () => ({
  default: (await import('../panels/mix/GridExportDialog.tsx')).GridExportDialog,
}));
const LayerSwapDialog = lazy(async () => ({
  default: (await import('../panels/mix/LayerSwapDialog.tsx')).LayerSwapDialog,
}));
const ModelCardDialog = lazy(async () => ({
  default: (await import('../panels/model/ModelCardDialog.tsx')).ModelCardDialog,
}));
const ReplayDialog = lazy(async () => ({ default: (await import('../panels/model/ReplayDialog.tsx')).ReplayDialog }));
const ExamplesDialog = lazy(async () => ({
  default: (await import('../panels/latent/ExamplesDialog.tsx')).ExamplesDialog,
}));
const SessionDialog = lazy(async () => ({
  default: (await import('../panels/library/SessionDialog.tsx')).SessionDialog,
}));
const LinkDialog = lazy(async () => ({ default: (await import('../panels/library/LinkDialog.tsx')).LinkDialog }));
const HelpDialog = lazy(async () => ({ default: (await import('./HelpDialog.tsx')).HelpDialog }));

/** The dialog that is open, if any; its code comes when it is first opened. */
export function Dialogs() {
  const dialog = useStudio((s) => s.dialog);
  return (
    <ErrorBoundary key={dialog?.kind} fallback={<DialogFailed />}>
      <Suspense>
        {dialog?.kind === 'crop' && <CropDialog itemId={dialog.itemId} isSearching={dialog.isSearching === true} />}
        {dialog?.kind === 'refine' && <RefineDialog itemId={dialog.itemId} />}
        {dialog?.kind === 'mirror' && <MirrorDialog />}
        {dialog?.kind === 'cell' && <CellDialog sourceId={dialog.sourceId} rowId={dialog.rowId} />}
        {dialog?.kind === 'gridExport' && <GridExportDialog />}
        {dialog?.kind === 'layerSwap' && <LayerSwapDialog {...dialog} />}
        {dialog?.kind === 'modelCard' && <ModelCardDialog />}
        {dialog?.kind === 'replay' && <ReplayDialog />}
        {dialog?.kind === 'examples' && <ExamplesDialog />}
        {dialog?.kind === 'session' && <SessionDialog />}
        {dialog?.kind === 'link' && <LinkDialog itemId={dialog.itemId} />}
        {dialog?.kind === 'help' && <HelpDialog />}
      </Suspense>
    </ErrorBoundary>
  );
}

function DialogFailed() {
  const closeDialog = useStudio((s) => s.closeDialog);
  return (
    <Dialog title={pageWords.dialogFailed} onClose={closeDialog}>
      <PartFailed />
    </Dialog>
  );
}
