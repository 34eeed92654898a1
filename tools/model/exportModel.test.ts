import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readModel, toParams } from '../../src/modelFolder/decodeWeights.ts';
import { roundToFloat16 } from '../../src/modelFolder/float16.ts';
import { readModelIndex } from '../../src/modelFolder/read.ts';
import { GROUPS } from '../../src/modelFolder/schema.ts';
import { encode, generate, repeatStyles } from '../../src/networks/model.ts';
import { createParams, type Params } from '../../src/networks/params.ts';
import { type Backend, startBackend } from '../compute/backend.ts';
import { type Checkpoint, type Origin, writeCheckpoint } from '../run/checkpoint.ts';
import { startMachineMeter } from '../run/machineUse.ts';
import { appendStats, createRun } from '../run/runDirectory.ts';
import { stageAt } from '../run/schedule.ts';
import { parseTrainingOptions } from '../run/trainingOptions.ts';
import { TINY_FIGURES } from '../testing/tinyModel.ts';
import { prepareTinyDataset } from '../testing/tinyRun.ts';
import { runSitting } from '../training/sitting.ts';
import { exportModel, grownModel } from './exportModel.ts';
import { readInitialModel } from './initialModel.ts';
import { addMilestone, readModelLearning } from './learning.ts';
import { folderSource } from './openModel.ts';

const OPTIONS = parseTrainingOptions(
  { architecture: { layerCount: 4, startChannels: 4, maxChannels: 16, latentSize: 8, mappingLayers: 2 } },
  'test',
);
const EXPORT = {
  title: 'Test',
  description: '',
  licence: { spdx: 'CC0-1.0', sentence: 'Free.' },
  device: 'cpu',
} as const;

const TEST_SPLIT = { by: 'hash', seed: 5, fraction: 0.1 } as const;

let root: string;
let backend: Backend;
let params: Params;

beforeAll(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'alae-export-'));
  backend = await startBackend('cpu');
  params = createParams(OPTIONS.architecture, 3);
});
afterAll(async () => {
  tf.dispose(params);
  await backend.close();
  await rm(root, { recursive: true, force: true });
});

async function checkpointAt(lod: number, blend = 1): Promise<Checkpoint> {
  const averaged: Record<string, { shape: number[]; values: Float32Array }> = {};
  for (const [name, tensor] of Object.entries(params)) {
    averaged[name] = { shape: tensor.shape, values: await tensor.data<'float32'>() };
  }
  const { latentSize } = OPTIONS.architecture;
  const latentAverage = Float32Array.from({ length: latentSize }, (_, i) => i / 8);
  return {
    options: OPTIONS,
    progress: {
      iteration: 10,
      imagesSeen: 1280,
      photoImagesSeen: 0,
      elapsedMs: 1,
      lod,
      blend,
      dataset: 'cats.zip',
      testSplit: TEST_SPLIT,
      commit: 'abc',
    },
    state: { live: averaged, averaged, secondMoments: {}, stepCounts: {}, latentAverage },
  };
}

async function exportRun(name: string, lod: number, force = false, origin?: Origin): Promise<string> {
  const run = path.join(root, `run-${name}`);
  await mkdir(run, { recursive: true });
  const checkpoint = await checkpointAt(lod);
  await writeCheckpoint(run, { ...checkpoint, progress: { ...checkpoint.progress, origin } });
  const out = path.join(root, 'models', name);
  await exportModel({ ...EXPORT, run, out, force });
  return out;
}

