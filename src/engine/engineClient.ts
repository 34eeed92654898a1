import * as Comlink from 'comlink';
import type { Pixels } from '../image/pixels.ts';
import { findFamiliar, strangenessOf } from '../latent/familiarity.ts';
import { type LatentStatistics, PIECE_SAMPLES, pooledStatistics, SAMPLE_PIECES } from '../latent/latentStatistics.ts';
import type { RefineProgress } from '../latent/refinement.ts';
import { readModelDirections } from '../modelFolder/directionsFile.ts';
import { ModelFolderError } from '../modelFolder/modelFolderError.ts';
import { type GroupBytes, readGroups, readModelFile, tensorValues } from '../modelFolder/read.ts';
import { AVERAGE_LATENT, fingerprintOf, type GroupName, groupsIn, type ModelFile } from '../modelFolder/schema.ts';
import type { ModelSource } from '../modelFolder/source.ts';
import type { BackendChoice, EngineWorkerApi } from './engineWorkerApi.ts';
import { deviceMemoryOf, memoryNeedOf, planWorkers, refiningShortage } from './memoryPlan.ts';
import { createPool, type PoolWorker } from './pool.ts';
import {
  type BackendName,
  EngineError,
  type EngineInfo,
  type RequestOptions,
  type StudioEngine,
  type StudioEngineOptions,
  type StudioModel,
} from './protocol.ts';

/** What every worker has from the start; F and D come when they are first needed. */
const FIRST_GROUPS: readonly GroupName[] = ['E', 'G', 'check'];

/** Images that a worker judges at a time: the others go to its neighbours. */
const JUDGE_BATCH = 6;

/**
 * Fetches and verifies a model, starts a worker on the best backend that works, and returns the door to it.
 * @throws EngineError
 */
export async function createStudioEngine(options: StudioEngineOptions): Promise<StudioEngine> {
  try {
    const { source } = options;
    const file = await readModelFile(source, options);
    const plan = planWorkers(memoryNeedOf(file), {
      deviceGibibytes: deviceGibibytes(),
      coreCount: navigator.hardwareConcurrency,
      takenBytes: options.beside?.plannedBytes,
    });
    if (plan.kind === 'tooLarge') throw new EngineError('tooLarge', plan.sentence);
    const bytes = await readGroups(source, file, FIRST_GROUPS, options);
    return await startEngine(
      { source, file, bytes },
      { ...options, workerCount: options.workerCount ?? plan.workerCount },
    );
  } catch (error) {
    throw options.signal?.aborted ? new EngineError('aborted', 'Loading was withdrawn.') : toEngineError(error);
  }
}

const deviceGibibytes = () => deviceMemoryOf(navigator);

/** A model's verified bytes on the page, from which every worker is fed. */
interface LoadedModel {
  readonly source: ModelSource;
  readonly file: ModelFile;
  readonly bytes: GroupBytes;
}

interface EngineWorker extends PoolWorker {
  readonly api: Comlink.Remote<EngineWorkerApi>;
  readonly groups: Set<GroupName>;
}

