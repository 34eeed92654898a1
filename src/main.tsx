import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import './app.css';
import { addSamples } from './actions/addSamples.ts';
import { loadModel } from './actions/loadModel.ts';
import { watchTheme } from './actions/setTheme.ts';
import { watchAddress } from './actions/watchAddress.ts';
import { PartFailed } from './panels/PartFailed.tsx';
import { ErrorBoundary } from './ui/ErrorBoundary.tsx';

watchTheme();
watchAddress();
// The default grid is laid out of the samples, so they come first; a failure there is a notice, not the end.
void addSamples().then(loadModel);

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <ErrorBoundary fallback={<PartFailed />}>
      <App />
    </ErrorBoundary>
  </StrictMode>,
);