describe('exportModel', () => {
  it("writes the run's averaged weights in half precision, w̄ once per style, and where they come from", async () => {
    const folder = await exportRun('whole', 3);
    const { model, weights } = await readModel(folderSource(folder), { groups: GROUPS });
    expect(model.architecture).toEqual(OPTIONS.architecture);
    expect(model.training).toMatchObject({ dataset: 'cats.zip', imagesSeen: 1280, lodReached: 3, commit: 'abc' });
    for (const [name, tensor] of Object.entries(params)) {
      expect(weights[name]!.values, name).toEqual(roundToFloat16(await tensor.data<'float32'>()));
    }
    expect(weights.wAverage!.shape).toEqual([8, 8]);
    expect([...weights.wAverage!.values.subarray(8, 16)]).toEqual([0, 1, 2, 3, 4, 5, 6, 7].map((i) => i / 8));
  });

  it('leaves out a block that is still fading in', async () => {
    expect(grownModel(await checkpointAt(2, 0.5)).architecture.layerCount).toBe(2);
  });

  it.each([0, 1, 2])('makes a whole smaller model of a run that reached level %i', async (lod) => {
    const { architecture, weights } = grownModel(await checkpointAt(lod));
    expect(architecture.layerCount).toBe(lod + 1);
    const grown = toParams(weights);
    const r = 4 * 2 ** lod;
    const image = tf.randomUniform<tf.Rank.R4>([2, r, r, 3], -1, 1, 'float32', 5);
    const w = encode({ architecture: OPTIONS.architecture, params }, image, { lod });
    const ofGrown = encode({ architecture, params: grown }, image);
    expect(await ofGrown.data()).toEqual(await w.data());
    const expected = generate({ architecture: OPTIONS.architecture, params }, repeatStyles(w, 8), { lod });
    const actual = generate({ architecture, params: grown }, repeatStyles(w, 2 * (lod + 1)));
    expect(await actual.data()).toEqual(await expected.data());
    tf.dispose([grown, image, w, ofGrown, expected, actual]);
  });

  it('lists every model beside it, and replaces one only when told to', async () => {
    await exportRun('first', 1);
    const out = await exportRun('second', 2);
    const names = async () => (await readModelIndex(folderSource(path.join(root, 'models')))).models;
    expect((await names()).map(({ name, resolution }) => [name, resolution])).toEqual(
      expect.arrayContaining([
        ['first', 8],
        ['second', 16],
      ]),
    );
    await expect(exportRun('second', 3)).rejects.toThrow(
      `${out} already holds a model: give --out another name, or --force`,
    );
    await exportRun('second', 3, true);
    expect((await names()).find(({ name }) => name === 'second')!.resolution).toBe(32);
    expect((await readdir(path.join(root, 'models'))).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  it('can be trained on: the same weights with nothing for the optimiser to remember, and all images counted', async () => {
    const folder = await exportRun('begin', 3);
    const { architecture, state, origin } = await readInitialModel(folder);
    expect(architecture).toEqual(OPTIONS.architecture);
    expect(Object.keys(state.live).sort()).toEqual(Object.keys(params).sort());
    for (const [name, tensor] of Object.entries(params)) {
      expect(state.live[name]!.values, name).toEqual(roundToFloat16(await tensor.data<'float32'>()));
    }
    expect(state.averaged).toEqual(state.live);
    expect([...state.latentAverage]).toEqual([0, 1, 2, 3, 4, 5, 6, 7].map((i) => i / 8));
    expect(state.secondMoments).toEqual({});
    expect(origin).toEqual({ model: 'begin', imagesSeen: 1280, testSplit: TEST_SPLIT });

    const further = await exportRun('further', 3, false, origin);
    const { training } = (await readModel(folderSource(further), { groups: [] })).model;
    expect(training?.imagesSeen).toBe(2560);
    expect(training?.testSplit).toEqual(TEST_SPLIT);
    const other = await exportRun('other', 3, false, { ...origin, testSplit: { ...TEST_SPLIT, seed: 6 } });
    expect((await readModel(folderSource(other), { groups: [] })).model.training?.testSplit).toBeUndefined();
    expect(training?.schedule).toMatch(/^begun as begin \(1,280 images\), then 1,280 images: grown from 4/);

    const config = path.join(root, 'wide.yaml');
    await writeFile(config, 'architecture: { maxChannels: 64 }');
    const command = { dataset: 'none', out: path.join(root, 'new'), init: folder, config, resume: false } as const;
    const sitting = {
      ...command,
      device: 'cpu',
      engine: 'eager',
      statsSeconds: 10,
      supervised: false,
      tensorboard: false,
      dryRun: true,
    } as const;
    await expect(runSitting(sitting)).rejects.toThrow(
      /The model .*begin has maxChannels 16, the configuration asks for 64: leave maxChannels out of it, or begin a new/,
    );

    const small = await exportRun('small', 1);
    const dataset = await prepareTinyDataset(root);
    await writeFile(config, 'batchSizePerLod: 8');
    const warnings: string[] = [];
    const spy = vi.spyOn(process.stderr, 'write').mockImplementation((text) => warnings.push(String(text)) > 0);
    await runSitting({ ...sitting, dataset, init: small }).finally(() => spy.mockRestore());
    expect(warnings.join('')).toMatch(
      /^The model .*small may have learnt from test images of .*data: .* the data set has the images of a list of 4 names/,
    );
  });

  it('says for how many images E and G saw photographs, those of the model that it began with included', async () => {
    const run = path.join(root, 'run-photos');
    const out = path.join(root, 'models', 'photos');
    await mkdir(run);
    const exported = async (photoImagesSeen: number, origin?: Origin) => {
      const checkpoint = await checkpointAt(3);
      await writeCheckpoint(run, { ...checkpoint, progress: { ...checkpoint.progress, photoImagesSeen, origin } });
      return (await exportModel({ ...EXPORT, run, out, force: true })).training;
    };
    expect(await exported(0)).not.toHaveProperty('photoImagesSeen');
    expect(await exported(280)).toMatchObject({ imagesSeen: 1280, photoImagesSeen: 280 });
    const { origin } = await readInitialModel(out);
    expect(origin).toMatchObject({ model: 'photos', imagesSeen: 1280, photoImagesSeen: 280 });
    expect(await exported(100, origin)).toMatchObject({ imagesSeen: 2560, photoImagesSeen: 380 });
    expect(await exported(0, origin)).toMatchObject({ photoImagesSeen: 280 });
  });

  it('brings the learning curves, measured figures too, on into a later state and what begins with the model', async () => {
    const run = path.join(root, 'run-learning');
    await createRun(run, OPTIONS);
    const stats = (imagesSeen: number) =>
      appendStats(run, {
        ...stageAt(OPTIONS, 1000, imagesSeen - 1),
        ...{ discriminator: 1, generator: 2, latent: 3, imagesPerSecond: 1, elapsedMs: 1, writtenAt: 42 },
        ...{ imagesSeen, iteration: imagesSeen, totalImages: 2000, machine: startMachineMeter().read() },
      });
    const learningIn = async (folder: string) =>
      readModelLearning(folder, (await readModel(folderSource(folder), { groups: [] })).model);
    await stats(1000);
    const folder = await exportRun('learning', 3);
    expect(await learningIn(folder)).toMatchObject({ begunAt: 42, losses: [{ imagesSeen: 1000 }], milestones: [] });

    await addMilestone(folder, (await readModel(folderSource(folder), { groups: [] })).model, TINY_FIGURES);
    await stats(1280);
    await exportRun('learning', 3, true);
    const later = await learningIn(folder);
    expect(later?.losses.map(({ imagesSeen }) => imagesSeen)).toEqual([1000, 1280]);
    expect(later?.milestones).toEqual([{ imagesSeen: 1280, figures: TINY_FIGURES }]);

    expect((await readInitialModel(folder)).learning).toEqual(later);
  });

  it('says of a training that only went on at the last size that it did', async () => {
    const run = path.join(root, 'run-last-size');
    await mkdir(run);
    const options = { ...OPTIONS, epochsPerLod: [0, 0, 0], batchSizePerLod: [8, 4], learningRatePerLod: 0.002 };
    await writeCheckpoint(run, { ...(await checkpointAt(3)), options });
    const { training } = await exportModel({ ...EXPORT, run, out: path.join(root, 'last-size'), force: false });
    expect(training?.schedule).toMatch(/^all at 32 pixels, batches of 4, learning rate 0.002, R1/);
  });

  it('says which run has nothing to export; a checkpoint refuses what is not a number', async () => {
    const run = path.join(root, 'no-run');
    await mkdir(run);
    await expect(exportModel({ ...EXPORT, run, out: path.join(root, 'x'), force: false })).rejects.toThrow(
      /no-run has no checkpoint/,
    );
    const broken = await checkpointAt(3);
    const values = new Float32Array(broken.state.averaged['F/layer0/bias']!.values).fill(Number.NaN);
    const averaged = { ...broken.state.averaged, 'F/layer0/bias': { shape: [8], values } };
    await expect(writeCheckpoint(run, { ...broken, state: { ...broken.state, averaged } })).rejects.toThrow(
      /averaged:F\/layer0\/bias is no longer a number after 1280 images/,
    );
  });
});
