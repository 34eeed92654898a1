import { readFileSync } from 'node:fs';
import path from 'node:path';
import type * as tf from '@tensorflow/tfjs-core';
import { bytesSource } from '../../src/convert/byteSource.ts';
import { type CheckpointModel, readCheckpoint } from '../../src/convert/readCheckpoint.ts';
import { renameWeight } from '../../src/convert/rename.ts';
import { toParams } from '../../src/modelFolder/decodeWeights.ts';
import type { Network } from '../../src/networks/paramSpecs.ts';
import type { Params } from '../../src/networks/params.ts';
import { type Golden, readGolden } from '../convert/golden.ts';
import { type RecordedTensor, toTensor } from '../convert/goldenCases.ts';

/** For tests: a checkpoint of the reference implementation, and numbers recorded from its averaged networks. */
export interface Fixture extends CheckpointModel {
  readonly golden: Golden['get'];
  readonly names: Golden['names'];
}

/** Their names of the networks in `train.*`. */
const GOLDEN_NETWORKS: Readonly<Record<string, Network>> = {
  encoder: 'E',
  mapping_d: 'D',
  decoder: 'G',
  mapping_f: 'F',
};

/** Path of a fixture's file, or of its folder. */
export const fixturePath = (...names: string[]): string => path.join(import.meta.dirname, 'fixtures', ...names);

export const fixtureBytes = (name: string, checkpoint: string): Uint8Array =>
  new Uint8Array(readFileSync(fixturePath(name, checkpoint)));

export async function readFixture(name: string, checkpoint: string): Promise<Fixture> {
  const { names, get } = readGolden(fixturePath(name));
  return { ...(await readCheckpoint(bytesSource(fixtureBytes(name, checkpoint)))), names, golden: get };
}

/** The fixture's weights as tensors. The caller disposes of them. */
export const fixtureParams = ({ weights }: Fixture): Params => toParams(weights);

/** What was recorded from the networks' outputs, by name. */
export function recordedOutputs(golden: Pick<Fixture, 'names' | 'golden'>): Record<string, RecordedTensor> {
  const names = golden.names.filter((name) => !name.startsWith('train.'));
  return Object.fromEntries(names.map((name) => [name, golden.golden(name)]));
}

/** A recorded tensor; images and feature maps become NHWC. */
export const goldenTensor = (fixture: Fixture, name: string): tf.Tensor => toTensor(fixture.golden(name));

/** Recorded weights or gradients named `<prefix>.<net>.<their name>`, under our names and in our layouts. */
export function goldenWeights(fixture: Fixture, prefix: string): Map<string, Float32Array> {
  const weights = new Map<string, Float32Array>();
  for (const name of fixture.names.filter((n) => n.startsWith(`${prefix}.`))) {
    const [net = '', ...rest] = name.slice(prefix.length + 1).split('.');
    const { shape, values } = fixture.golden(name);
    const renamed = renameWeight(GOLDEN_NETWORKS[net]!, rest.join('.'), shape);
    if (renamed) weights.set(renamed.name, renamed.reorder(values));
  }
  return weights;
}
