import type { StateCreator } from 'zustand';
import type { BackendName, EngineInfo, LoadProgress } from '../engine/protocol.ts';
import type { ModelFile, ModelIndexEntry } from '../modelFolder/schema.ts';
import type { StudioState } from './studio.ts';

export type ModelJob =
  | { readonly state: 'idle' }
  | { readonly state: 'running'; readonly progress: LoadProgress | null }
  | { readonly state: 'done'; readonly info: EngineInfo }
  | { readonly state: 'failed'; readonly message: string };

export interface ModelSlice {
  readonly models: readonly ModelIndexEntry[];
  /** The model in use: its model.json, once that has been read. */
  readonly model: ModelFile | null;
  readonly modelJob: ModelJob;
  readonly forcedBackend: BackendName | null;
  setModelJob(job: ModelJob): void;
}

export const createModelSlice: StateCreator<StudioState, [], [], ModelSlice> = (set) => ({
  models: [],
  model: null,
  modelJob: { state: 'idle' },
  forcedBackend: null,
  setModelJob: (modelJob) => set({ modelJob }),
});

export const selectLayerCount = (s: StudioState) => s.model?.architecture.layerCount ?? 0;
export const selectIsReady = (s: StudioState) => s.modelJob.state === 'done';