async function startEngine(
  { source, file, bytes }: LoadedModel,
  { forcedBackend, workerCount, onInfo, signal }: StudioEngineOptions & { readonly workerCount: number },
): Promise<StudioEngine> {
  const choice: BackendChoice = { only: forcedBackend, isCheckNeeded: true };
  const first = await startWorker(file, bytes, choice, signal);
  const size = isGpu(first.backend) ? 1 : workerCount;
  let info: EngineInfo = { backend: first.backend, workerCount: size, rejected: first.rejected };
  function noteInfo(next: EngineInfo): void {
    info = next;
    onInfo?.(next);
  }

  const pool = createPool<EngineWorker>({
    size,
    first: first.worker,
    async start() {
      // On a processor the workers are alike. A graphics device that was lost may be gone for good: choose again.
      if (!isGpu(info.backend))
        return (await startWorker(file, bytes, { only: info.backend, isCheckNeeded: false })).worker;
      const { worker, backend, rejected } = await startWorker(file, bytes, choice);
      noteInfo({ backend, workerCount: size, rejected });
      return worker;
    },
  });

  const fetched = new Map<GroupName, Promise<GroupBytes>>();
  /** Fetches a group once; a failure is forgotten, so that the next request tries again. */
  function fetchGroup(group: GroupName): Promise<GroupBytes> {
    const bytes =
      fetched.get(group) ??
      readGroups(source, file, [group]).catch((error: unknown) => {
        fetched.delete(group);
        throw toEngineError(error);
      });
    fetched.set(group, bytes);
    return bytes;
  }
  async function withGroups<T>(
    needed: readonly GroupName[],
    work: (api: EngineWorker['api']) => Promise<T>,
    options?: RequestOptions & { readonly isBackground?: boolean },
  ): Promise<T> {
    const bytes = await Promise.all(needed.map(fetchGroup));
    return pool.run(async ({ api, groups }) => {
      for (const [i, group] of needed.entries()) {
        if (!groups.has(group)) await api.addGroups(bytes[i]!);
        groups.add(group);
      }
      return work(api);
    }, options);
  }

  /** One piece after the other: what somebody waits for comes between. */
  const latentStatistics = once(async (isBackground) => {
    const pieces: LatentStatistics[] = [];
    for (let piece = 0; piece < SAMPLE_PIECES; piece++) {
      pieces.push(await withGroups(['F'], (api) => api.pieceStatistics(piece), { isBackground }));
    }
    return pooledStatistics(pieces, PIECE_SAMPLES);
  });
  /** D has a say in what is familiar, where the model has one. */
  const judges = groupsIn(file).filter((group) => group === 'D');
  const latentGaussian = once(async (isBackground) => {
    const measured = await latentStatistics(isBackground);
    return pool.run(({ api }) => api.latentGaussian(measured), { isBackground });
  });
  const familiar = once(async () => {
    const latents = await latentGaussian();
    return findFamiliar(latents, (seed) => withGroups(['F', ...judges], (api) => api.readOwnPictures(seed, latents)));
  });
  async function judge(images: readonly Pixels[], options?: RequestOptions): Promise<readonly number[]> {
    const known = await familiar();
    const batches = Array.from({ length: Math.ceil(images.length / JUDGE_BATCH) }, (_, i) =>
      images.slice(i * JUDGE_BATCH, (i + 1) * JUDGE_BATCH),
    );
    const readings = await Promise.all(
      batches.map((batch) => withGroups(judges, (api) => api.readImages(batch, known.latents), options)),
    );
    return readings.flat().map((reading) => strangenessOf(reading, known));
  }

  return {
    get info() {
      return info;
    },
    model: describeModel(file, bytes),
    plannedBytes: size * memoryNeedOf(file).workerBytes,
    encode: (image, options) => pool.run(({ api }) => api.encode(image), options),
    generate: (styles, noise, { signal, isLive = false } = {}) =>
      pool.run(
        async ({ api }) => {
          const started = performance.now();
          const image = await api.generate(styles, noise, isLive);
          if (info.pictureMs === undefined) noteInfo({ ...info, pictureMs: performance.now() - started });
          return image;
        },
        { signal, isUrgent: isLive },
      ),
    async refine(image, noise, refineOptions, report, { signal, isBackground = false } = {}) {
      const sentence = refiningShortage(memoryNeedOf(file), deviceGibibytes());
      if (sentence) throw new EngineError('tooLarge', sentence);
      const goOn = Comlink.proxy((progress: RefineProgress) => !signal?.aborted && report(progress));
      const latents = await latentGaussian(isBackground);
      return pool.run(({ api }) => api.refine(image, latents, noise, refineOptions, goOn), { signal, isBackground });
    },
    quietMs: () => pool.quietMs(),
    sample: (seed, options) => withGroups(['F'], (api) => api.sample(seed), options),
    latentStatistics: () => latentStatistics(),
    publishedDirections: () =>
      readModelDirections(source, file).catch((error: unknown) => {
        throw toEngineError(error);
      }),
    async findDirections(search, options) {
      const measured = await latentStatistics();
      return pool.run(({ api }) => api.findDirections(search, measured), options);
    },
    judge,
    memory: () => Promise.all(pool.running().map(({ api }) => api.memory())),
    dispose: () => pool.dispose(),
  };
}

/** Computes once, in the background where whoever asks first does not wait for it; a failure is forgotten, so that the next one tries again. */
function once<T>(compute: (isBackground: boolean) => Promise<T>): (isBackground?: boolean) => Promise<T> {
  let result: Promise<T> | undefined;
  return (isBackground = false) => {
    result ??= compute(isBackground).catch((error: unknown) => {
      result = undefined;
      throw error;
    });
    return result;
  };
}

const isGpu = (backend: BackendName) => backend === 'webgpu' || backend === 'webgl';

interface StartedWorker {
  readonly worker: EngineWorker;
  readonly backend: BackendName;
  readonly rejected: EngineInfo['rejected'];
}

async function startWorker(
  file: ModelFile,
  bytes: GroupBytes,
  choice: BackendChoice,
  signal?: AbortSignal,
): Promise<StartedWorker> {
  signal?.throwIfAborted();
  const thread = new Worker(new URL('./engine.worker.ts', import.meta.url), { type: 'module', name: 'engine' });
  const api = Comlink.wrap<EngineWorkerApi>(thread);
  let crash: (reason: string) => void = () => {};
  const crashed = new Promise<string>((resolve) => {
    crash = resolve;
    thread.addEventListener('error', (event) => resolve(event.message || 'its code could not be loaded.'));
  });
  const withdraw = () => crash('it is not needed any more.');
  signal?.addEventListener('abort', withdraw);
  try {
    const result = await Promise.race([
      api.start(file, bytes, choice, Comlink.proxy(crash)),
      crashed.then((reason) => Promise.reject(new EngineError('crashed', `The worker stopped: ${reason}`))),
    ]);
    if (result.kind === 'failed') throw new EngineError(result.code, result.message);
    const worker = { api, groups: new Set<GroupName>(), crashed, terminate: () => thread.terminate() };
    return { worker, backend: result.backend, rejected: result.rejected };
  } catch (error) {
    thread.terminate();
    throw error;
  } finally {
    signal?.removeEventListener('abort', withdraw);
  }
}

function describeModel(file: ModelFile, bytes: GroupBytes): StudioModel {
  const { weightsManifest, shards, formatVersion, ...card } = file;
  return {
    ...card,
    fingerprint: fingerprintOf(file),
    averageStyles: tensorValues(file, 'G', AVERAGE_LATENT, bytes.G!),
  };
}

function toEngineError(error: unknown): EngineError {
  if (error instanceof EngineError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new EngineError(error instanceof ModelFolderError ? error.code : 'crashed', message, { cause: error });
}
