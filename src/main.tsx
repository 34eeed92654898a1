import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import './app.css';
import { openSamples } from './actions/addSamples.ts';
import { loadModel } from './actions/loadModel.ts';
import { watchTheme } from './actions/setTheme.ts';
import { watchAddress } from './actions/watchAddress.ts';
import { watchAssets } from './actions/watchAssets.ts';
import { watchLeaving } from './actions/watchLeaving.ts';
import { watchPlaces } from './actions/watchPlaces.ts';
import { watchSteps } from './actions/watchSteps.ts';
import { ErrorBoundary } from './ui/ErrorBoundary.tsx';
import { PartFailed } from './ui/PartFailed.tsx';

watchTheme();
watchAddress();
watchPlaces();
watchSteps();
watchAssets();
watchLeaving();
void loadModel();
void openSamples();

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <ErrorBoundary fallback={<PartFailed />}>
      <App />
    </ErrorBoundary>
  </StrictMode>,
);
