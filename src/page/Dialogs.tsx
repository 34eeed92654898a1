import { Suspense } from 'react';
import { useStudio } from '../store/studio.ts';
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx';
import { late } from '../ui/late.ts';
import { uiWords } from '../words/uiWords.ts';

const CropDialog = late(async () => (await import('../panels/framing/CropDialog.tsx')).CropDialog);
const RefineDialog = late(async () => (await import('../panels/reconstruct/RefineDialog.tsx')).RefineDialog);
const MirrorDialog = late(async () => (await import('../panels/framing/MirrorDialog.tsx')).MirrorDialog);
const CellDialog = late(async () => (await import('../panels/mix/CellDialog.tsx')).CellDialog);
const GridExportDialog = late(async () => (await import('../panels/mix/GridExportDialog.tsx')).GridExportDialog);
const LayerSwapDialog = late(async () => (await import('../panels/mix/LayerSwapDialog.tsx')).LayerSwapDialog);
const ModelCardDialog = late(async () => (await import('../panels/model/ModelCardDialog.tsx')).ModelCardDialog);
const ReplayDialog = late(async () => (await import('../panels/model/ReplayDialog.tsx')).ReplayDialog);
const ExamplesDialog = late(async () => (await import('../panels/latent/ExamplesDialog.tsx')).ExamplesDialog);
const SessionDialog = late(async () => (await import('../panels/library/SessionDialog.tsx')).SessionDialog);
const LinkDialog = late(async () => (await import('../panels/library/LinkDialog.tsx')).LinkDialog);
const HelpDialog = late(async () => (await import('./HelpDialog.tsx')).HelpDialog);

/** The dialog that is open, if any; its code comes when it is first opened. */
export function Dialogs() {
  const dialog = useStudio((s) => s.dialog);
  return (
    <ErrorBoundary key={dialog?.kind} fallback={null} onFailure={giveUp}>
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

/** Says that a dialog did not open, mostly because its code did not come. */
function giveUp(): void {
  const { closeDialog, notices, notify } = useStudio.getState();
  closeDialog();
  if (notices.some(({ text }) => text === uiWords.partFailed)) return;
  notify(uiWords.partFailed, 'problem', { text: uiWords.reload, accept: () => location.reload(), isLasting: true });
}
