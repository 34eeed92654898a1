import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import type { Architecture } from '../../src/networks/architecture.ts';
import type { Network, Params } from '../../src/networks/params.ts';
import { readCheckpoint } from './readCheckpoint.ts';
import { renameWeight, STATE_DICTS } from './rename.ts';

/** Numbers recorded from the reference implementation, for tests: a checkpoint and what its networks compute. */
export interface Fixture {
  readonly architecture: Architecture;
  /** The averaged networks' weights, ours by name and layout. */
  readonly weights: ReadonlyMap<string, { readonly shape: number[]; readonly values: Float32Array }>;
  /** A recorded tensor as it is stored (images NCHW). */
  readonly golden: (name: string) => { readonly shape: number[]; readonly values: Float32Array };
  readonly has: (name: string) => boolean;
  readonly names: readonly string[];
}

/** Their names of the networks in `train.*`. */
const GOLDEN_NETWORKS: Readonly<Record<string, Network>> = {
  encoder: 'E',
  mapping_d: 'D',
  decoder: 'G',
  mapping_f: 'F',
};

export function readFixture(name: string, checkpoint: string): Fixture {
  const file = (path: string) => readFileSync(new URL(`./fixtures/${name}/${path}`, import.meta.url));
  const architecture = JSON.parse(file('config.json').toString()) as Architecture;
  const index = JSON.parse(file('golden.json').toString()) as Record<string, { shape: number[]; offset: number }>;
  const bytes = file('golden.bin');

  const models = readCheckpoint(file(checkpoint));
  const weights = new Map<string, { shape: number[]; values: Float32Array }>();
  for (const [network, dict] of Object.entries(STATE_DICTS) as [Network, string][]) {
    for (const [theirName, tensor] of models.get(`${dict}_s`) ?? []) {
      const renamed = renameWeight(network, theirName, tensor.shape, tensor.read());
      if (renamed) weights.set(renamed.name, renamed);
    }
  }
  return {
    architecture,
    weights,
    names: Object.keys(index),
    has: (tensor) => tensor in index,
    golden: (tensor) => {
      const entry = index[tensor];
      if (!entry) throw new Error(`The fixture ${name} has no tensor "${tensor}".`);
      const length = entry.shape.reduce((a, b) => a * b, 1);
      const values = new Float32Array(
        bytes.buffer.slice(bytes.byteOffset + entry.offset, bytes.byteOffset + entry.offset + 4 * length),
      );
      return { shape: entry.shape, values };
    },
  };
}

/** The fixture's weights as tensors. The caller disposes of them. */
export function fixtureParams({ weights }: Fixture): Params {
  return Object.fromEntries([...weights].map(([name, { shape, values }]) => [name, tf.tensor(values, shape)]));
}

/** A recorded tensor; images and feature maps become NHWC. */
export function goldenTensor(fixture: Fixture, name: string): tf.Tensor {
  const { shape, values } = fixture.golden(name);
  return tf.tidy(() => {
    const tensor = tf.tensor(values, shape);
    return shape.length === 4 ? tf.transpose(tensor, [0, 2, 3, 1]) : tensor;
  });
}

/** Recorded weights or gradients named `<prefix>.<net>.<their name>`, under our names and in our layouts. */
export function goldenWeights(fixture: Fixture, prefix: string): Map<string, Float32Array> {
  const weights = new Map<string, Float32Array>();
  for (const name of fixture.names.filter((n) => n.startsWith(`${prefix}.`))) {
    const [net = '', ...rest] = name.slice(prefix.length + 1).split('.');
    const { shape, values } = fixture.golden(name);
    const renamed = renameWeight(GOLDEN_NETWORKS[net]!, rest.join('.'), shape, values);
    if (renamed) weights.set(renamed.name, renamed.values);
  }
  return weights;
}

/** `max|ours - theirs| / max|theirs|`: how the fixtures measure agreement, tensor by tensor. */
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
