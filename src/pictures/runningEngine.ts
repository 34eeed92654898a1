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
