import { gif, sheetPng, video } from '../imageWorker/imageClient.ts';
import { type Film, filmOf } from '../pictures/film.ts';
import { filmFrames } from '../pictures/pictureCache.ts';
import { requestOf } from '../pictures/renderings.ts';
import { engine } from '../pictures/runningEngine.ts';
import { type MorphRecipe, withMorphRecipe } from '../recipes/morphRecipe.ts';
import type { LibraryItem } from '../store/librarySlice.ts';
import { type Morph, type MorphFormat, type MorphKey, morphKeys } from '../store/morphSlice.ts';
import { useStudio } from '../store/studio.ts';
import { selectNoise } from '../store/viewSlice.ts';
import { errorSentence } from '../words/errorSentences.ts';
import { fileName } from '../words/fileName.ts';
import { fileWords } from '../words/fileWords.ts';
import { recipeCat, recipeMeans } from './recipes.ts';
import { saveFile } from './saveFile.ts';

interface MorphExportOptions {
  readonly format: MorphFormat;
  /** 1 to 8 output pixels for each of the model's. */
  readonly scale: number;
  /** On a strip, spread evenly over the film. */
  readonly pictureCount: number;
}

export const MORPH_EXPORT_DEFAULTS: MorphExportOptions = { format: 'gif', scale: 4, pictureCount: 9 };

let running: AbortController | null = null;

/** Writes the film at the model's resolution and hands it to the browser's downloads; says how far it is meanwhile. */
export async function exportMorph(options: MorphExportOptions): Promise<void> {
  const { morph, items, notify, setMorphExportJob } = useStudio.getState();
  const film = filmOf(morph, items);
  if (!film) return;
  running?.abort();
  const controller = new AbortController();
  running = controller;
  const { format } = options;
  const name = nameOfFilm(morph, items, format);
  const report = (doneFrames: number, totalFrames: number) => {
    if (running === controller) setMorphExportJob({ state: 'running', format, doneFrames, totalFrames });
  };
  try {
    const file = await writeFilm(film, options, report, controller.signal);
    if (running === controller) saveFile(name, file);
  } catch (error) {
    if (!controller.signal.aborted) notify(errorSentence(error), 'problem');
  } finally {
    if (running === controller) {
      running = null;
      setMorphExportJob({ state: 'idle' });
    }
  }
}

/** Stops the export that is running; nothing is saved. */
export function stopMorphExport(): void {
  running?.abort();
  running = null;
  useStudio.getState().setMorphExportJob({ state: 'idle' });
}

/** Says from which cat to which. */
function nameOfFilm(morph: Morph, items: readonly LibraryItem[], format: MorphFormat): string {
  const keys = morphKeys(morph, items);
  const [first, last] = [keys[0], keys.at(-1)].map((key) => items.find(({ id }) => id === key?.itemId)?.name);
  const what = format === 'png' ? fileWords.strip : fileWords.morph;
  return fileName(fileWords.fromTo(first ?? '', last ?? ''), what, format);
}

type Report = (doneFrames: number, totalFrames: number) => void;

async function writeFilm(
  film: Film,
  { format, scale, pictureCount }: MorphExportOptions,
  report: Report,
  signal: AbortSignal,
): Promise<Blob> {
  const studio = useStudio.getState();
  const { zoom, morph, items } = studio;
  const noise = selectNoise(studio);
  const { framesPerSecond, isLoop } = film;
  const shown = format === 'png' ? spread(film, pictureCount) : film.frames;
  const frames = shown.map((frame) => requestOf(frame, noise));
  const frameCount = frames.length;
  const workerCount = engine().info.workerCount;
  const frameAt = (index: number) => {
    report(index, frameCount);
    // The next ones are drawn while this one is being written.
    for (const frame of frames.slice(index + 1, index + 1 + workerCount)) filmFrames.get(frame, signal).catch(() => {});
    return filmFrames.get(frames[index]!, signal);
  };
  if (format === 'gif') return gif(frameAt, { frameCount, framesPerSecond, scale, zoom, isLoop });
  if (format !== 'png') return video(format, frameAt, { frameCount, framesPerSecond, scale, zoom });
  const recipe = await morphRecipeOf(morph, items); // as it is now: pictures take a while
  const pictures = [];
  for (let index = 0; index < frameCount; index++) pictures.push(await frameAt(index));
  return withMorphRecipe(await sheetPng([pictures], { scale, zoom }), recipe);
}

/** What it takes to make the film again with the model in use. @param isAsEncoded whatever looks were taken at photos */
export async function morphRecipeOf(
  morph: Morph,
  items: readonly LibraryItem[],
  isAsEncoded = false,
): Promise<MorphRecipe> {
  const means = recipeMeans();
  const { isLoop, path, framesPerSecond } = morph;
  const keyOf = async ({ itemId, seconds, easing }: MorphKey) => {
    const cat = await recipeCat(items.find(({ id }) => id === itemId)!, isAsEncoded);
    return { cat, seconds, easing };
  };
  const keys = await Promise.all(morphKeys(morph, items).map(keyOf));
  return { ...means, keys, isLoop, path, framesPerSecond };
}

/** So many frames at equal distances: an open film's first and last among them, a loop's only once. */
function spread({ frames, isLoop }: Film, count: number): Film['frames'] {
  const step = isLoop ? frames.length / count : (frames.length - 1) / (count - 1);
  return Array.from({ length: count }, (_, i) => frames[Math.round(i * step)]!);
}
