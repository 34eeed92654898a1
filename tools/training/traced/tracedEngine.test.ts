import { describe, expect, it } from 'vitest';
import { blockResolution } from '../../../src/networks/architecture.ts';
import { startBackend } from '../../backend.ts';
import { relativeDifference } from '../../convert/fixtures.ts';
import type { ImageArray } from '../../dataset/dataset.ts';
import { seededRandom } from '../../dataset/random.ts';
import { drawIteration } from '../draws.ts';
import { createEagerEngine } from '../eagerEngine.ts';
import type { TrainingEngine } from '../engine.ts';
import { TRAINING_DEFAULTS, type TrainingOptions } from '../options.ts';
import type { Stage } from '../schedule.ts';
import { createTracedEngine } from './tracedEngine.ts';

const ort = await import('onnxruntime-node').catch(() => undefined);

const options: TrainingOptions = {
  ...TRAINING_DEFAULTS,
  architecture: { layerCount: 3, startChannels: 16, maxChannels: 32, latentSize: 32, mappingLayers: 2, channels: 3 },
};

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

async function run(engine: TrainingEngine, stage: Stage, iterations: number) {
  const images = imagesOf(blockResolution(stage.lod));
  const losses = [];
  for (let i = 0; i < iterations; i++) {
    const draw = drawIteration(options, images, stage, i, i * stage.batchSize);
    losses.push(await engine.iterate(draw, stage, i % 2 === 0 ? 1 : 0));
  }
  return { losses, state: await engine.state() };
}

describe.skipIf(!ort)('the traced engine (skipped where onnxruntime-node is not installed)', () => {
  it.each([
    { lod: 1, blend: 0.3 },
    { lod: 2, blend: 1 },
  ])('does what the eager engine does at lod $lod, blend $blend', async ({ lod, blend }) => {
    const stage: Stage = { lod, blend, batchSize: 8, learningRate: 3e-5 };
    const backend = await startBackend('wasm');
    const eager = await createEagerEngine(options, backend);
    const traced = await createTracedEngine(options, ort!, backend);
    const first = { eager: await run(eager, stage, 1), traced: await run(traced, stage, 1) };

    for (const name of ['discriminator', 'generator', 'latent'] as const) {
      expect(relativeDifference([first.traced.losses[0]![name]], [first.eager.losses[0]![name]]), name).toBeLessThan(
        1e-3,
      );
    }
    // Second moments are (1 - β₂)·g²: gradients that agree to 1e-3 agree here to twice that.
    const moments = Object.entries(first.eager.state.secondMoments);
    expect(Object.keys(first.traced.state.secondMoments).sort()).toEqual(moments.map(([name]) => name).sort());
    expect(first.traced.state.stepCounts).toEqual(first.eager.state.stepCounts);

    const later = { eager: await run(eager, stage, 20), traced: await run(traced, stage, 20) };
    const mean = (values: readonly number[]) => values.reduce((a, b) => a + b) / values.length;
    for (const name of ['discriminator', 'generator', 'latent'] as const) {
      const [ours, theirs] = [later.traced, later.eager].map(({ losses }) => mean(losses.map((loss) => loss[name])));
      expect(relativeDifference([ours!], [theirs!]), `mean ${name}`).toBeLessThan(0.02);
    }
    expect(relativeDifference(later.traced.state.latentAverage, later.eager.state.latentAverage)).toBeLessThan(0.02);
    await eager.close();
    await traced.close();
  });
});
