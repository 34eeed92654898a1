import { startBackend } from '../compute/backend.ts';
import type { Device, EngineName, ProviderName } from '../compute/devices.ts';
import { loadOrt } from '../compute/ort.ts';
import type { TrainingOptions } from '../run/trainingOptions.ts';
import type { TrainingState } from '../run/trainingState.ts';
import { createEagerEngine } from './eagerEngine.ts';
import { initialState } from './initialState.ts';
import { createTracedEngine } from './traced/tracedEngine.ts';
import type { TrainingEngine } from './trainingEngine.ts';

export interface EngineChoice {
  readonly engine: EngineName;
  readonly device: Device;
  /** Cores for the traced engine; default: all. */
  readonly threads?: number;
  /** What ONNX Runtime computes the traced engine's graphs with; default: cpu. */
  readonly provider?: ProviderName;
}

/**
 * The engine that trains: `eager` is tfjs on a device, `traced` ONNX Runtime on all cores. `auto` takes tfjs on a graphics
 * adapter where there is one or where a device is named, else ONNX Runtime where it is installed, else tfjs on wasm.
 * @param known what has been learnt already (`initialState`)
 * @throws UserError when what was asked for by name is not there
 */
export async function selectEngine(
  { engine, device, threads, provider }: EngineChoice,
  options: TrainingOptions,
  known?: TrainingState,
): Promise<TrainingEngine> {
  // The traced engine needs tfjs as well, to record its graphs and to draw the sample sheets.
  const backend = await startBackend(engine === 'traced' && device === 'auto' ? 'wasm' : device);
  const initial = await initialState(options, known);
  const isTraced = engine === 'traced' || (engine === 'auto' && device === 'auto' && backend.name !== 'webgpu');
  if (!isTraced) return createEagerEngine(options, backend, initial);
  const ort = await loadOrt().catch((error) => {
    if (engine === 'traced') throw error;
  });
  if (!ort) return createEagerEngine(options, backend, initial);
  return createTracedEngine(options, backend, { initial, threads, provider });
}
