import * as tf from '@tensorflow/tfjs-core';
import * as Comlink from 'comlink';
import { chooseBackend } from '../engine/backend.ts';
import { type MemoryNeed, planWorkers } from '../engine/memoryPlan.ts';
import { ImportError, toImportError } from './importError.ts';
import { importModel } from './importModel.ts';
import type { ImportWorkerApi } from './importWorkerApi.ts';
import { keepModel } from './keptModels.ts';

const api: ImportWorkerApi = {
  async importModel(given, takenNames, deviceGibibytes, onProgress) {
    try {
      const requireMemory = (need: MemoryNeed) => {
        const plan = planWorkers(need, { deviceGibibytes, coreCount: navigator.hardwareConcurrency });
        if (plan.kind === 'tooLarge') throw new ImportError('outOfMemory', plan.sentence);
      };
      const packed = await importModel(given, { takenNames, onProgress, requireMemory, startBackend });
      return { kind: 'kept', model: await keepModel(packed), remarks: packed.remarks };
    } catch (error) {
      const { code, message } = toImportError(error);
      return { kind: 'failed', code, message };
    }
  },
};

tf.enableProdMode();
Comlink.expose(api);

/** The check that graphics cards are measured by is recorded on the processor, in 32 bits. */
async function startBackend(need: MemoryNeed): Promise<void> {
  const noProof = async () => {};
  const start = (only: 'wasm' | 'cpu') => chooseBackend({ only, isCheckNeeded: false }, need, noProof);
  await start('wasm').catch(() => start('cpu'));
}
