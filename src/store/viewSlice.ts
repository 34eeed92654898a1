import type { StateCreator } from 'zustand';
import { newId } from '../base/newId.ts';
import type { Zoom } from '../image/resample.ts';
import { NOISE_DEFAULT, type NoiseSetting, noiseKey } from '../latent/noise.ts';
import type { Notice, NoticeOffer } from '../words/notice.ts';
import type { StudioState } from './studio.ts';

export const TABS = ['reconstruct', 'mix', 'latent', 'morph', 'kittens'] as const;
export type Tab = (typeof TABS)[number];
export type Theme = 'system' | 'light' | 'dark';
/** Left of a comparison: the photo's own pixels, or what the model is given. */
export const ORIGINAL_VIEWS = ['photo', 'model'] as const;
type OriginalView = (typeof ORIGINAL_VIEWS)[number];

type OpenDialog =
  | { readonly kind: 'crop'; readonly itemId: string; readonly isSearching?: true }
  | { readonly kind: 'refine'; readonly itemId: string }
  | { readonly kind: 'mirror' }
  | { readonly kind: 'cell'; readonly sourceId: string; readonly rowId: string }
  | { readonly kind: 'gridExport' }
  | { readonly kind: 'layerSwap'; readonly itemId: string; readonly seed: number; readonly block: number }
  | { readonly kind: 'modelCard' }
  | { readonly kind: 'replay' }
  | { readonly kind: 'examples' }
  | { readonly kind: 'session' }
  | { readonly kind: 'link'; readonly itemId: string }
  | { readonly kind: 'help' };

export interface ViewSlice {
  readonly tab: Tab;
  readonly theme: Theme;
  readonly zoom: Zoom;
  /** Whether all pictures are drawn with noise, and from which seed. */
  readonly hasNoise: boolean;
  readonly noiseSeed: number;
  readonly originalView: OriginalView;
  readonly dialog: OpenDialog | null;
  readonly notices: readonly Notice[];
  setTab(tab: Tab): void;
  setTheme(theme: Theme): void;
  setZoom(zoom: Zoom): void;
  /** Also forgets the likenesses, which are those of other pictures. */
  setNoise(noise: Partial<Pick<ViewSlice, 'hasNoise' | 'noiseSeed'>>): void;
  setOriginalView(view: OriginalView): void;
  openDialog(dialog: OpenDialog): void;
  closeDialog(): void;
  notify(text: string, tone?: Notice['tone'], offer?: NoticeOffer): void;
  dismissNotice(id: string): void;
}

export const createViewSlice: StateCreator<StudioState, [], [], ViewSlice> = (set) => ({
  tab: 'reconstruct',
  theme: 'system',
  zoom: 'smooth',
  hasNoise: true,
  noiseSeed: NOISE_DEFAULT.seed,
  originalView: 'photo',
  dialog: null,
  notices: [],
  setTab: (tab) => set({ tab }),
  setTheme: (theme) => set({ theme }),
  setZoom: (zoom) => set({ zoom }),
  setNoise: (noise) => set({ ...noise, likenesses: {} }),
  setOriginalView: (originalView) => set({ originalView }),
  openDialog: (dialog) => set({ dialog }),
  closeDialog: () => set({ dialog: null }),
  notify: (text, tone = 'plain', offer) =>
    set((s) => ({ notices: [...s.notices, { id: newId('notice'), tone, text, ...(offer && { offer }) }] })),
  dismissNotice: (id) => set((s) => ({ notices: s.notices.filter((notice) => notice.id !== id) })),
});

export const selectNoise = ({ hasNoise, noiseSeed }: StudioState): NoiseSetting =>
  hasNoise ? { kind: 'seeded', seed: noiseSeed } : { kind: 'none' };

export const selectNoiseKey = (s: StudioState): string => noiseKey(selectNoise(s));
