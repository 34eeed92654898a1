import * as tf from '@tensorflow/tfjs-core';
import type { Params } from '../../src/networks/params.ts';
import type { Arrays } from './trainingState.ts';

/** Arrays as tensors. The caller disposes of them. */
export const toTensors = (arrays: Arrays): Record<string, tf.Tensor> =>
  Object.fromEntries(Object.entries(arrays).map(([name, { shape, values }]) => [name, tf.tensor(values, [...shape])]));

/** Tensors as arrays. */
export async function toArrays(tensors: Params): Promise<Arrays> {
  const entries = Object.entries(tensors).map(
    async ([name, tensor]) => [name, { shape: tensor.shape, values: Float32Array.from(await tensor.data()) }] as const,
  );
  return Object.fromEntries(await Promise.all(entries));
}
