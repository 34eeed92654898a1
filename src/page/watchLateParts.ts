import { useStudio } from '../store/studio.ts';
import { fetchLateParts } from '../ui/late.ts';

/** Fetches what the first screen did without once the model runs, or does not: then the first click on a tab has not to wait for it. */
export function watchLateParts(): void {
  const stop = useStudio.subscribe(({ modelJob: { state } }) => {
    if (state !== 'done' && state !== 'failed') return;
    stop();
    whenIdle(() => void fetchLateParts());
  });
}

/** Safari knows no idle times. */
const whenIdle = (act: () => void): void => {
  if ('requestIdleCallback' in window) requestIdleCallback(act);
  else setTimeout(act, 1000);
};
