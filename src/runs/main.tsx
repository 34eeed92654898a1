import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '../ui/app.css';
import 'uplot/dist/uPlot.min.css';
import '../ui/curves.css';
import { watchTheme } from '../actions/theme.ts';
import { bearTranslation } from '../ui/bearTranslation.ts';
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx';
import { PartFailed } from '../ui/PartFailed.tsx';
import { TooltipProvider } from '../ui/Tooltip.tsx';
import { followRun } from './followRun.ts';
import { RunPage } from './RunPage.tsx';

bearTranslation();
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
