import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../src/latent/random.ts';
import { LOSSES, type Losses, type LossName } from '../../../src/learning/losses.ts';
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

const PAPER: TrainingOptions = {
  ...TRAINING_DEFAULTS,
  architecture: { layerCount: 3, startChannels: 16, maxChannels: 32, latentSize: 32, mappingLayers: 2, channels: 3 },
};

/** So many the two engines are followed through. */
const ITERATIONS = 4;

/** Smooth random blobs: noise without any structure would make the losses jump. */
function imagesOf(resolution: number): ImageArray {
  const random = seededRandom(3);
  const count = 12;
  const pixels = new Uint8Array(count * resolution * resolution * 3);
  for (let n = 0; n < count; n++) {
    const [a, b, c] = [random(), random(), random()];
    for (let i = 0; i < resolution * resolution * 3; i++) {
      pixels[n * resolution * resolution * 3 + i] = 128 + 100 * Math.sin(a * 9 + (b * i) / resolution + c * (i % 3));
    }
  }
  return { count, resolution, channels: 3, pixels };
}

/** From 128 pixels on resampling and convolution are fused. */
const LARGE: TrainingOptions = {
  ...PAPER,
  architecture: { ...PAPER.architecture, layerCount: 6, startChannels: 4, maxChannels: 16, latentSize: 16 },
};

/** From 8 pixels on squares are averaged here. */
const WITH_PHOTO: TrainingOptions = { ...PAPER, photo: { ...PHOTO_DEFAULTS, pooledPixels: 4 } };

async function run(engine: TrainingEngine, options: TrainingOptions, stage: Stage, iterations: number) {
  const images = imagesOf(blockResolution(stage.lod));
  const losses: Losses[] = [];
  for (let i = 0; i < iterations; i++) {
    const draw = drawIteration(options, images, stage, i, i * stage.batchSize);
    losses.push(await engine.iterate(draw, stage, i % 2 === 0 ? 1 : 0));
  }
  return { losses, state: await engine.state() };
}

/** Initial weights with some noise on all of them, biases and G's constant too: gradients that are no rounding errors. */
async function shakenState(options: TrainingOptions): Promise<TrainingState> {
  const state = await initialState(options);
  const random = seededRandom(8);
  const live = Object.fromEntries(
    Object.entries(state.live).map(([name, { shape, values }]) => [
      name,
      { shape, values: values.map((value) => value + 2 * (random() - 0.5)) },
    ]),
  );
  return { ...state, live, averaged: live };
}

/** Losses and gradients of one iteration, at weights that it leaves as they are. */
async function compareStill(eager: TrainingEngine, traced: TrainingEngine, options: TrainingOptions, stage: Stage) {
  const still = { ...stage, learningRate: 0 };
  const [a, b] = [await run(eager, options, still, 1), await run(traced, options, still, 1)];
  for (const loss of lossesOf(options)) {
    expect(relativeDifference([b.losses[0]![loss]!], [a.losses[0]![loss]!]), loss).toBeLessThan(1e-3);
  }
  expect(b.state.stepCounts).toEqual(a.state.stepCounts);
  for (const [name, { values }] of Object.entries(a.state.secondMoments)) {
    // Means of squared gradients: twice the error of the gradients.
    expect(relativeDifference(b.state.secondMoments[name]!.values, values), name).toBeLessThan(2e-3);
  }
}

const lossesOf = ({ photo }: TrainingOptions) => LOSSES.filter((loss) => loss !== 'photo' || photo);

describe.skipIf(!ort)('the traced engine (skipped where onnxruntime-node is not installed)', () => {
  it.each([
    { lod: 1, blend: 0.3, batchSize: 8, options: PAPER, warmUp: 40 },
    { lod: 2, blend: 1, batchSize: 8, options: PAPER, warmUp: 40 },
    { lod: 5, blend: 0.3, batchSize: 2, options: LARGE, warmUp: 16 },
    { lod: 1, blend: 0.3, batchSize: 8, options: WITH_PHOTO, warmUp: 40 },
  ])(
    'does in two shares what the eager engine does at lod $lod, blend $blend, photo update $options.photo',
    async ({ options, warmUp, ...growth }) => {
      const stage: Stage = { ...growth, learningRate: 1e-4, averageKeep: 0.9 };
      const backend = await startBackend('wasm');
      // Not from the initial weights: G's constant and its zero noise weights leave its first block nothing but rounding
      // errors to normalise.
      const warm = await createTracedEngine(options, backend, { threads: 1 });
      const { state } = await run(warm, options, { ...stage, learningRate: 2e-3 }, warmUp);
      const eager = await createEagerEngine(options, backend, state);
      const traced = await createTracedEngine(options, backend, { initial: state, threads: 2 });
      await compareStill(eager, traced, options, stage);

      const [later, theirs] = [
        await run(traced, options, stage, ITERATIONS),
        await run(eager, options, stage, ITERATIONS),
      ];
      const mean = (all: readonly Losses[], loss: LossName) =>
        all.reduce((sum, one) => sum + one[loss]!, 0) / ITERATIONS;
      for (const loss of lossesOf(options)) {
        expect(
          relativeDifference([mean(later.losses, loss)], [mean(theirs.losses, loss)]),
          `mean ${loss}`,
        ).toBeLessThan(0.02);
      }
      expect(relativeDifference(later.state.latentAverage, theirs.state.latentAverage)).toBeLessThan(0.02);
      await eager.close();
    },
  );

  it.each([
    { sharedPasses: false, levels: [0, 1, 2], blends: [0.3, 1] },
    { sharedPasses: true, levels: [2], blends: [1] },
  ])(
    'has the photo update of the eager engine at every level and fade, shared passes $sharedPasses',
    async ({ sharedPasses, levels, blends }) => {
      const options = { ...WITH_PHOTO, sharedPasses };
      const backend = await startBackend('wasm');
      const state = await shakenState(options);
      const eager = await createEagerEngine(options, backend, state);
      const traced = await createTracedEngine(options, backend, { initial: state, threads: 2 });
      for (const lod of levels) {
        for (const blend of lod === 0 ? [1] : blends) {
          const stage = { lod, blend, batchSize: 8, learningRate: 0, averageKeep: 0.9 };
          for (const engine of [eager, traced]) engine.restore(state);
          await compareStill(eager, traced, options, stage);
        }
      }
      await eager.close();
    },
  );
});
