import type { StateCreator } from 'zustand';
import { movedTo } from '../base/movedTo.ts';
import { newId } from '../base/newId.ts';
import type { PathKind, Segment } from '../latent/interpolation.ts';
import { catsToOffer, type LibraryItem } from './librarySlice.ts';
import type { StudioState } from './studio.ts';

/** A picture on the timeline, and the segment from it to the next one. */
export interface MorphKey extends Segment {
  readonly id: string;
  readonly itemId: string;
}

export interface Morph {
  /** Null until somebody edits them: the library's first cats. */
  readonly keys: readonly MorphKey[] | null;
  readonly isLoop: boolean;
  readonly path: PathKind;
  readonly framesPerSecond: number;
}

export const MORPH_FORMATS = ['gif', 'mp4', 'webm', 'png'] as const;
export type MorphFormat = (typeof MORPH_FORMATS)[number];

/** The film that is being written; what fails is a notice. */
type MorphExportJob =
  | { readonly state: 'idle' }
  | {
      readonly state: 'running';
      readonly format: MorphFormat;
      readonly doneFrames: number;
      readonly totalFrames: number;
    };

export interface MorphSlice {
  readonly morph: Morph;
  readonly morphExportJob: MorphExportJob;
  changeMorph(change: Partial<Morph>): void;
  /** Puts a library item at the timeline's end. */
  addMorphKey(itemId: string): void;
  removeMorphKey(id: string): void;
  /** Puts a key where another one is; that one and those between move up. */
  moveMorphKey(id: string, toId: string): void;
  /** Changes the segment after a key, or all segments when `id` is null. */
  setMorphSegment(id: string | null, change: Partial<Segment>): void;
  setMorphExportJob(job: MorphExportJob): void;
}

const SEGMENT_DEFAULTS: Segment = { seconds: 1.5, easing: 'easeInOut' };

/** Cats on the timeline when it is first opened. */
const FIRST_KEYS = 4;

const MORPH_DEFAULTS: Morph = { keys: null, isLoop: true, path: 'spline', framesPerSecond: 24 };

export const createMorphSlice: StateCreator<StudioState, [], [], MorphSlice> = (set) => {
  const edit = (change: (keys: readonly MorphKey[]) => readonly MorphKey[]) =>
    set((s) => ({ morph: { ...s.morph, keys: change(morphKeys(s.morph, s.items)) } }));
  return {
    morph: MORPH_DEFAULTS,
    morphExportJob: { state: 'idle' },
    changeMorph: (change) => set((s) => ({ morph: { ...s.morph, ...change } })),
    addMorphKey: (itemId) =>
      edit((keys) => [...keys, { ...SEGMENT_DEFAULTS, ...segmentOf(keys.at(-1)), id: newId('key'), itemId }]),
    removeMorphKey: (id) => edit((keys) => keys.filter((key) => key.id !== id)),
    moveMorphKey: (id, toId) =>
      edit((keys) => {
        const indexOf = (wanted: string) => keys.findIndex((key) => key.id === wanted);
        return movedTo(keys, indexOf(id), indexOf(toId));
      }),
    setMorphSegment: (id, change) =>
      edit((keys) => keys.map((key) => (id === null || key.id === id ? { ...key, ...change } : key))),
    setMorphExportJob: (morphExportJob) => set({ morphExportJob }),
  };
};

const segmentOf = (key: MorphKey | undefined): Partial<Segment> =>
  key ? { seconds: key.seconds, easing: key.easing } : {};

/** The keys on the timeline whose pictures are in the library: one that is taken out leaves, and may come back. */
export function morphKeys({ keys }: Morph, items: readonly LibraryItem[]): readonly MorphKey[] {
  if (keys) return keys.filter(({ itemId }) => items.some(({ id }) => id === itemId));
  return catsToOffer(items)
    .slice(0, FIRST_KEYS)
    .map(({ id }) => ({ ...SEGMENT_DEFAULTS, id: `first-${id}`, itemId: id }));
}
