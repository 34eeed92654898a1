import * as tf from '@tensorflow/tfjs-core';
import type { Architecture } from '../../src/networks/architecture.ts';
import { discriminate, encode, generate, map } from '../../src/networks/model.ts';
import type { Network } from '../../src/networks/paramSpecs.ts';
import type { Params } from '../../src/networks/params.ts';

/** A recorded tensor as it is stored (images NCHW). */
export interface RecordedTensor {
  readonly shape: readonly number[];
  readonly values: ArrayLike<number>;
}

/** Largest `relativeDifference` to the reference implementation that counts as agreement. */
export const PARITY_TOLERANCE = 1e-4;

/** One output of a network that was recorded, and how to compute it. */
export interface GoldenCase {
  /** Name of the recorded tensor. */
  readonly name: string;
  readonly network: Network;
  /** Level of detail; F has none. */
  readonly lod: number | undefined;
  /** What distinguishes it from other outputs of the network at that level, such as `noise`; may be empty. */
  readonly variant: string;
  readonly compute: (params: Params) => tf.Tensor;
}

/** A recorded tensor on the backend; images and feature maps become NHWC. */
export function toTensor({ shape, values }: RecordedTensor): tf.Tensor {
  return tf.tidy(() => {
    const tensor = tf.tensor(Float32Array.from(values), [...shape]);
    return shape.length === 4 ? tf.transpose(tensor, [0, 2, 3, 1]) : tensor;
  });
}

/**
 * Every recorded output of the four networks: F; E, D and G at each level of detail, G with noise and without; and where it
 * was recorded, the same while the newest block fades in. `compute` leaves its inputs to a tidy around it.
 */
export function goldenCases(
  recorded: Readonly<Record<string, RecordedTensor>>,
  architecture: Architecture,
): GoldenCase[] {
  const input = <T extends tf.Tensor>(name: string): T => {
    const tensor = recorded[name];
    if (!tensor) throw new Error(`There is no recorded tensor "${name}".`);
    return toTensor(tensor) as T;
  };
  const cases: GoldenCase[] = [];
  for (const name of Object.keys(recorded)) {
    if (name === 'w') {
      const compute = (params: Params) => map({ architecture, params }, input('z'));
      cases.push({ name, network: 'F', lod: undefined, variant: '', compute });
    }
    const match = /^lod(\d+)\.(?:blend([\d.]+)\.)?(encoded|score|generated\.noNoise|generated\.noise)$/.exec(name);
    if (!match) continue;
    const [, lodText, blendText, output] = match;
    const lod = Number(lodText);
    const growth = { lod, blend: blendText ? Number(blendText) : 1 };
    const fading = blendText ? `fading in at ${blendText}` : '';
    const scope = `lod${lod}`;
    const add = (network: Network, variant: string, compute: GoldenCase['compute']) =>
      cases.push({ name, network, lod, variant: [variant, fading].filter(Boolean).join(', '), compute });
    if (output === 'encoded') {
      add('E', '', (params) => encode({ architecture, params }, input(`${scope}.image`), growth));
    } else if (output === 'score') {
      add('D', '', (params) => discriminate({ architecture, params }, input(name.replace(/score$/, 'encoded'))));
    } else if (output === 'generated.noNoise') {
      add('G', 'no noise', (params) => generate({ architecture, params }, input(`${scope}.styles`), growth));
    } else {
      add('G', 'noise', (params) => {
        const noise = Array.from({ length: 2 * (lod + 1) }, (_, i) => input<tf.Tensor4D>(`${scope}.noise${i}`));
        return generate({ architecture, params }, input(`${scope}.styles`), { ...growth, noise });
      });
    }
  }
  return cases;
}

/**
 * Computes a case on the current backend.
 * @returns its `relativeDifference` to what was recorded
 */
export async function measureCase(
  { name, compute }: GoldenCase,
  params: Params,
  recorded: Readonly<Record<string, RecordedTensor>>,
): Promise<number> {
  const [ours, theirs] = tf.tidy(() => [compute(params), toTensor(recorded[name]!)]) as [tf.Tensor, tf.Tensor];
  try {
    if (ours.shape.join() !== theirs.shape.join()) return Number.POSITIVE_INFINITY;
    return relativeDifference(await ours.data(), await theirs.data());
  } finally {
    tf.dispose([ours, theirs]);
  }
}

/** `max|ours - theirs| / max|theirs|`: how agreement is measured, tensor by tensor. */
export function relativeDifference(ours: ArrayLike<number>, theirs: ArrayLike<number>): number {
  if (ours.length !== theirs.length) return Number.POSITIVE_INFINITY;
  let difference = 0;
  let largest = 0;
  for (let i = 0; i < theirs.length; i++) {
    const d = Math.abs(ours[i]! - theirs[i]!);
    if (!(d <= difference)) difference = d; // keeps NaN
    largest = Math.max(largest, Math.abs(theirs[i]!));
  }
  return difference / (largest || 1);
}
