import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import '../ui/app.css';
import { sayCanvasNoise } from '../actions/canvasNoise.ts';
import { loadModel } from '../actions/models.ts';
import { openSamples } from '../actions/samples.ts';
import { watchTheme } from '../actions/theme.ts';
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx';
import { PartFailed } from '../ui/PartFailed.tsx';
import { bearTranslation } from './bearTranslation.ts';
import { watchAddress } from './watchAddress.ts';
import { watchAssets } from './watchAssets.ts';
import { watchLeaving } from './watchLeaving.ts';
import { watchPlaces } from './watchPlaces.ts';
import { watchSteps } from './watchSteps.ts';

bearTranslation();
watchTheme();
watchAddress();
watchPlaces();
watchSteps();
watchAssets();
watchLeaving();
sayCanvasNoise();
void loadModel();
void openSamples();

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <ErrorBoundary fallback={<PartFailed />}>
      <App />
    </ErrorBoundary>
  </StrictMode>,
);
