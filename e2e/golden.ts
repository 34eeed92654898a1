import '@tensorflow/tfjs-backend-webgpu';
import * as tf from '@tensorflow/tfjs-core';
import type { Architecture } from '../src/networks/architecture.ts';
import { discriminate, encode, generate, map } from '../src/networks/model.ts';

/** Shapes and values; images are NCHW. */
type Tensors = Record<string, { readonly shape: number[]; readonly values: number[] }>;

/** The reference implementation's weights and recorded tensors, as JSON. */
export interface GoldenFile {
  readonly architecture: Architecture;
  readonly weights: Tensors;
  readonly golden: Tensors;
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
  const recorded = <T extends tf.Tensor>(name: string): T => {
    const { shape, values } = golden[name]!;
    const tensor = tf.tensor(values, shape);
    return (shape.length === 4 ? tf.transpose(tensor, [0, 2, 3, 1]) : tensor) as T;
  };

  const runs: Record<string, () => tf.Tensor> = { w: () => map(params, architecture, recorded('z')) };
  for (let lod = 0; lod < architecture.layerCount; lod++) {
    const scope = `lod${lod}`;
    const styles = () => recorded<tf.Tensor3D>(`${scope}.styles`);
    const noise = () => Array.from({ length: 2 * (lod + 1) }, (_, i) => recorded<tf.Tensor4D>(`${scope}.noise${i}`));
    runs[`${scope}.generated.noise`] = () => generate(params, architecture, styles(), { lod, noise: noise() });
    for (const [prefix, blend] of [[scope, 1] as const, [`${scope}.blend0.3`, 0.3] as const]) {
      if (blend < 1 && lod === 0) continue;
      runs[`${prefix}.encoded`] = () => encode(params, architecture, recorded(`${scope}.image`), { lod, blend });
      runs[`${prefix}.score`] = () => discriminate(params, architecture, recorded(`${prefix}.encoded`));
      runs[`${prefix}.generated.noNoise`] = () => generate(params, architecture, styles(), { lod, blend });
    }
  }

  const deviations: Record<string, number> = {};
  for (const [name, run] of Object.entries(runs)) {
    const [ours, theirs] = tf.tidy(() => [run(), recorded(name)]) as [tf.Tensor, tf.Tensor];
    deviations[name] = relativeDeviation(await ours.data<'float32'>(), await theirs.data<'float32'>());
    tf.dispose([ours, theirs]);
  }
  tf.dispose(params);
  return deviations;
}

function relativeDeviation(ours: Float32Array, theirs: Float32Array): number {
  const differences = theirs.map((value, i) => Math.abs(ours[i]! - value));
  const largest = (values: Float32Array) => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return largest(differences) / largest(theirs);
}
