import type { StudioEngine } from '../engine/protocol.ts';
import { filmFrames, pictures } from './pictureCache.ts';

/** The running engine: a live object, so not in the store, whose `modelJob` says whether there is one. */
let current: StudioEngine | null = null;

/**
 * The engine that the page computes with.
 * @throws Error when none is loaded: whoever asks must wait for `modelJob` to be done
 */
export function engine(): StudioEngine {
  if (!current) throw new Error('No model is loaded.');
  return current;
}

/** Takes a new engine into use and forgets what the old one computed. */
export function replaceEngine(next: StudioEngine): void {
  current?.dispose();
  current = next;
  pictures.clear();
  filmFrames.clear();
}

/** The engine of the model that photos are compared with; the store's `rival` says whether there is one. */
let rival: StudioEngine | null = null;

/** @throws Error when no models are compared */
export function rivalEngine(): StudioEngine {
  if (!rival) throw new Error('No other model is compared with.');
  return rival;
}

/** Takes a rival into use beside the running engine; null lets go of the one that is there. */
export function replaceRival(next: StudioEngine | null): void {
  rival?.dispose();
  rival = next;
}

/** So often it is seen whether the engine in use is busy. */
const POLL_MS = 50;
let lastTurn: Promise<unknown> = Promise.resolve();

/**
 * Has the rival do something, one thing after another, each when the engine in use has nothing to do that somebody waits for:
 * on two cores both at once would hold up what the user does.
 */
export function inRivalsTurn<T>(work: (rival: StudioEngine) => Promise<T>, signal?: AbortSignal): Promise<T> {
  const turn = lastTurn.then(async () => {
    while (!signal?.aborted && engine().quietMs() === 0) await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    signal?.throwIfAborted();
    return work(rivalEngine());
  });
  lastTurn = turn.catch(() => {});
  return turn;
}

/** How long neither engine has had anything to do that somebody waits for, in milliseconds. */
export const quietMs = (): number => Math.min(engine().quietMs(), rival?.quietMs() ?? Number.POSITIVE_INFINITY);
