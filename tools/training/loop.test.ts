import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Losses } from '../../src/learning/losses.ts';
import { startBackend } from '../compute/backend.ts';
import { type Dataset, openDataset } from '../dataset/dataset.ts';
import { checkpointNames, readLatestCheckpoint, writeCheckpoint } from '../run/checkpoint.ts';
import { HEALTHY, judge } from '../run/divergence.ts';
import { createRun, rewindStats, type StatsLine } from '../run/runDirectory.ts';
import { type Stage, stageAt } from '../run/schedule.ts';
import { PHOTO_DEFAULTS, parseTrainingOptions, type TrainingOptions } from '../run/trainingOptions.ts';
import { prepareTinyDataset, TINY_ARCHITECTURE, TINY_TRAIN_COUNT } from '../testing/tinyRun.ts';
import { drawIteration } from './draws.ts';
import { createEagerEngine } from './eagerEngine.ts';
import { checkDataset, train } from './loop.ts';

const BATCH = 4;

/** Two levels of detail, 4 and 8 pixels: the second begins after 20 images and fades in until 30. */
const options: TrainingOptions = parseTrainingOptions(
  {
    architecture: TINY_ARCHITECTURE,
    epochsPerLod: 20 / TINY_TRAIN_COUNT,
    trainEpochs: 48 / TINY_TRAIN_COUNT,
    batchSizePerLod: BATCH,
    r1Interval: 2,
  },
  'the test',
);

let root: string;
let dataset: Dataset;

beforeAll(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'alae-train-'));
  dataset = await openDataset(await prepareTinyDataset(root));
});
afterAll(() => rm(root, { recursive: true, force: true }));

const withPhoto: TrainingOptions = { ...options, photo: PHOTO_DEFAULTS };

/** What a test makes of an iteration's losses. */
type Spoil = (losses: Losses, stage: Stage) => Promise<Losses>;

/** Trains in `directory` for `iterations`, from its newest checkpoint if it has one. */
async function sitting(
  directory: string,
  iterations: number,
  spoil: Spoil = async (losses) => losses,
  trained: TrainingOptions = options,
): Promise<string[]> {
  const checkpoint = await readLatestCheckpoint(directory).catch(() => undefined);
  if (checkpoint) await rewindStats(directory, checkpoint.progress.imagesSeen);
  else await createRun(directory, trained);
  const engine = await createEagerEngine(trained, await startBackend('wasm'), checkpoint?.state);
  const last = (checkpoint?.progress.iteration ?? 0) + iterations;
  const iterate = engine.iterate.bind(engine);
  const troubles: string[] = [];
  await train({
    directory,
    options: trained,
    dataset,
    engine: { ...engine, iterate: async (...what) => spoil(await iterate(...what), what[1]) },
    commit: '',
    ...(checkpoint ? { progress: checkpoint.progress } : {}),
    shouldStop: ({ iteration }) => iteration >= last,
    statsMs: 0, // a line for every iteration
    onTrouble: (sentence) => troubles.push(sentence),
  }).finally(() => engine.close());
  return troubles;
}

