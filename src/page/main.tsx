import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import '../ui/app.css';
import { sayCanvasNoise } from '../actions/canvasNoise.ts';
import { speakFirst } from '../actions/language.ts';
import { watchLooks } from '../actions/lookAgain.ts';
import { loadModel } from '../actions/models.ts';
import { openSamples, renameSamples } from '../actions/samples.ts';
import { watchTheme } from '../actions/theme.ts';
import { useStudio } from '../store/studio.ts';
import { bearTranslation } from '../ui/bearTranslation.ts';
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx';
import { PartFailed } from '../ui/PartFailed.tsx';
import { useLanguage } from '../ui/useLanguage.ts';
import { onLanguage } from '../words/language.ts';
import { watchAddress } from './watchAddress.ts';
import { watchAssets } from './watchAssets.ts';
import { watchLateParts } from './watchLateParts.ts';
import { watchLeaving } from './watchLeaving.ts';
import { watchLinks } from './watchLinks.ts';
import { watchOffline } from './watchOffline.ts';
import { watchPlaces } from './watchPlaces.ts';
import { watchSteps } from './watchSteps.ts';

bearTranslation();
watchTheme();
watchAddress();
watchPlaces();
watchSteps();
watchAssets();
watchLeaving();
watchOffline();
watchLateParts();
watchLooks();
sayCanvasNoise();
onLanguage(() => void renameSamples());
void speakFirst().then(open);

function open(): void {
  void begin();
  createRoot(document.getElementById('root')!).render(
    <StrictMode>
      <ErrorBoundary fallback={<PartFailed />}>
        <Studio />
      </ErrorBoundary>
    </StrictMode>,
  );
}

/** The page, drawn anew when another language is spoken. */
function Studio() {
  return <App key={useLanguage()} />;
}

/** What was kept comes first: it says which model it is of, and whether the samples are still on their shelf. */
async function begin(): Promise<void> {
  const { hash } = location; // what was kept brings its tab, which goes into the address
  const isRestored = await import('./watchSession.ts').then(
    ({ watchSession }) => watchSession(),
    () => false, // the page works without
  );
  void loadModel();
  if (!isRestored) await openSamples(); // a link may speak of them
  useStudio.getState().markOpened();
  watchLinks(hash);
}
