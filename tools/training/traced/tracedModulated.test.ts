import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../src/latent/random.ts';
import { LOSSES } from '../../../src/learning/losses.ts';
import { blockResolution } from '../../../src/networks/architecture.ts';
import { startBackend } from '../../compute/backend.ts';
import { relativeDifference } from '../../convert/goldenCases.ts';
import type { ImageArray } from '../../dataset/dataset.ts';
import type { Stage } from '../../run/schedule.ts';
import { PHOTO_DEFAULTS, TRAINING_DEFAULTS, type TrainingOptions } from '../../run/trainingOptions.ts';
import type { TrainingState } from '../../run/trainingState.ts';
import { drawIteration } from '../draws.ts';
import { createEagerEngine } from '../eagerEngine.ts';
import { initialState } from '../initialState.ts';
import type { TrainingEngine } from '../trainingEngine.ts';
import { createTracedEngine } from './tracedEngine.ts';

const ort = await import('onnxruntime-node').catch(() => undefined);

const OPTIONS: TrainingOptions = {
  ...TRAINING_DEFAULTS,
  architecture: {
    ...{ layerCount: 3, startChannels: 4, maxChannels: 8, latentSize: 8, mappingLayers: 2, channels: 3 },
    generator: 'stylegan2',
  },
  photo: { ...PHOTO_DEFAULTS, pooledPixels: 4 },
};
/** From 128 pixels on resampling and convolution are fused. */
const LARGE: TrainingOptions = {
  ...OPTIONS,
  architecture: { ...OPTIONS.architecture, layerCount: 6, startChannels: 2 },
  photo: null,
};

function randomImages(resolution: number): ImageArray {
  const random = seededRandom(3);
  const count = 8;
  const pixels = Uint8Array.from({ length: count * resolution ** 2 * 3 }, () => 255 * random());
  return { count, resolution, channels: 3, pixels };
}

/** Initial weights with some noise on all of them: biases and noise weights are none of them 0. */
async function shakenState(options: TrainingOptions): Promise<TrainingState> {
  const state = await initialState(options);
  const random = seededRandom(8);
  const live = Object.fromEntries(
    Object.entries(state.live).map(([name, { shape, values }]) => [
      name,
      { shape, values: values.map((value) => value + 0.4 * (random() - 0.5)) },
    ]),
  );
  return { ...state, live, averaged: live };
}

async function iterate(engine: TrainingEngine, options: TrainingOptions, stage: Stage, iteration: number) {
  const draw = drawIteration(options, randomImages(blockResolution(stage.lod)), stage, iteration, 0);
  return { losses: await engine.iterate(draw, stage, 10), state: await engine.state() };
}

describe.skipIf(!ort)('training StyleGAN2’s generator (skipped where onnxruntime-node is not installed)', () => {
  it.each([
    { lod: 0, blend: 1, options: OPTIONS },
    { lod: 1, blend: 0.3, options: OPTIONS },
    { lod: 2, blend: 1, options: OPTIONS },
    { lod: 5, blend: 0.3, options: LARGE },
  ])(
    'the traced engine has the eager one’s losses and gradients: lod $lod, blend $blend',
    async ({ options, ...growth }) => {
      const stage: Stage = { ...growth, batchSize: 2, learningRate: 0, averageKeep: 0.9 };
      const backend = await startBackend('wasm');
      const state = await shakenState(options);
      const eager = await createEagerEngine(options, backend, state);
      const traced = await createTracedEngine(options, backend, { initial: state, threads: 2 });
      const [a, b] = [await iterate(eager, options, stage, 0), await iterate(traced, options, stage, 0)];
      for (const loss of LOSSES.filter((name) => name !== 'photo' || options.photo)) {
        expect(relativeDifference([b.losses[loss]!], [a.losses[loss]!]), loss).toBeLessThan(1e-3);
      }
      expect(b.state.stepCounts).toEqual(a.state.stepCounts);
      for (let block = 0; block <= growth.lod; block++) {
        expect(a.state.stepCounts, 'colours of every block are trained').toHaveProperty([`G/toRgb${block}/weight`]);
      }
      for (const [name, { values }] of Object.entries(a.state.secondMoments)) {
        // Means of squared gradients: twice the error of the gradients.
        expect(relativeDifference(b.state.secondMoments[name]!.values, values), name).toBeLessThan(2e-3);
      }
      await eager.close();
    },
  );

  it('goes on from a state as if it had not stopped', async () => {
    const stage: Stage = { lod: 1, blend: 1, batchSize: 2, learningRate: 1e-3, averageKeep: 0.9 };
    const backend = await startBackend('wasm');
    const engine = await createTracedEngine(OPTIONS, backend, { threads: 1 });
    const first = await iterate(engine, OPTIONS, stage, 0);
    const expected = await iterate(engine, OPTIONS, stage, 1);
    const resumed = await createTracedEngine(OPTIONS, backend, { initial: structuredClone(first.state), threads: 1 });
    expect((await iterate(resumed, OPTIONS, stage, 1)).state).toEqual(expected.state);
    await engine.close();
  });
});