const statsOf = async (directory: string): Promise<StatsLine[]> =>
  (await readFile(path.join(directory, 'stats.jsonl'), 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as StatsLine);

describe('training', () => {
  it.each([
    { update: 'no photo update', trained: options },
    { update: 'the photo update', trained: withPhoto },
  ])(
    'goes on after an interruption to the same losses and weights, across a change of level and while fading, with $update',
    async ({ update, trained }) => {
      const [whole, resumed] = [path.join(root, `whole, ${update}`), path.join(root, `resumed, ${update}`)];
      const sit = (directory: string, iterations: number) => sitting(directory, iterations, undefined, trained);
      await sit(whole, 12);
      for (const iterations of [3, 2, 1, 2, 4]) await sit(resumed, iterations);

      const withoutTimes = (lines: StatsLine[]) =>
        lines.map(({ imagesPerSecond, elapsedMs, writtenAt, machine, ...line }) => line);
      const lines = await statsOf(whole);
      expect(lines.map(({ lod }) => lod)).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1]);
      expect(lines.some(({ blend }) => blend > 0 && blend < 1)).toBe(true);
      expect(withoutTimes(await statsOf(resumed))).toEqual(withoutTimes(lines));

      const [a, b] = [await readLatestCheckpoint(whole), await readLatestCheckpoint(resumed)];
      expect(b.state).toEqual(a.state);
      expect(await readdir(path.join(resumed, 'samples'))).toContain('0000000048.png');
      expect(lines.every(({ photo }) => (photo !== undefined) === (trained.photo !== null))).toBe(true);
      expect(b.progress.photoImagesSeen).toBe(trained.photo ? 48 : 0);
      expect(b.progress.testSplit).toEqual(dataset.manifest.testSplit);
    },
  );

  it('goes back to the last good checkpoint when losses are no numbers, learns more slowly and draws anew', async () => {
    const directory = path.join(root, 'diverged');
    await sitting(directory, 3);
    const good = await readLatestCheckpoint(directory);
    const rates: number[] = [];
    const troubles = await sitting(directory, 3, async (losses, { learningRate }) => {
      rates.push(learningRate);
      return rates.length === 2 ? { ...losses, latent: Number.NaN } : losses;
    });
    expect(troubles).toEqual([
      expect.stringMatching(/^The losses are no longer numbers after 20 images .*: going back to the checkpoint at 12/),
    ]);
    expect(rates).toEqual([0.0015, 0.0015, 0.00075, 0.00075, 0.00075]);
    const lines = await statsOf(directory);
    expect(lines.map(({ imagesSeen }) => imagesSeen)).toEqual([4, 8, 12, 12, 16, 20, 24]);
    expect(lines[3]).toMatchObject({ event: 'rollback', rollbacks: 1, learningRateFactor: 0.5 });
    expect((await readLatestCheckpoint(directory)).progress.health).toMatchObject({ rollbacks: 1, returnedTo: 12 });

    // The weights are those of the checkpoint; only what is drawn and how far is stepped differ.
    const straight = path.join(root, 'straight');
    await cp(directory, straight, { recursive: true });
    for (const name of await checkpointNames(straight))
      await rm(path.join(straight, 'checkpoints', name), { recursive: true });
    const health = { ...HEALTHY, ...good.progress.health, rollbacks: 1, returnedTo: 12 };
    await writeCheckpoint(straight, { ...good, progress: { ...good.progress, health } });
    await sitting(straight, 3);
    expect((await readLatestCheckpoint(straight)).state).toEqual((await readLatestCheckpoint(directory)).state);
  });

  it('goes back at most three times, one checkpoint further where the last one was tried before, then says what to change', async () => {
    const directory = path.join(root, 'hopeless');
    await sitting(directory, 2);
    await sitting(directory, 1);
    const returns: string[] = [];
    const spoiled = sitting(directory, 3, async (losses) => ({ ...losses, generator: Number.POSITIVE_INFINITY }));
    await expect(spoiled).rejects.toThrow(
      /^The losses are no longer numbers .* going back 3 times has not helped: resume with --config and a lower/,
    );
    for (const line of await readFile(path.join(directory, 'stats.jsonl'), 'utf8').then((text) =>
      text.trim().split('\n'),
    )) {
      if (line.includes('rollback')) returns.push(String((JSON.parse(line) as StatsLine).imagesSeen));
    }
    expect(returns).toEqual(['12', '8', '8']);
    expect((await readLatestCheckpoint(directory)).progress).toMatchObject({ imagesSeen: 8, health: { rollbacks: 3 } });
  });

  it('notices that D has won for good, and not that it is ahead for a while', () => {
    const lost: Losses = { discriminator: 0.01, generator: 12, latent: 1 };
    const even: Losses = { discriminator: 1.4, generator: 0.7, latent: 1 };
    expect(() => judge(HEALTHY, { ...even, photo: Number.NaN }, 8)).toThrow(/, latent 1\.000, photo NaN\)$/);
    const judged = (losses: readonly Losses[]) =>
      losses.reduce((health, each, i) => judge(health, each, 8 * i), HEALTHY);
    const many = (losses: Losses, count: number) => Array.from({ length: count }, () => losses);
    expect(judged([...many(lost, 1000), ...many(even, 50), ...many(lost, 1000)]).lostIterations).toBeGreaterThan(800);
    expect(judged(many({ ...lost, discriminator: 0.5 }, 3000)).lostIterations).toBe(0);
    expect(() => judged(many(lost, 1300))).toThrow(
      /^D has won after \d+ images \(for 1000 iterations D's loss has been/,
    );
  });

  it('never throws away the last checkpoint in which D was not winning', async () => {
    const directory = path.join(root, 'kept');
    await sitting(directory, 1);
    const { progress, ...rest } = await readLatestCheckpoint(directory);
    for (const imagesSeen of [100, 200, 300]) {
      const health = { ...HEALTHY, lostIterations: imagesSeen };
      await writeCheckpoint(directory, { ...rest, progress: { ...progress, imagesSeen, health } });
    }
    expect(await checkpointNames(directory)).toEqual(['0000000004', '0000000200', '0000000300']);
  });

  it('keeps the last good checkpoint when a newer one is damaged', async () => {
    const directory = path.join(root, 'damaged');
    await sitting(directory, 2);
    await sitting(directory, 1);
    const newest = path.join(directory, 'checkpoints', '0000000012', 'values.bin');
    await writeFile(newest, (await readFile(newest)).subarray(8));
    expect((await readLatestCheckpoint(directory)).progress.iteration).toBe(2);
  });

  it('moves every weight that the level of detail reaches, and no other', async () => {
    const directory = path.join(root, 'moved');
    await sitting(directory, 1);
    const { state } = await readLatestCheckpoint(directory);
    const moved = Object.keys(state.secondMoments);
    expect(moved).toContain('G/block0/conv2/weight');
    expect(moved.filter((name) => name.startsWith('G/block1') || name.startsWith('E/block0'))).toEqual([]);
    expect(state.latentAverage.some((value) => value !== 0)).toBe(true);
  });

  it.each([false, true])(
    'has the photo update after all else: the same draws, losses, F, D and w̄, and one step more of E and G; shared passes %s',
    async (sharedPasses) => {
      const images = await dataset.load('train', 8);
      const stage: Stage = { lod: 1, blend: 0.5, batchSize: BATCH, learningRate: 1e-3, averageKeep: 0.9 };
      const first = async (trained: TrainingOptions) => {
        const draw = drawIteration(trained, images, stage, 0, 0);
        const engine = await createEagerEngine({ ...trained, sharedPasses }, await startBackend('wasm'));
        const losses = await engine.iterate(draw, stage, 1);
        const state = await engine.state();
        await engine.close();
        return { draw, losses, state };
      };
      const [without, having] = [await first(options), await first(withPhoto)];
      const { photoNoise, ...draw } = having.draw;
      expect(without.draw).toEqual({ ...draw, photoNoise: [] });
      expect(photoNoise.map(({ length }) => length)).toEqual([16, 4 * 16, 4 * 64, 4 * 64]);
      expect(photoNoise[1]).not.toEqual(draw.generations[2].noise[1]);
      const { photo, ...losses } = having.losses;
      expect(losses).toEqual(without.losses);
      expect(photo).toBeGreaterThan(0);
      expect(having.state.latentAverage).toEqual(without.state.latentAverage);
      for (const [name, count] of Object.entries(without.state.stepCounts)) {
        const isMoved = name.startsWith('E/') || name.startsWith('G/');
        expect(having.state.stepCounts[name], name).toBe(count + (isMoved ? 1 : 0));
        const [before, after] = [without.state.live[name]!.values, having.state.live[name]!.values];
        if (isMoved) expect(after, name).not.toEqual(before);
        else expect(after, name).toEqual(before);
      }
    },
  );

  it('keeps no tensor from one iteration to the next', async () => {
    const images = await dataset.load('train', 8);
    const engine = await createEagerEngine(withPhoto, await startBackend('wasm'));
    const stage: Stage = { lod: 1, blend: 0.5, batchSize: BATCH, learningRate: 1e-4, averageKeep: 0.9 };
    const counts: number[] = [];
    for (let i = 0; i < 6; i++) {
      await engine.iterate(drawIteration(withPhoto, images, stage, i, BATCH * i), stage, i % 2);
      counts.push(tf.memory().numTensors);
    }
    expect(new Set(counts).size).toBe(1);
    await engine.close();
    expect(tf.memory().numTensors).toBe(0);
  });

  it('fades with the cosine schedule', () => {
    expect(stageAt(options, 36, 0)).toMatchObject({ lod: 0, blend: 1 });
    expect(stageAt(options, 36, 20)).toMatchObject({ lod: 1, blend: 0 });
    expect(stageAt(options, 36, 25).blend).toBeCloseTo(0.5, 6);
    expect(stageAt(options, 36, 30)).toMatchObject({ lod: 1, blend: 1 });
  });

  it('says in one sentence what is wrong', async () => {
    const directory = path.join(root, 'moved');
    await expect(createRun(directory, options)).rejects.toThrow(/is not empty: add --resume/);
    await createRun(path.join(root, 'begun'), options); // ended before its first checkpoint
    await expect(createRun(path.join(root, 'begun'), options)).resolves.toBeUndefined();
    await expect(readLatestCheckpoint(path.join(root, 'nowhere'))).rejects.toThrow(/has no checkpoint/);
    expect(() => checkDataset(dataset, { ...options, batchSizePerLod: 64 })).toThrow(
      /has 36 training images of 8 pixels, fewer than one batch of 64/,
    );
    expect(() => parseTrainingOptions({ epochPerLod: 3 }, 'cats.yaml')).toThrow(/cats\.yaml is wrong at .*epochPerLod/);
    expect(() => parseTrainingOptions({ architecture: { layerCount: 12 } }, 'cats.yaml')).toThrow(
      /cats\.yaml is wrong at architecture\.layerCount/,
    );
  });
});
