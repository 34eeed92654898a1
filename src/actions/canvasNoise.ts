import { hasCanvasNoise } from '../image/canvasNoise.ts';
import { useStudio } from '../store/studio.ts';
import { noticeWords } from '../words/noticeWords.ts';

/** Says which setting makes the browser change pictures that the page reads, if it does. */
export function sayCanvasNoise(): void {
  if (!hasCanvasNoise()) return;
  const sentence = noticeWords.canvasNoise;
  useStudio.getState().notify(sentence, 'problem');
}
