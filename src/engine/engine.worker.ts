import * as tf from '@tensorflow/tfjs-core';
import * as Comlink from 'comlink';
import { findDirections, pieceStatistics } from '../inference/findDirections.ts';
import { encodeImage, generateImage, mapSamples } from '../inference/inference.ts';
import { readImages, readOwnPictures } from '../inference/judging.ts';
import { CHECK_TOLERANCE, measureCheck } from '../inference/selfCheck.ts';
import { gaussianOf } from '../latent/familiarity.ts';
import { type NoiseSetting, noiseKey } from '../latent/noise.ts';
import { decodeGroups, loadParams } from '../modelFolder/decodeWeights.ts';
import { ModelFolderError } from '../modelFolder/modelFolderError.ts';
import type { GroupBytes } from '../modelFolder/read.ts';
import type { ModelFile } from '../modelFolder/schema.ts';
import { type Model, seededNoise } from '../networks/model.ts';
import type { Params } from '../networks/params.ts';
import { chooseBackend, wasmHeapBytes, watchDevice } from './backend.ts';
import { type BlockCache, createBlockCache } from './blockCache.ts';
import type { EngineWorkerApi } from './engineWorkerApi.ts';
import { memoryNeedOf } from './memoryPlan.ts';

let model: ModelFile;
let params: Params = {};
/** The planes of the last noise asked for: a grid asks for the same ones again and again. */
let noisePlanes: { readonly seed: number; readonly planes: tf.Tensor4D[] } | undefined;
/** Blocks of the last live picture; other pictures have nothing in common with each other that would be worth it. */
let blockCache: BlockCache;

const api: EngineWorkerApi = {
  async start(file, bytes, choice, onLost) {
    model = file;
    blockCache = createBlockCache(model.architecture);
    try {
      const chosen = await chooseBackend(choice, memoryNeedOf(model), () => prove(bytes));
      if (!choice.isCheckNeeded) params = loadParams(model, bytes);
      watchDevice(onLost);
      return { kind: 'ready', ...chosen };
    } catch (error) {
      const code = error instanceof ModelFolderError ? 'modelInvalid' : 'backendUnavailable';
      return { kind: 'failed', code, message: error instanceof Error ? error.message : String(error) };
    }
  },

  addGroups(bytes) {
    params = { ...params, ...loadParams(model, bytes) };
  },

  async encode(image) {
    const w = await encodeImage(loaded(), image);
    return Comlink.transfer(w, [w.buffer]);
  },

  async generate(styles, noise, isLive) {
    const options = isLive ? blockCache.optionsFor(styles, noiseKey(noise)) : {};
    const image = await generateImage(loaded(), styles, { ...options, noise: planesOf(noise) });
    return Comlink.transfer(image, [image.data.buffer]);
  },

  async refine(image, latents, noise, options, report) {
    const { refine } = await loadRefine();
    const refinement = await refine(loaded(), image, latents, options, report, planesOf(noise));
    return Comlink.transfer(refinement, [refinement.styles.buffer, refinement.picture.data.buffer]);
  },

  async sample(seed) {
    const w = await mapSamples(loaded(), seed, 1);
    return Comlink.transfer(w, [w.buffer]);
  },

  pieceStatistics: (piece) => pieceStatistics(loaded(), piece),

  findDirections: (search, statistics) => findDirections(loaded(), search, statistics),

  latentGaussian: async (statistics) => gaussianOf(statistics),
  readOwnPictures: (seed, latents) => readOwnPictures(loaded(), seed, latents),
  readImages: (images, latents) => readImages(loaded(), images, latents),

  memory() {
    const { numTensors, numBytes } = tf.memory();
    return { numTensors, numBytes, heapBytes: wasmHeapBytes() };
  },
};

tf.enableProdMode(); // no checks of every value after every operation
Comlink.expose(api);

/** Gradients are not needed by most who come: their code is fetched with the first refinement. */
async function loadRefine() {
  await import('@tensorflow/tfjs-core/dist/register_all_gradients'); // tfjs's own, some of which ours replace
  const [{ registerGradients }, refinement] = await Promise.all([
    import('../networks/gradients.ts'),
    import('../inference/refine.ts'),
  ]);
  registerGradients();
  return refinement;
}

/** Puts the model on the backend that has just been started, and there repeats its recorded check. */
async function prove(bytes: GroupBytes): Promise<void> {
  const candidate = loadParams(model, bytes);
  try {
    const deviation = await measureCheck(
      { architecture: model.architecture, params: candidate },
      decodeGroups(model, { check: bytes.check! }),
    );
    if (!(deviation <= CHECK_TOLERANCE)) {
      throw new Error(
        `it computes wrong numbers here: ${percent(deviation)} off the model's recorded example, ${percent(CHECK_TOLERANCE)} allowed.`,
      );
    }
    params = candidate;
  } catch (error) {
    tf.dispose(candidate);
    throw error;
  }
}

const percent = (fraction: number) => `${Number((100 * fraction).toPrecision(2))}%`;

const loaded = (): Model => ({ architecture: model.architecture, params });

function planesOf(noise: NoiseSetting): readonly tf.Tensor4D[] {
  if (noise.kind === 'none') return [];
  if (noisePlanes?.seed !== noise.seed) {
    tf.dispose(noisePlanes?.planes ?? []);
    noisePlanes = { seed: noise.seed, planes: seededNoise(model.architecture, noise.seed) };
  }
  return noisePlanes.planes;
}
