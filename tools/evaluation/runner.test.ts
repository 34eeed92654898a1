import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { createParams } from '../../src/networks/params.ts';
import { startBackend } from '../compute/backend.ts';
import { relativeDifference } from '../convert/goldenCases.ts';
import { toArrays } from '../run/arrays.ts';
import { compileNetworks, sampleLatents } from './networks.ts';
import { createEagerRunner, createOrtRunner, type Runner } from './runner.ts';

const ort = await import('onnxruntime-node').catch(() => undefined);

const ARCHITECTURE = {
  layerCount: 4,
  startChannels: 8,
  maxChannels: 16,
  latentSize: 12,
  mappingLayers: 2,
  channels: 3,
} as const;

describe.skipIf(!ort)('the runners (ONNX Runtime is skipped where onnxruntime-node is not installed)', () => {
  it('compute the same latents and images, for any number of items', async () => {
    const backend = await startBackend('wasm');
    const params = createParams(ARCHITECTURE, 3);
    const weights = await toArrays(params);
    tf.dispose(params);
    // New weights of the noise are 0.
    for (const [name, { values }] of Object.entries(weights)) if (/noise\d$/.test(name)) values.fill(0.3);
    const run = async (runner: Runner) => {
      const { map, generate, draw, encode } = await compileNetworks(runner, ARCHITECTURE, weights, { hasNoise: true });
      const progress: number[] = [];
      const w = await map(await sampleLatents(1, 19, ARCHITECTURE.latentSize), (done) => progress.push(done));
      const images = await generate(w);
      return { progress, w, images, noisy: await draw(w), again: await encode(images) };
    };
    const eager = await run(createEagerRunner(backend));
    const onnx = await run(createOrtRunner(ort!, backend, 1));
    expect(onnx.progress).toEqual([16, 19]);
    expect(onnx.images.length).toBe(19 * 32 * 32 * 3);
    for (const value of ['w', 'images', 'noisy', 'again'] as const) {
      expect(relativeDifference(onnx[value], eager[value]), value).toBeLessThan(1e-3);
    }
    expect(relativeDifference(eager.noisy, eager.images)).toBeGreaterThan(0.01);
    await backend.close();
  });
});
