import { useStudio } from '../store/studio.ts';
import { panelWords } from '../words/panelWords.ts';

/** Below this a picture is soon there, and nothing needs to be said. */
const SLOW_MS = 2000;

/** Says how long a picture takes where that is long. */
export function SlowNote() {
  const pictureMs = useStudio((s) => (s.modelJob.state === 'done' ? s.modelJob.info.pictureMs : undefined));
  return (
    <p role="status" className="text-sm text-pretty text-muted [&:not(:empty)]:mt-1.5">
      {pictureMs !== undefined && pictureMs >= SLOW_MS && slowSentence(pictureMs)}
    </p>
  );
}

const slowSentence = (pictureMs: number): string => panelWords.slow(Math.round(pictureMs / 1000));
