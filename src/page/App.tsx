import { Tabs } from 'radix-ui';
import { Suspense } from 'react';
import { useDropzone } from 'react-dropzone';
import { addFiles, sayUnreadable } from '../actions/addFiles.ts';
import { LibraryPanel } from '../panels/library/LibraryPanel.tsx';
import { ImportStatus } from '../panels/model/ImportStatus.tsx';
import { useStudio } from '../store/studio.ts';
import type { Tab } from '../store/viewSlice.ts';
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx';
import { LatePart } from '../ui/LatePart.tsx';
import { late } from '../ui/late.ts';
import { PartFailed } from '../ui/PartFailed.tsx';
import { Toasts } from '../ui/Toasts.tsx';
import { TooltipProvider } from '../ui/Tooltip.tsx';
import { pageWords } from '../words/pageWords.ts';
import { Dialogs } from './Dialogs.tsx';
import { DropOverlay } from './DropOverlay.tsx';
import { TopBar } from './TopBar.tsx';
import { PAGE_TABS } from './tabs.tsx';
import { useForeignDrops } from './useForeignDrops.ts';
import { usePageKeys } from './usePageKeys.ts';

/** Comes after the first screen: what is carried, and the library that does the carrying. */
const LibraryCarry = late(async () => (await import('../panels/library/LibraryCarry.tsx')).LibraryCarry);

export function App() {
  const tab = useStudio((s) => s.tab);
  const setTab = useStudio((s) => s.setTab);
  const notices = useStudio((s) => s.notices);
  const dismissNotice = useStudio((s) => s.dismissNotice);
  // No `accept`: what is no photo gets a sentence that says so instead of silence.
  const { getRootProps, getInputProps, isDragActive, open } = useDropzone({
    onDrop: (files) => void addFiles(files),
    onError: sayUnreadable,
    noClick: true,
    noKeyboard: true,
  });
  usePageKeys(open);
  useForeignDrops();

  return (
    <TooltipProvider>
      <Tabs.Root value={tab} onValueChange={(next) => setTab(next as Tab)} asChild>
        <div {...getRootProps()} className="min-h-dvh pt-(--room-above)">
          <TopBar />
          <div className="mx-auto max-w-[1600px] lg:grid lg:grid-cols-[18.5rem_minmax(0,1fr)]">
            <LibraryPanel
              onPickFiles={open}
              fileInput={<input {...getInputProps({ 'aria-label': pageWords.photosInput })} />}
            />
            <main className="min-w-0 px-4 pt-4 pb-28 max-sm:tiny:pt-2 sm:px-8 lg:px-10 lg:pt-8 lg:pb-16 lg:short:pt-5 *:max-w-6xl">
              {PAGE_TABS.map(({ id, Panel }) => (
                <Tabs.Content key={id} value={id} tabIndex={-1} className="outline-none">
                  <ErrorBoundary fallback={<PartFailed />}>
                    <Suspense fallback={<TabComing />}>
                      <Panel />
                    </Suspense>
                  </ErrorBoundary>
                </Tabs.Content>
              ))}
            </main>
          </div>
          {isDragActive && <DropOverlay />}
        </div>
      </Tabs.Root>
      <LatePart>
        <LibraryCarry />
      </LatePart>
      <Dialogs />
      <Toasts notices={notices} onDismiss={dismissNotice}>
        <ImportStatus />
      </Toasts>
    </TooltipProvider>
  );
}

/** The shape of a tab until its code comes. */
const TabComing = () => (
  <div aria-busy className="animate-shimmer flex flex-col gap-4">
    <div className="h-8 w-48 rounded-xl bg-sunken" />
    <div className="h-4 max-w-md rounded-lg bg-sunken" />
    <div className="mt-4 h-80 rounded-3xl bg-sunken" />
  </div>
);
