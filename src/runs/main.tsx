import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '../app.css';
import 'uplot/dist/uPlot.min.css';
import './curves.css';
import { watchTheme } from '../actions/setTheme.ts';
import { PartFailed } from '../panels/PartFailed.tsx';
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx';
import { TooltipProvider } from '../ui/Tooltip.tsx';
import { followRun } from './followRun.ts';
import { RunPage } from './RunPage.tsx';

watchTheme();
followRun();

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <ErrorBoundary fallback={<PartFailed />}>
      <TooltipProvider>
        <RunPage />
      </TooltipProvider>
    </ErrorBoundary>
  </StrictMode>,
);
