import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import './app.css';
import { addSamples } from './actions/addSamples.ts';
import { loadModel } from './actions/loadModel.ts';
import { openDefaultMix } from './actions/openDefaultMix.ts';
import { watchTheme } from './actions/setTheme.ts';
import { watchAddress } from './actions/watchAddress.ts';
import { PartFailed } from './panels/PartFailed.tsx';
import { ErrorBoundary } from './ui/ErrorBoundary.tsx';

watchTheme();
watchAddress();
void loadModel();
void addSamples().then(openDefaultMix); // whichever comes last, samples or model, lays out the grid

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <ErrorBoundary fallback={<PartFailed />}>
      <App />
    </ErrorBoundary>
  </StrictMode>,
);
