import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { stringify } from 'yaml';
import { readModel } from '../../src/modelFolder/decodeWeights.ts';
import { GROUPS } from '../../src/modelFolder/schema.ts';
import { encode, generate, repeatStyles, seededNoise } from '../../src/networks/model.ts';
import { createParams } from '../../src/networks/params.ts';
import { exportCommand } from '../commands/export.ts';
import { trainCommand } from '../commands/train.ts';
import { startBackend } from '../compute/backend.ts';
import type { InitialModel } from '../model/initialModel.ts';
import { readModelLearning } from '../model/learning.ts';
import { folderSource } from '../model/openModel.ts';
import { toTensors } from '../run/arrays.ts';
import { readLatestCheckpoint } from '../run/checkpoint.ts';
import type { StatsLine } from '../run/runDirectory.ts';
import { parseTrainingOptions } from '../run/trainingOptions.ts';
import { randomWeights } from '../testing/randomModel.ts';
import { prepareTinyDataset, TINY_ARCHITECTURE } from '../testing/tinyRun.ts';
import { withDetailFilters } from './detailFilters.ts';
import { growModel } from './growth.ts';
import { initialState } from './initialState.ts';

describe('growModel', () => {
  const architecture = {
    ...{ layerCount: 3, startChannels: 4, maxChannels: 8, latentSize: 8, mappingLayers: 2 },
    channels: 3 as const,
  };
  const { wAverage, ...weights } = randomWeights(architecture);
  const model: InitialModel = {
    architecture,
    state: {
      live: weights,
      averaged: weights,
      secondMoments: {},
      stepCounts: {},
      latentAverage: wAverage!.values.slice(0, 8),
    },
    origin: { model: 'small', imagesSeen: 1000 },
    learning: null,
  };
  const grown = growModel(model);
  const options = parseTrainingOptions({ architecture: grown.architecture }, 'the test');

  it.each([
    { what: 'at blend 0 the picture enlarged, and the code of the image halved', lod: 3, blend: 0 },
    { what: 'below its new block the picture itself, and its code', lod: 2, blend: 1 },
    { what: 'while a coarser level fades in the same', lod: 1, blend: 0.3 },
  ])('makes of a model a larger one that draws and encodes as it does: $what', async ({ lod, blend }) => {
    const backend = await startBackend('cpu');
    const { live, averaged } = await initialState(options, grown.state);
    const [small, large] = [toTensors(weights), toTensors(live)];
    const isNew = lod === architecture.layerCount;
    const growth = { lod, blend };
    const smallGrowth = isNew ? {} : growth;
    const resolution = 4 * 2 ** lod;
    tf.tidy(() => {
      const images = tf.randomUniform<tf.Rank.R4>([2, resolution, resolution, 3], -1, 1, 'float32', 5);
      const halved = isNew ? tf.avgPool(images, 2, 2, 'valid') : images;
      const w = encode({ architecture, params: small }, halved, smallGrowth);
      expect(encode({ architecture: grown.architecture, params: large }, images, growth).dataSync()).toEqual(
        w.dataSync(),
      );

      for (const seed of [undefined, 4]) {
        const noise = seed === undefined ? [] : seededNoise(grown.architecture, seed, { lod });
        const drawn = generate({ architecture, params: small }, repeatStyles(w, 6), { ...smallGrowth, noise });
        const size: [number, number] = [resolution, resolution];
        const expected = isNew ? tf.image.resizeNearestNeighbor(drawn, size) : drawn;
        const picture = generate({ architecture: grown.architecture, params: large }, repeatStyles(w, 8), {
          ...growth,
          noise,
        });
        expect(picture.dataSync()).toEqual(expected.dataSync());
      }
    });
    expect(averaged).toEqual(live);
    tf.dispose([small, large]);
    await backend.close();
  });

  it('begins new blocks as a training from nothing does, but with an eye for detail, without memory in the optimiser, and keeps w̄', async () => {
    const backend = await startBackend('cpu');
    const state = await initialState(options, grown.state);
    const fresh = createParams(grown.architecture, options.seed);
    const isNew = (name: string) => /^(G\/(block|toRgb)3|E\/(block|fromRgb)0)\b/.test(name);
    const known = new Set(Object.values(weights).map(({ values }) => values));
    expect(Object.keys(state.live).sort()).toEqual(Object.keys(fresh).sort());
    for (const [name, { values, shape }] of Object.entries(state.live)) {
      expect(shape, name).toEqual(fresh[name]!.shape);
      expect(known.has(values), name).toBe(!isNew(name));
      const random = { shape, values: fresh[name]!.dataSync<'float32'>() };
      const begun = name === 'E/block0/conv1/weight' ? withDetailFilters(random) : random;
      if (isNew(name)) expect(values, name).toEqual(begun.values);
    }
    expect(state).toMatchObject({ secondMoments: {}, stepCounts: {}, latentAverage: model.state.latentAverage });
    expect(grown.origin).toEqual({ model: 'small', imagesSeen: 1000, layerCount: 3 });
    tf.dispose(fresh);
    await backend.close();
  });
});

