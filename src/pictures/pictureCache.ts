import type { Pixels } from '../image/pixels.ts';

/** A picture that can be computed: the key says everything that it depends on. */
export interface PictureRequest {
  readonly key: string;
  /** @param isLive the picture follows a slider: `GenerateRequestOptions` */
  render(signal: AbortSignal, isLive?: boolean): Promise<Pixels>;
}

export type PictureState =
  | { readonly state: 'running' }
  | { readonly state: 'done'; readonly pixels: Pixels }
  | { readonly state: 'failed'; readonly error: unknown };

interface Entry {
  state: PictureState;
  controller: AbortController;
  readonly listeners: Set<() => void>;
}

const RUNNING: PictureState = { state: 'running' };

/** Finished pictures stay for their neighbours' sake until this much memory is used. */
const CAPACITY_BYTES = 96 * 2 ** 20;

/**
 * Pictures by key, computed while somebody looks: the first watcher starts the work, the last one to leave before it is
 * done aborts it. The least recently watched finished pictures go first when memory runs out.
 */
export function createPictureCache(capacityBytes: number = CAPACITY_BYTES) {
  const entries = new Map<string, Entry>();
  let usedBytes = 0;

  function start(request: PictureRequest): Entry {
    const entry: Entry = { state: RUNNING, controller: new AbortController(), listeners: new Set() };
    entries.set(request.key, entry);
    begin(entry, request);
    return entry;
  }

  function begin(entry: Entry, { key, render }: PictureRequest): void {
    const settle = (state: PictureState) => {
      if (entries.get(key) !== entry) return;
      entry.state = state;
      if (state.state === 'done') usedBytes += state.pixels.data.byteLength;
      evict();
      for (const listener of entry.listeners) listener();
    };
    render(entry.controller.signal).then(
      (pixels) => settle({ state: 'done', pixels }),
      (error: unknown) => settle({ state: 'failed', error }),
    );
  }

  function evict(): void {
    for (const [key, entry] of entries) {
      if (usedBytes <= capacityBytes) return;
      if (entry.state.state !== 'done' || entry.listeners.size > 0) continue;
      usedBytes -= entry.state.pixels.data.byteLength;
      entries.delete(key);
    }
  }

  return {
    peek: (key: string): PictureState => entries.get(key)?.state ?? RUNNING,

    /** Starts the work unless it is done or under way. Returns how to stop watching. */
    watch(request: PictureRequest, listener: () => void): () => void {
      const known = entries.get(request.key);
      // A failure is kept for those who saw it; a new watcher tries again.
      const entry = known && !(known.state.state === 'failed' && known.listeners.size === 0) ? known : start(request);
      entries.delete(request.key);
      entries.set(request.key, entry);
      entry.listeners.add(listener);
      return () => {
        entry.listeners.delete(listener);
        if (entry.listeners.size > 0 || entry.state.state !== 'running') return;
        entry.controller.abort();
        if (entries.get(request.key) === entry) entries.delete(request.key);
      };
    },

    /** Computes a picture again that failed, for all who watch it. */
    retry(request: PictureRequest): void {
      const entry = entries.get(request.key);
      if (entry?.state.state !== 'failed') return;
      entry.state = RUNNING;
      entry.controller = new AbortController();
      begin(entry, request);
      for (const listener of entry.listeners) listener();
    },

    /** The finished picture. An aborted signal ends the wait, and the work if nobody else watches. */
    get(request: PictureRequest, signal?: AbortSignal): Promise<Pixels> {
      return new Promise((resolve, reject) => {
        signal?.throwIfAborted();
        const settle = () => {
          const state = entries.get(request.key)?.state ?? RUNNING;
          if (state.state === 'running') return;
          leave();
          signal?.removeEventListener('abort', abort);
          if (state.state === 'done') resolve(state.pixels);
          else reject(state.error);
        };
        const leave = this.watch(request, settle);
        const abort = () => {
          leave();
          reject(signal?.reason);
        };
        signal?.addEventListener('abort', abort, { once: true });
        settle();
      });
    },

    /** Takes in a picture that was computed for another purpose. One that is wanted already stays as it is. */
    put(key: string, pixels: Pixels): void {
      if (entries.has(key)) return;
      entries.set(key, { state: { state: 'done', pixels }, controller: new AbortController(), listeners: new Set() });
      usedBytes += pixels.data.byteLength;
      evict();
    },

    /** Forgets everything: another model computes other pictures. */
    clear(): void {
      for (const entry of entries.values()) entry.controller.abort();
      entries.clear();
      usedBytes = 0;
    },
  };
}

export const pictures = createPictureCache();

/** The frames of a whole film find room in this. */
export const FILM_BYTES = 96 * 2 ** 20;

/** Frames of the film that is looked at, apart from the other pictures, which they would drive out. */
export const filmFrames = createPictureCache(FILM_BYTES);
