import * as Comlink from 'comlink';
import { deviceMemoryOf } from '../engine/memoryPlan.ts';
import type { ReadProgress } from '../modelFolder/read.ts';
import type { GivenModel } from './givenFiles.ts';
import { ImportError } from './importError.ts';
import type { ImportWorkerApi, KeptImport } from './importWorkerApi.ts';

interface ImportOptions {
  /** Names of other models. */
  readonly takenNames: readonly string[];
  /** Told how much has been read; when all has, the rest of the work takes a while with a large model. */
  readonly onProgress: (progress: ReadProgress) => void;
  readonly signal: AbortSignal;
}

/**
 * Converts or verifies a model in a worker of its own and keeps it in this browser. Nothing is sent anywhere.
 * @throws ImportError; the signal's reason when aborted: nothing is kept then
 */
export async function importAndKeep(
  given: GivenModel,
  { takenNames, onProgress, signal }: ImportOptions,
): Promise<KeptImport> {
  signal.throwIfAborted();
  const thread = new Worker(new URL('./import.worker.ts', import.meta.url), { type: 'module', name: 'import' });
  const ended = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
    thread.addEventListener('error', ({ message }) => {
      reject(new ImportError('stopped', `The conversion stopped: ${message || 'its code could not be loaded.'}`));
    });
  });
  try {
    const api = Comlink.wrap<ImportWorkerApi>(thread);
    const work = api.importModel(given, takenNames, deviceMemoryOf(navigator), Comlink.proxy(onProgress));
    const result = await Promise.race([work, ended]);
    if (result.kind === 'failed') throw new ImportError(result.code, result.message);
    return result;
  } finally {
    thread.terminate();
  }
}
