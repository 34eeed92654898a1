import { existsSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/latent/random.ts';
import { startBackend } from '../compute/backend.ts';
import { relativeDifference } from '../convert/goldenCases.ts';
import { featureNetwork, loadInception, readInceptionFiles, toInput } from './inception.ts';
import { createOrtRunner } from './runner.ts';

const ort = await import('onnxruntime-node').catch(() => undefined);
const isInstalled = ort && existsSync('node_modules/nsfwjs/package.json');

describe.skipIf(!isInstalled)('the features (skipped where onnxruntime-node or nsfwjs is not installed)', () => {
  it('in ONNX Runtime are those of the Keras model in tfjs', async () => {
    const backend = await startBackend('wasm');
    const runner = createOrtRunner(ort!, backend);
    const files = await readInceptionFiles();
    const classifier = await tf.loadLayersModel(tf.io.fromMemory(files));
    const flatten = classifier.layers.find((layer) => layer.getClassName() === 'Flatten')!;
    const model = tf.model({ inputs: classifier.inputs, outputs: flatten.output as tf.SymbolicTensor });

    const random = seededRandom(1);
    const [count, resolution] = [2, 16];
    const images = Float32Array.from({ length: count * resolution ** 2 * 3 }, (_, i) => Math.sin(i / 9) * random());
    const features = await runner.compile(featureNetwork(await loadInception(files), resolution, 3), 2);
    const actual = await features(images);
    const expected = tf.tidy(
      () => model.predict(toInput(tf.tensor4d(images, [count, resolution, resolution, 3]))) as tf.Tensor,
    );
    expect(expected.shape).toEqual([count, 2048]);
    expect(relativeDifference(actual, await expected.data<'float32'>())).toBeLessThan(1e-4);
    expected.dispose();
    await runner.close();
  });
});
