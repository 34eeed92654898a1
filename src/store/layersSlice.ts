import type { StateCreator } from 'zustand';
import type { StudioState } from './studio.ts';

/** Which random cats lend their blocks in the layer inspector, and which way the blocks go. */
export interface LayerTrial {
  /** Of the first random cat; the others follow. */
  readonly seed: number;
  /** The random cats keep their own blocks but for one, which the selected cat lends them. */
  readonly isReversed: boolean;
}

export interface LayersSlice {
  readonly layerTrial: LayerTrial;
  setLayerTrial(change: Partial<LayerTrial>): void;
}

export const createLayersSlice: StateCreator<StudioState, [], [], LayersSlice> = (set) => ({
  layerTrial: { seed: 1, isReversed: false },
  setLayerTrial: (change) => set((s) => ({ layerTrial: { ...s.layerTrial, ...change } })),
});
