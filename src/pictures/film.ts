import { filmMoments, keysAround, type Moment, travelledSegments } from '../latent/interpolation.ts';
import type { LibraryItem } from '../store/librarySlice.ts';
import { type Morph, type MorphKey, morphKeys } from '../store/morphSlice.ts';
import { FILM_BYTES, filmFrames, type PictureRequest } from './pictureCache.ts';
import type { BetweenSpec } from './pictureSpec.ts';

/** A morph frame by frame. */
export interface Film {
  readonly frames: readonly BetweenSpec[];
  readonly moments: readonly Moment[];
  readonly framesPerSecond: number;
  readonly isLoop: boolean;
}

/** A morph at the model's resolution, or null when there is no picture on its timeline. */
export function filmOf(morph: Morph, items: readonly LibraryItem[]): Film | null {
  const keys = morphKeys(morph, items);
  if (keys.length === 0) return null;
  const { isLoop, path, framesPerSecond } = morph;
  const shown = keys.map((key) => itemOf(key, items));
  const moments = filmMoments(travelledSegments(keys, isLoop), isLoop, framesPerSecond);
  const frames = moments.map((moment): BetweenSpec => {
    const around = keysAround(moment, keys.length, path, isLoop).map((key) => (key === null ? null : shown[key]!));
    return { kind: 'between', around, progress: moment.progress };
  });
  return { frames, moments, framesPerSecond, isLoop };
}

const itemOf = ({ itemId }: MorphKey, items: readonly LibraryItem[]): LibraryItem =>
  items.find(({ id }) => id === itemId)!;

/**
 * A film for looking at: made smaller where its frames would not all fit into memory, since a loop needs every one of
 * them again.
 * @param resolution pixels per side of the model's images
 */
export function previewOf(film: Film, resolution: number): Film {
  const side = previewSide(film.frames.length, resolution);
  if (side === resolution) return film;
  return { ...film, frames: film.frames.map((frame) => ({ ...frame, largestSide: side })) };
}

/** Pixels per side at which so many frames fit. */
export const previewSide = (frameCount: number, resolution: number): number =>
  Math.min(resolution, Math.floor(Math.sqrt(FILM_BYTES / (4 * frameCount))));

export const isDrawn = ({ key }: PictureRequest): boolean => filmFrames.peek(key).state === 'done';

interface DrawFilmOptions {
  /** Frames that are asked for at a time. */
  readonly lanes: number;
  /** The frame that is looked at: it and those after it come first. */
  readonly playhead: () => number;
  /** Called for every frame that was drawn, with how many were drawn a second since the drawing began. */
  readonly onFrame: (drawnPerSecond: number) => void;
  readonly signal: AbortSignal;
}

/** Draws every frame of a film that is not drawn yet, from the playhead on and round to it. */
export async function drawFilm(frames: readonly PictureRequest[], options: DrawFilmOptions): Promise<void> {
  const { lanes, playhead, onFrame, signal } = options;
  const startedMs = performance.now();
  const asked = new Set<string>();
  let drawnHere = 0;
  const next = (): PictureRequest | undefined => {
    const first = playhead();
    const ahead = [...frames.slice(first), ...frames.slice(0, first)];
    return ahead.find(({ key }) => !asked.has(key));
  };
  async function work(): Promise<void> {
    for (let frame = next(); frame; frame = next()) {
      asked.add(frame.key);
      const wasDrawn = isDrawn(frame);
      await filmFrames.get(frame, signal); // also of one that is drawn: it is wanted, others may leave the cache
      if (wasDrawn) continue;
      drawnHere++;
      onFrame((1000 * drawnHere) / (performance.now() - startedMs));
    }
  }
  await Promise.all(Array.from({ length: lanes }, work));
}

/** The backend may slow down a little while a film plays. */
const SAFETY = 0.8;

/**
 * Whether a film that starts now plays without a stop, while the frames that are missing are drawn in order.
 * @param isReady of the frames from the playhead on, in the order in which they are shown
 */
export function canPlayThrough(isReady: readonly boolean[], framesPerSecond: number, drawnPerSecond: number): boolean {
  let missing = 0;
  return isReady.every((ready, ahead) => {
    if (ready) return true;
    missing++;
    return missing / (SAFETY * drawnPerSecond) <= ahead / framesPerSecond;
  });
}
