import type { StateCreator } from 'zustand';
import { TRUNCATION_DEFAULTS } from '../latent/styles.ts';
import type { StudioState } from './studio.ts';

export interface LatentSettings {
  readonly psi: number;
  /** The first so many blocks are truncated. */
  readonly truncatedBlocks: number;
  /** How far the cat is moved from where it is, in σ, by direction id; a missing one rests at 0. */
  readonly offsets: Readonly<Record<string, number>>;
}

export interface LatentSlice {
  /** By library item; a missing one has the defaults. */
  readonly latent: Readonly<Record<string, LatentSettings>>;
  setLatent(itemId: string, settings: LatentSettings): void;
  resetLatent(itemId: string): void;
  /** Puts every cat's settings back. */
  clearLatent(): void;
}

/** A photo as it is: nothing truncated, moved along nothing. */
export const latentDefaults = (layerCount: number): LatentSettings => ({
  psi: 1,
  truncatedBlocks: Math.min(layerCount, TRUNCATION_DEFAULTS.cutoff / 2),
  offsets: {},
});

export const createLatentSlice: StateCreator<StudioState, [], [], LatentSlice> = (set) => ({
  latent: {},
  setLatent: (itemId, settings) => set((s) => ({ latent: { ...s.latent, [itemId]: settings } })),
  resetLatent: (itemId) =>
    set((s) => {
      const { [itemId]: _, ...latent } = s.latent;
      return { latent };
    }),
  clearLatent: () => set({ latent: {} }),
});
