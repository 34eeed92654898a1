import '@tensorflow/tfjs-backend-webgpu';
import * as tf from '@tensorflow/tfjs-core';
import type { Architecture } from '../src/networks/architecture.ts';
import { goldenCases, measureCase, type RecordedTensor } from '../tools/convert/goldenCases.ts';

/** The reference implementation's weights, in our layouts, and recorded tensors, as JSON. */
interface GoldenFile {
  readonly architecture: Architecture;
  readonly weights: Record<string, { readonly shape: number[]; readonly values: number[] }>;
  readonly golden: Record<string, RecordedTensor>;
}

/**
 * Runs the networks on the numbers recorded from the reference implementation.
 * @returns max|ours - theirs| / max|theirs| by name of the recorded tensor
 */
export async function goldenDeviations(url: string, backend: 'webgpu'): Promise<Record<string, number>> {
  if (!(await tf.setBackend(backend))) throw new Error(`The backend ${backend} does not start.`);
  const { architecture, weights, golden }: GoldenFile = await (await fetch(url)).json();
  const params = Object.fromEntries(
    Object.entries(weights).map(([name, { shape, values }]) => [name, tf.tensor(values, shape)]),
  );
  const deviations: Record<string, number> = {};
  for (const goldenCase of goldenCases(golden, architecture)) {
    deviations[goldenCase.name] = await measureCase(goldenCase, params, golden);
  }
  tf.dispose(params);
  return deviations;
}
