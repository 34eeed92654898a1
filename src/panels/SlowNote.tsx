import { useStudio } from '../store/studio.ts';

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

const slowSentence = (pictureMs: number): string =>
  `This model is large for this device: a picture takes about ${Math.round(pictureMs / 1000)} seconds.`;
