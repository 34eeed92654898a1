import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, expect, it } from 'vitest';
import type { WeightArrays } from '../modelFolder/schema.ts';
import type { Architecture } from '../networks/architecture.ts';
import { paramSpecs } from '../networks/paramSpecs.ts';
import { recordOwnCheck } from './recordOwnCheck.ts';

const architecture: Architecture = {
  layerCount: 2,
  startChannels: 2,
  maxChannels: 4,
  latentSize: 4,
  mappingLayers: 1,
  channels: 3,
};

/**
 * Weights unlike one another. Whatever E sees, its code is (1, 0, 0, 0), for which the biases of G's styles take away again what
 * their kernels have too much.
 */
function weightsWith(tooMuch: number): WeightArrays {
  const shapes = [...paramSpecs(architecture), { name: 'wAverage', shape: [4, 4] }];
  return Object.fromEntries(
    shapes.map(({ name, shape }, i) => {
      const count = shape.reduce((a, b) => a * b, 1);
      const valueAt = (j: number): number => {
        if (/^E\/.*style/.test(name)) return name === 'E/block0/style1/bias' && j === 0 ? 1 : 0;
        if (/^G\/.*style.\/bias/.test(name)) return -tooMuch;
        return Math.sin(7 * j + i) / 2 + (/^G\/.*style.\/weight/.test(name) ? tooMuch : 0);
      };
      return [name, { shape, values: Float32Array.from({ length: count }, (_, j) => valueAt(j)) }];
    }),
  );
}

beforeAll(async () => {
  await tf.setBackend('cpu');
});

it('takes halves where they change nothing that is seen', async () => {
  expect((await recordOwnCheck(weightsWith(0), architecture, 'float16')).dtype).toBe('float16');
});

it('takes 32 bits where halves would change the picture', async () => {
  const { dtype, check } = await recordOwnCheck(weightsWith(1000), architecture, 'float16');
  expect(dtype).toBe('float32');
  expect(check).toEqual((await recordOwnCheck(weightsWith(1000), architecture, 'float32')).check);
});
