import * as tf from '@tensorflow/tfjs-core';
import * as Comlink from 'comlink';
import type { Pixels } from '../image/pixels.ts';
import { pixelsToTensor, valuesToPixels } from '../image/pixelTensor.ts';
import { principalComponents } from '../latent/principalComponents.ts';
import { CHECK_TOLERANCE, measureCheck } from '../modelFolder/check.ts';
import { decodeGroups, toParams } from '../modelFolder/decode.ts';
import { ModelFolderError } from '../modelFolder/errors.ts';
import type { ModelFile, WeightArrays } from '../modelFolder/schema.ts';
import { type Architecture, resolutionOf, styleCountOf } from '../networks/architecture.ts';
import { encode, generate, map, sampleZ, seededNoise } from '../networks/model.ts';
import type { Params } from '../networks/params.ts';
import { chooseBackend, watchDevice } from './backend.ts';
import type { NoiseSetting } from './protocol.ts';
import type { EngineWorkerApi } from './workerApi.ts';

/** Samples of F mapped at a time. */
const MAP_BATCH = 500;
/** The seed of the samples whose principal components are taken. */
const COMPONENT_SEED = 1;

let model: ModelFile;
let params: Params = {};
/** The planes of the last noise asked for: a grid asks for the same ones again and again. */
let noisePlanes: { readonly seed: number; readonly planes: tf.Tensor4D[] } | undefined;

const api: EngineWorkerApi = {
  async start(file, bytes, choice, onLost) {
    model = file;
    try {
      const weights = decodeGroups(model, bytes);
      const chosen = await chooseBackend(choice, () => prove(weights));
      params = toParams(weights);
      watchDevice(onLost);
      return { kind: 'ready', ...chosen };
    } catch (error) {
      const code = error instanceof ModelFolderError ? 'modelInvalid' : 'backendUnavailable';
      return { kind: 'failed', code, message: error instanceof Error ? error.message : String(error) };
    }
  },

  addGroups(bytes) {
    params = { ...params, ...toParams(decodeGroups(model, bytes)) };
  },

  async encode(image) {
    const w = await read(() => encode(params, model.architecture, pixelsToTensor(image, model.architecture.channels)));
    return Comlink.transfer(w, [w.buffer]);
  },

  async generate(styles, noise) {
    const image = await generateImage(styles, noise);
    return Comlink.transfer(image, [image.data.buffer]);
  },

  async sample(seed) {
    const w = await mapSamples(seed, 1);
    return Comlink.transfer(w, [w.buffer]);
  },

  async principalComponents(sampleCount) {
    const { latentSize } = model.architecture;
    const samples = new Float32Array(sampleCount * latentSize);
    for (let begun = 0; begun < sampleCount; begun += MAP_BATCH) {
      const count = Math.min(MAP_BATCH, sampleCount - begun);
      samples.set(await mapSamples(COMPONENT_SEED + begun, count), begun * latentSize);
    }
    return principalComponents(samples, latentSize);
  },

  memory() {
    const { numTensors, numBytes } = tf.memory();
    return { numTensors, numBytes };
  },
};

Comlink.expose(api);

/** Repeats the model's recorded check on the backend that has just been started. */
async function prove(weights: WeightArrays): Promise<void> {
  const candidate = toParams(weights);
  try {
    const deviation = await measureCheck(candidate, model.architecture, weights);
    if (!(deviation <= CHECK_TOLERANCE)) {
      throw new Error(
        `it computes wrong numbers here: ${percent(deviation)} off the model's recorded example, ${percent(CHECK_TOLERANCE)} allowed.`,
      );
    }
  } finally {
    tf.dispose(candidate);
  }
}

const percent = (fraction: number) => `${Number((100 * fraction).toPrecision(2))}%`;

async function generateImage(styles: Float32Array, noise: NoiseSetting): Promise<Pixels> {
  const { architecture } = model;
  const resolution = resolutionOf(architecture);
  const options = noise.kind === 'seeded' ? { noise: planesOf(architecture, noise.seed) } : {};
  const shape: [number, number, number] = [1, styleCountOf(architecture), architecture.latentSize];
  const values = await read(() => generate(params, architecture, tf.tensor3d(styles, shape), options));
  return valuesToPixels(values, resolution, resolution, architecture.channels);
}

function planesOf(architecture: Architecture, seed: number): tf.Tensor4D[] {
  if (noisePlanes?.seed !== seed) {
    tf.dispose(noisePlanes?.planes ?? []);
    noisePlanes = { seed, planes: seededNoise(architecture, seed) };
  }
  return noisePlanes.planes;
}

const mapSamples = (seed: number, count: number): Promise<Float32Array<ArrayBuffer>> =>
  read(() => map(params, model.architecture, sampleZ(seed, count, model.architecture.latentSize)));

/** Computes in a tidy and reads the numbers; no tensor stays behind. */
async function read(compute: () => tf.Tensor): Promise<Float32Array<ArrayBuffer>> {
  const tensor = tf.tidy(compute);
  try {
    // A copy: some backends hand out a view of their own memory, which must not be transferred.
    return new Float32Array(await tensor.data<'float32'>());
  } finally {
    tensor.dispose();
  }
}
