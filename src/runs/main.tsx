import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { runsWords } from '../words/runsWords.ts';
import '../ui/app.css';
import 'uplot/dist/uPlot.min.css';
import '../ui/curves.css';
import { speakFirst } from '../actions/language.ts';
import { watchTheme } from '../actions/theme.ts';
import { bearTranslation } from '../ui/bearTranslation.ts';
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx';
import { PartFailed } from '../ui/PartFailed.tsx';
import { TooltipProvider } from '../ui/Tooltip.tsx';
import { useLanguage } from '../ui/useLanguage.ts';
import { onLanguage } from '../words/language.ts';
import { followRun } from './followRun.ts';
import { RunPage } from './RunPage.tsx';

bearTranslation();
watchTheme();
followRun();
onLanguage(nameThePage);
void speakFirst().then(open);

function nameThePage(): void {
  document.title = runsWords.pageTitle;
}

function open(): void {
  createRoot(document.getElementById('root')!).render(
    <StrictMode>
      <ErrorBoundary fallback={<PartFailed />}>
        <Training />
      </ErrorBoundary>
    </StrictMode>,
  );
}

/** The page, drawn anew when another language is spoken. */
function Training() {
  return (
    <TooltipProvider key={useLanguage()}>
      <RunPage />
    </TooltipProvider>
  );
}
