import { hasCanvasNoise } from '../image/canvasNoise.ts';
import { useStudio } from '../store/studio.ts';

/** Says which setting makes the browser change pictures that the page reads, if it does. */
export function sayCanvasNoise(): void {
  if (!hasCanvasNoise()) return;
  const sentence =
    'A privacy setting of this browser adds noise to the pixels that pages read, so pictures will have stripes: for this page, turn off “privacy.resistFingerprinting” (Firefox), the fingerprinting shield (Brave) or advanced tracking and fingerprinting protection (Safari), and reload.';
  useStudio.getState().notify(sentence, 'problem');
}
