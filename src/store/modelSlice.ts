import type { StateCreator } from 'zustand';
import type { BackendName, EngineInfo, StudioModel } from '../engine/protocol.ts';
import type { ReadProgress } from '../modelFolder/read.ts';
import type { ModelIndexEntry } from '../modelFolder/schema.ts';
import { resolutionOf } from '../networks/architecture.ts';
import type { StudioState } from './studio.ts';

export type ModelCard = Omit<StudioModel, 'averageStyles'>;

type ModelJob =
  | { readonly state: 'idle' }
  | { readonly state: 'running'; readonly progress: ReadProgress | null }
  | { readonly state: 'done'; readonly info: EngineInfo }
  | { readonly state: 'failed'; readonly message: string };

/** A model that is being converted or verified, to be kept in this browser; what fails is a notice. */
type ImportJob =
  | { readonly state: 'idle' }
  | { readonly state: 'running'; readonly name: string; readonly progress: ReadProgress | null };

export interface ModelSlice {
  /** Published models, as models/index.json lists them. */
  readonly models: readonly ModelIndexEntry[];
  /** Models that this browser keeps. */
  readonly keptModels: readonly ModelIndexEntry[];
  /** The model in use, once it is loaded: all of its card, none of its numbers. */
  readonly model: ModelCard | null;
  /** URL of its folder, with a slash at the end; a kept model has none. */
  readonly modelUrl: string | null;
  readonly modelJob: ModelJob;
  readonly importJob: ImportJob;
  readonly forcedBackend: BackendName | null;
  setModel(
    change: Partial<
      Pick<ModelSlice, 'models' | 'keptModels' | 'model' | 'modelUrl' | 'modelJob' | 'importJob' | 'forcedBackend'>
    >,
  ): void;
}

export const createModelSlice: StateCreator<StudioState, [], [], ModelSlice> = (set) => ({
  models: [],
  keptModels: [],
  model: null,
  modelUrl: null,
  modelJob: { state: 'idle' },
  importJob: { state: 'idle' },
  forcedBackend: null,
  setModel: (change) => set(change),
});

export const selectLayerCount = (s: StudioState) => s.model?.architecture.layerCount ?? 0;
/** Pixels per side of the model's pictures; null until there is a model. */
export const selectResolution = (s: StudioState) => (s.model ? resolutionOf(s.model.architecture) : null);
export const selectIsReady = (s: StudioState) => s.modelJob.state === 'done';
