import { Tabs } from 'radix-ui';
import { lazy, type ReactNode, Suspense } from 'react';
import { useDropzone } from 'react-dropzone';
import { addFiles } from '../actions/addFiles.ts';
import { LibraryPanel } from '../panels/library/LibraryPanel.tsx';
import { MixPanel } from '../panels/mix/MixPanel.tsx';
import { ImportStatus } from '../panels/model/ImportStatus.tsx';
import { ReconstructPanel } from '../panels/reconstruct/ReconstructPanel.tsx';
import { useStudio } from '../store/studio.ts';
import type { Tab } from '../store/viewSlice.ts';
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx';
import { PartFailed } from '../ui/PartFailed.tsx';
import { Toasts } from '../ui/Toasts.tsx';
import { TooltipProvider } from '../ui/Tooltip.tsx';
import { Dialogs } from './Dialogs.tsx';
import { DropOverlay } from './DropOverlay.tsx';
import { TopBar } from './TopBar.tsx';
import { usePageShortcuts } from './usePageShortcuts.ts';

const LatentPanel = lazy(async () => ({ default: (await import('../panels/latent/LatentPanel.tsx')).LatentPanel }));
const MorphPanel = lazy(async () => ({ default: (await import('../panels/morph/MorphPanel.tsx')).MorphPanel }));
const KittensPanel = lazy(async () => ({ default: (await import('../panels/kittens/KittensPanel.tsx')).KittensPanel }));

export function App() {
  const tab = useStudio((s) => s.tab);
  const setTab = useStudio((s) => s.setTab);
  const notices = useStudio((s) => s.notices);
  const dismissNotice = useStudio((s) => s.dismissNotice);
  // No `accept`: what is no photo gets a sentence that says so instead of silence.
  const { getRootProps, getInputProps, isDragActive, open } = useDropzone({
    onDrop: (files) => void addFiles(files),
    noClick: true,
    noKeyboard: true,
  });
  usePageShortcuts(open);

  return (
    <TooltipProvider>
      <Tabs.Root value={tab} onValueChange={(next) => setTab(next as Tab)} asChild>
        <div {...getRootProps()} className="min-h-dvh">
          <TopBar />
          <div className="mx-auto max-w-[1600px] lg:grid lg:grid-cols-[18.5rem_minmax(0,1fr)]">
            <LibraryPanel
              onPickFiles={open}
              fileInput={<input {...getInputProps({ 'aria-label': 'Photos of cats' })} />}
            />
            <main className="min-w-0 px-4 pt-4 pb-28 sm:px-8 lg:px-10 lg:pt-8 lg:pb-16 *:max-w-6xl">
              <Tabs.Content value="reconstruct" tabIndex={-1} className="outline-none">
                <ReconstructPanel />
              </Tabs.Content>
              <Tabs.Content value="mix" tabIndex={-1} className="outline-none">
                <MixPanel />
              </Tabs.Content>
              <LateTab value="latent">
                <LatentPanel />
              </LateTab>
              <LateTab value="morph">
                <MorphPanel />
              </LateTab>
              <LateTab value="kittens">
                <KittensPanel />
              </LateTab>
            </main>
          </div>
          {isDragActive && <DropOverlay />}
        </div>
      </Tabs.Root>
      <ImportStatus />
      <Dialogs />
      <Toasts notices={notices} onDismiss={dismissNotice} />
    </TooltipProvider>
  );
}

/** A tab whose code comes when it is first opened. */
const LateTab = ({ value, children }: { readonly value: Tab; readonly children: ReactNode }) => (
  <Tabs.Content value={value} tabIndex={-1} className="outline-none">
    <ErrorBoundary fallback={<PartFailed />}>
      <Suspense>{children}</Suspense>
    </ErrorBoundary>
  </Tabs.Content>
);