describe('train --init with one more layer', () => {
  let root: string;
  let dataset: string;
  const place = (name: string) => path.join(root, name);

  async function train(run: string, options: object, ...args: string[]): Promise<void> {
    const config = place(`${run}.yaml`);
    await writeFile(config, stringify({ batchSizePerLod: 4, sheetKimg: 0.02, ...options }));
    const all = [
      '--dataset',
      dataset,
      '--out',
      place(run),
      '--config',
      config,
      '--restarts',
      '0',
      '--stats-seconds',
      '0',
    ];
    await trainCommand.parseAsync([...all, '--engine', 'eager', '--device', 'wasm', ...args], { from: 'user' });
  }
  async function exportRun(run: string) {
    const out = place(`models/${run}`);
    await exportCommand.parseAsync([place(run), '--out', out, '--device', 'wasm'], { from: 'user' });
    const { model } = await readModel(folderSource(out), { groups: GROUPS });
    return { out, model, learning: await readModelLearning(out, model) };
  }
  const statsOf = async (run: string): Promise<StatsLine[]> =>
    (await readFile(path.join(place(run), 'stats.jsonl'), 'utf8'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as StatsLine);

  beforeAll(async () => {
    vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    root = await mkdtemp(path.join(os.tmpdir(), 'alae-growth-'));
    dataset = await prepareTinyDataset(root, 16);
    await train('small', { architecture: TINY_ARCHITECTURE, epochsPerLod: 0.5, trainEpochs: 2 });
    await exportRun('small');
  }, 120_000);
  afterAll(() => {
    vi.restoreAllMocks();
    return rm(root, { recursive: true, force: true });
  });

  /** 36 images: one epoch, in whose first half the new block fades in. */
  const growing = { architecture: { layerCount: 3 }, epochsPerLod: [0, 0, 1], trainEpochs: 2 };

  it('fades the new block in from the first image on, and becomes a model that brings its past along', async () => {
    await train('large', growing, '--init', place('models/small'));
    const stats = await statsOf('large');
    expect(stats.every(({ lod }) => lod === 2)).toBe(true);
    const blends = stats.map(({ blend }) => blend);
    expect(blends[0]).toBe(0);
    expect(blends.slice(0, 5)).toEqual(blends.slice(0, 5).toSorted((a, b) => a - b));
    expect(blends.slice(5)).toEqual(Array(blends.length - 5).fill(1));

    const { model, learning } = await exportRun('large');
    expect(model.architecture).toEqual({ ...TINY_ARCHITECTURE, layerCount: 3, startChannels: 2, channels: 3 });
    expect(model.training).toMatchObject({ imagesSeen: 144, lodReached: 2 });
    expect(model.training?.schedule).toMatch(
      /^begun as small of 8 pixels \(72 images\), then 72 images: all at 16 pixels/,
    );
    const frames = model.replay!.frames.map(({ imagesSeen, lod }) => [imagesSeen > 72, lod]);
    expect(frames).toContainEqual([false, 0]);
    expect(frames).toContainEqual([false, 1]);
    expect(frames).toContainEqual([true, 2]);
    const losses = learning!.losses.map(({ imagesSeen, lod }) => [imagesSeen > 72, lod]);
    expect(losses).toContainEqual([false, 0]);
    expect(losses).toContainEqual([true, 2]);
  });

  it('can warm up at smaller sizes first, and goes on with the same configuration', async () => {
    const warm = { ...growing, epochsPerLod: [0, 0.5, 1] };
    await train('warm', { ...warm, trainEpochs: 0.2 }, '--init', place('models/small'));
    await train('warm', warm, '--resume');
    const stats = await statsOf('warm');
    expect([stats[0]!.lod, stats[0]!.blend > 0]).toEqual([1, false]);
    expect(stats.filter(({ lod }) => lod === 2)[0]!.blend).toBeLessThan(0.1);
    const { options, progress } = await readLatestCheckpoint(place('warm'));
    expect(options.architecture.startChannels).toBe(2);
    expect(progress).toMatchObject({ lod: 2, imagesSeen: 72, origin: { model: 'small', layerCount: 2 } });
  });

  it.each([
    [
      'another width',
      { architecture: { layerCount: 3, startChannels: 4 } },
      /small, grown to 3 layers, has startChannels 2, .* asks for 4: leave startChannels out/,
    ],
    [
      'two layers at once',
      { architecture: { layerCount: 4 } },
      /small has 2 layers, .* asks for 4: a model grows by one layer at a time, so make layerCount 3/,
    ],
    [
      'a block that is there at once',
      { epochsPerLod: [0, 0, 0] },
      /^The new block of 16 pixels would not fade in: give that size, number 3 in the list/,
    ],
    ['fading in over nothing', { fadeFraction: 0 }, /^The new block of 16 pixels would not fade in/],
  ])('refuses %s', async (_, options, sentence) => {
    const refused = train('refused', { ...growing, ...options }, '--init', place('models/small'), '--dry-run');
    await expect(refused).rejects.toThrow(sentence);
  });

  it('refuses a model whose finest block has an odd number of channels', async () => {
    await train('odd', {
      architecture: { ...TINY_ARCHITECTURE, startChannels: 3 },
      epochsPerLod: 0.1,
      trainEpochs: 0.3,
    });
    await exportRun('odd');
    await expect(train('refused', growing, '--init', place('models/odd'), '--dry-run')).rejects.toThrow(
      /odd cannot grow to 3 layers: its startChannels are 3/,
    );
  });
});
