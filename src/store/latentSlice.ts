import type { StateCreator } from 'zustand';
import type { NoiseSetting } from '../engine/protocol.ts';
import { TRUNCATION_DEFAULTS } from '../latent/styles.ts';
import type { StudioState } from './studio.ts';

/** How far one principal component is moved from the photo's own value, and in which blocks. */
export interface Dial {
  /** In σ; 0 leaves the photo as it is. */
  readonly offset: number;
  readonly firstBlock: number;
  readonly lastBlock: number;
}

export interface LatentSettings {
  readonly psi: number;
  /** The first so many blocks are truncated. */
  readonly truncatedBlocks: number;
  readonly noise: NoiseSetting;
  /** By component; a missing one rests at 0 and acts on all blocks. */
  readonly dials: Readonly<Record<number, Dial>>;
}

/** The principal components of W, whose arrays are in `components`. */
export type ComponentsJob =
  | { readonly state: 'idle' }
  | { readonly state: 'running' }
  | { readonly state: 'done' }
  | { readonly state: 'failed'; readonly message: string };

export interface LatentSlice {
  readonly componentsJob: ComponentsJob;
  setComponentsJob(job: ComponentsJob): void;
  /** By library item; a missing one has the defaults. */
  readonly latent: Readonly<Record<string, LatentSettings>>;
  setLatent(itemId: string, settings: LatentSettings): void;
  resetLatent(itemId: string): void;
  /** Puts every cat's settings back. */
  clearLatent(): void;
}

/** A photo as it is: nothing truncated, no noise, every dial at rest. */
export const latentDefaults = (layerCount: number): LatentSettings => ({
  psi: 1,
  truncatedBlocks: Math.min(layerCount, TRUNCATION_DEFAULTS.cutoff / 2),
  noise: { kind: 'none' },
  dials: {},
});

export const dialDefaults = (layerCount: number): Dial => ({ offset: 0, firstBlock: 0, lastBlock: layerCount - 1 });

export const createLatentSlice: StateCreator<StudioState, [], [], LatentSlice> = (set) => ({
  componentsJob: { state: 'idle' },
  setComponentsJob: (componentsJob) => set({ componentsJob }),
  latent: {},
  setLatent: (itemId, settings) => set((s) => ({ latent: { ...s.latent, [itemId]: settings } })),
  resetLatent: (itemId) =>
    set((s) => {
      const { [itemId]: _, ...latent } = s.latent;
      return { latent };
    }),
  clearLatent: () => set({ latent: {} }),
});
