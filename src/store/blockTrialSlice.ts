import type { StateCreator } from 'zustand';
import type { StudioState } from './studio.ts';

/** Which random cats lend their blocks in the layer inspector, and which way the blocks go. */
export interface BlockTrial {
  /** Of the first random cat; the others follow. */
  readonly seed: number;
  /** The random cats keep their own blocks but for one, which the selected cat lends them. */
  readonly isReversed: boolean;
}

/** The two views of the Mix tab: any layers of any cats, or what each layer does. */
export type MixView = 'grid' | 'layers';

export interface BlockTrialSlice {
  readonly mixView: MixView;
  /** Under the name that it has in people's sessions. */
  readonly layerTrial: BlockTrial;
  setMixView(view: MixView): void;
  setLayerTrial(change: Partial<BlockTrial>): void;
}

export const createBlockTrialSlice: StateCreator<StudioState, [], [], BlockTrialSlice> = (set) => ({
  mixView: 'grid',
  layerTrial: { seed: 1, isReversed: false },
  setMixView: (mixView) => set({ mixView }),
  setLayerTrial: (change) => set((s) => ({ layerTrial: { ...s.layerTrial, ...change } })),
});
