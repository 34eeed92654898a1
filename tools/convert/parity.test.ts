import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bytesSource } from '../../src/convert/byteSource.ts';
import { type CheckpointModel, readCheckpoint } from '../../src/convert/readCheckpoint.ts';
import { seededRandom } from '../../src/latent/random.ts';
import { toParams } from '../../src/modelFolder/decodeWeights.ts';
import { blockResolution, styleCountOf } from '../../src/networks/architecture.ts';
import { startBackend } from '../compute/backend.ts';
import { checkpointOf, concat, zipCheckpoint } from '../testing/checkpointWriter.ts';
import { youngWeights } from '../testing/youngModel.ts';
import { goldenCases, type RecordedTensor } from './goldenCases.ts';
import { disagreements, measureParity } from './parity.ts';

const SMALL = {
  layerCount: 4,
  startChannels: 4,
  maxChannels: 32,
  latentSize: 16,
  mappingLayers: 2,
  channels: 3,
} as const;
/** Of a model that has hardly seen an image: what instance norm then makes of the constant's last bits is to be seen. */
const NEWBORN = { constant: 5e-5, vectors: 2e-5 };
const IMAGES = 2;

let root: string;
beforeAll(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'alae-parity-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

/** Inputs of each level, in the shapes in which they are recorded (images NCHW). */
function inputs(): Record<string, RecordedTensor> {
  const random = seededRandom(3);
  const tensor = (...shape: number[]): RecordedTensor => ({
    shape,
    values: new Float32Array(shape.reduce((a, b) => a * b)).map(() => 2 * random() - 1),
  });
  const recorded: Record<string, RecordedTensor> = { z: tensor(IMAGES, SMALL.latentSize) };
  for (let lod = 0; lod < SMALL.layerCount; lod++) {
    recorded[`lod${lod}.image`] = tensor(IMAGES, SMALL.channels, blockResolution(lod), blockResolution(lod));
    recorded[`lod${lod}.styles`] = tensor(IMAGES, styleCountOf(SMALL), SMALL.latentSize);
  }
  return recorded;
}

/** Records what a model computes on the current backend, as a folder for --verify. */
async function record(name: string, { architecture, weights, missing }: CheckpointModel): Promise<string> {
  const recorded = inputs();
  const placeholder: RecordedTensor = { shape: [], values: [] };
  const outputs = ['w', ...[0, 1, 2, 3].flatMap((lod) => [`lod${lod}.encoded`, `lod${lod}.generated.noNoise`])];
  const params = toParams(weights);
  for (const output of outputs) {
    const [found] = goldenCases({ ...recorded, [output]: placeholder }, architecture).filter((c) => c.name === output);
    if (!found || missing.includes(found.network)) continue;
    const computed = tf.tidy(() => {
      const tensor = found.compute(params);
      return tensor.rank === 4 ? tf.transpose(tensor, [0, 3, 1, 2]) : tensor;
    });
    recorded[output] = { shape: computed.shape, values: await computed.data() };
    computed.dispose();
  }
  tf.dispose(params);
  const folder = await mkdtemp(path.join(root, name));
  const index: Record<string, unknown> = {};
  const pieces: Uint8Array[] = [];
  let offset = 0;
  for (const [key, { shape, values }] of Object.entries(recorded)) {
    index[key] = { shape, offset };
    pieces.push(new Uint8Array(Float32Array.from(values).buffer));
    offset += 4 * values.length;
  }
  await writeFile(path.join(folder, 'golden.json'), JSON.stringify(index));
  await writeFile(path.join(folder, 'golden.bin'), concat(...pieces));
  return folder;
}

const asChecked = (weights: CheckpointModel['weights']): CheckpointModel => ({
  ...{ architecture: SMALL, fullLayerCount: SMALL.layerCount, choice: 'averaged', missing: [] },
  ...{ isAverageComputed: false, ignored: [] },
  weights,
});

it('what the last bit changes much may differ much, and an error is found all the same', async () => {
  const model = asChecked(youngWeights(SMALL, 1, NEWBORN));
  await startBackend('cpu');
  const golden = await record('young', model);
  await startBackend('wasm'); // adds up in another order
  const parity = await measureParity(model, golden, 'wasm');
  expect(disagreements(parity)).toEqual([]);
  const pictures = parity.outputs.filter(({ network }) => network === 'G');
  expect(Math.max(...pictures.map(({ float32 }) => float32))).toBeGreaterThan(parity.tolerance);
  // E and F are not young in that way: nothing more is allowed there.
  for (const row of parity.outputs) if (row.network !== 'G') expect(row.tolerance).toBe(parity.tolerance);

  const weight = model.weights['G/block1/conv1/weight']!;
  const wrong = { ...weight, values: weight.values.map((value) => value + 0.02) };
  const other = await measureParity(asChecked({ ...model.weights, 'G/block1/conv1/weight': wrong }), golden, 'wasm');
  expect(disagreements(other).map(({ tensor }) => tensor)).toEqual(
    [1, 2, 3].map((lod) => `lod${lod}.generated.noNoise`),
  );
});

it('of a training that has not come to its last size, the levels that it has are compared', async () => {
  const full = youngWeights(SMALL);
  for (const [name, { values }] of Object.entries(full)) {
    if (/^G\/block3\/(noise|bias)|^E\/block0\/bias/.test(name)) values.fill(0);
  }
  await startBackend('wasm');
  const golden = await record('growing', asChecked(full));
  const checkpoint = await readCheckpoint(
    bytesSource(concat(...zipCheckpoint(checkpointOf({ averaged: full, live: full })))),
  );
  expect(checkpoint.architecture.layerCount).toBe(3);
  const parity = await measureParity(checkpoint, golden, 'wasm');
  expect(disagreements(parity)).toEqual([]);
  expect(Math.max(...parity.outputs.map(({ lod = 0 }) => lod))).toBe(2);
  expect(parity.outputs).toHaveLength(7);
});
