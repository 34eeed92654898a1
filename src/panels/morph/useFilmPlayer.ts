import { useEffect, useMemo, useRef, useState } from 'react';
import type { Pixels } from '../../image/pixels.ts';
import { canPlayThrough, drawFilm, type Film, isDrawn } from '../../pictures/film.ts';
import { filmFrames, type PictureRequest } from '../../pictures/pictureCache.ts';
import { requestOf } from '../../pictures/renderings.ts';
import { engine } from '../../pictures/runningEngine.ts';
import { useLooks } from '../../pictures/useLooks.ts';
import { useNoise } from '../../pictures/useNoise.ts';

export interface FilmPlayer {
  /** The frame that is shown. */
  readonly index: number;
  /** The newest frame there is: an older one while the one that is asked for is drawn. */
  readonly pixels: Pixels | null;
  /** Plays, or will as soon as enough is drawn. */
  readonly isPlaying: boolean;
  /** Is to play, and waits for frames. */
  readonly isWaiting: boolean;
  readonly drawnFrames: number;
  readonly error: unknown;
  readonly retry: () => void;
  readonly toggle: () => void;
  /** Shows a frame, and stops. */
  readonly seek: (index: number) => void;
}

/** A film that can be drawn: its frames with the page's noise. */
interface DrawableFilm extends Omit<Film, 'frames'> {
  readonly frames: readonly PictureRequest[];
}

function useDrawable(film: Film | null): DrawableFilm | null {
  const noise = useNoise();
  const looks = useLooks();
  return useMemo(
    () => film && { ...film, frames: film.frames.map((frame) => requestOf(frame, noise)) },
    [film, noise, looks],
  );
}

/** Draws a film ahead of its playhead, and plays it when it will play without a stop. */
export function useFilmPlayer(wanted: Film | null, playsAtOnce: boolean): FilmPlayer {
  const film = useDrawable(wanted);
  const [index, setIndex] = useState(0);
  const [isPlaying, setPlaying] = useState(playsAtOnce);
  /** In frames; between two of them while it plays. */
  const place = useRef(0);
  const frameCount = film?.frames.length ?? 0;
  const drawing = useDrawing(film, place);
  const isWaiting = usePlayback(film, isPlaying, drawing.rate, place, setIndex, () => setPlaying(false));

  const shown = Math.min(index, Math.max(0, frameCount - 1));
  const seek = (next: number) => {
    place.current = next;
    setIndex(next);
    setPlaying(false);
  };
  return {
    index: shown,
    pixels: useShownFrame(film, shown),
    isPlaying,
    isWaiting,
    drawnFrames: film ? film.frames.filter(isDrawn).length : 0,
    error: drawing.error,
    retry: drawing.retry,
    toggle() {
      if (!isPlaying && film && !film.isLoop && shown >= frameCount - 1) seek(0);
      setPlaying(!isPlaying);
    },
    seek,
  };
}

type Place = { current: number };

function useDrawing(film: DrawableFilm | null, place: Place) {
  /** Frames drawn a second. */
  const rate = useRef(0);
  const [, redraw] = useState(0);
  const [error, setError] = useState<unknown>(null);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    if (!film) return;
    place.current = Math.min(place.current, film.frames.length - 1);
    setError(null);
    rate.current = 0;
    const controller = new AbortController();
    drawFilm(film.frames, {
      lanes: engine().info.workerCount + 1, // one waits while the others are drawn
      playhead: () => Math.floor(place.current) % film.frames.length,
      signal: controller.signal,
      onFrame(drawnPerSecond) {
        rate.current = drawnPerSecond;
        redraw((count) => count + 1);
      },
    }).catch((reason: unknown) => {
      if (!controller.signal.aborted) setError(reason);
      controller.abort();
    });
    return () => controller.abort();
  }, [film, attempt, place]);
  return { rate, error, retry: () => setAttempt(attempt + 1) };
}

/** Moves the playhead while the film plays. @returns whether it waits for frames */
function usePlayback(
  film: DrawableFilm | null,
  isPlaying: boolean,
  drawnPerSecond: { readonly current: number },
  place: Place,
  show: (index: number) => void,
  end: () => void,
): boolean {
  const [isWaiting, setWaiting] = useState(false);
  useEffect(() => {
    if (!film || !isPlaying || film.frames.length < 2) return setWaiting(false);
    const { frames, framesPerSecond, isLoop } = film;
    let mustWait = true;
    let lastMs = performance.now();
    function tick(nowMs: number): void {
      request = requestAnimationFrame(tick);
      const next = place.current + (mustWait ? 0 : ((nowMs - lastMs) / 1000) * framesPerSecond);
      lastMs = nowMs;
      if (!isLoop && next > frames.length - 1) {
        place.current = frames.length - 1;
        show(frames.length - 1);
        end();
        return;
      }
      const frame = Math.floor(next) % frames.length;
      if (mustWait) {
        const ahead = [...frames.slice(frame), ...(isLoop ? frames.slice(0, frame) : [])].map(isDrawn);
        mustWait = !canPlayThrough(ahead, framesPerSecond, drawnPerSecond.current);
      } else if (isDrawn(frames[frame]!)) {
        place.current = next % frames.length;
        show(frame);
      } else {
        mustWait = true;
      }
      setWaiting(mustWait);
    }
    let request = requestAnimationFrame(tick);
    return () => cancelAnimationFrame(request);
  }, [film, isPlaying]);
  return isWaiting;
}

function useShownFrame(film: DrawableFilm | null, index: number): Pixels | null {
  const last = useRef<Pixels | null>(null);
  const state = film && filmFrames.peek(film.frames[index]!.key);
  if (state?.state === 'done') last.current = state.pixels;
  return film ? last.current : null;
}
