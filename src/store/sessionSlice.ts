import type { StateCreator } from 'zustand';
import type { RecipeModel } from '../recipes/recipeCat.ts';
import type { StudioState } from './studio.ts';

export interface SessionSlice {
  /** The session in which this tab keeps what is made; null until there is one. */
  readonly sessionId: string | null;
  /** Whether what is made outlives the page: false once the browser has refused. */
  readonly isKept: boolean;
  /** Whose numbers the page's content came back in, until a model runs. */
  readonly restoredModel: RecipeModel | null;
  setSession(change: Partial<Pick<SessionSlice, 'sessionId' | 'isKept' | 'restoredModel'>>): void;
}

export const createSessionSlice: StateCreator<StudioState, [], [], SessionSlice> = (set) => ({
  sessionId: null,
  isKept: true,
  restoredModel: null,
  setSession: (change) => set(change),
});

/** The model in whose numbers the page's content is. */
export function selectContentModel({ model, restoredModel }: StudioState): RecipeModel | null {
  if (!model) return restoredModel;
  const { layerCount, latentSize } = model.architecture;
  return { name: model.name, fingerprint: model.fingerprint, layerCount, latentSize };
}
