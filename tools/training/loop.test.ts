import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '../backend.ts';
import { type Dataset, openDataset } from '../dataset/dataset.ts';
import { prepareDataset } from '../dataset/prepare.ts';
import { seededRandom } from '../dataset/random.ts';
import { readLatestCheckpoint } from './checkpoint.ts';
import { createEagerEngine } from './eagerEngine.ts';
import { checkDataset, train } from './loop.ts';
import { parseTrainingOptions, type TrainingOptions } from './options.ts';
import { createRun, rewindStats, type StatsLine } from './runDirectory.ts';
import { stageAt } from './schedule.ts';

const IMAGES = 40;
const BATCH = 4;

/** Two levels of detail, 4 and 8 pixels: the second begins after 20 images and fades in until 30. */
const options: TrainingOptions = parseTrainingOptions(
  {
    architecture: { layerCount: 2, startChannels: 4, maxChannels: 8, latentSize: 8, mappingLayers: 2 },
    epochsPerLod: 20 / 36,
    trainEpochs: 48 / 36,
    batchSizePerLod: BATCH,
    r1Interval: 2,
  },
  'the test',
);

let root: string;
let dataset: Dataset;

beforeAll(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'alae-train-'));
  const input = path.join(root, 'pictures');
  const random = seededRandom(5);
  await mkdir(input);
  for (let i = 0; i < IMAGES; i++) {
    const pixels = Buffer.from(Uint8Array.from({ length: 8 * 8 * 3 }, () => 255 * random()));
    await sharp(pixels, { raw: { width: 8, height: 8, channels: 3 } })
      .png()
      .toFile(path.join(input, `${i}.png`));
  }
  await prepareDataset({ input, out: path.join(root, 'data'), seed: 1 });
  dataset = await openDataset(path.join(root, 'data'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

/** Trains in `directory` for `iterations`, from its newest checkpoint if it has one. */
async function sitting(directory: string, iterations: number): Promise<void> {
  const checkpoint = await readLatestCheckpoint(directory).catch(() => undefined);
  if (checkpoint) await rewindStats(directory, checkpoint.progress.imagesSeen);
  else await createRun(directory, options);
  const engine = await createEagerEngine(options, await startBackend('wasm'), checkpoint?.state);
  const last = (checkpoint?.progress.iteration ?? 0) + iterations;
  await train({
    directory,
    options,
    dataset,
    engine,
    commit: '',
    ...(checkpoint ? { progress: checkpoint.progress } : {}),
    shouldStop: ({ iteration }) => iteration >= last,
    statsMs: 0, // a line for every iteration
  });
  await engine.close();
}

const statsOf = async (directory: string): Promise<StatsLine[]> =>
  (await readFile(path.join(directory, 'stats.jsonl'), 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as StatsLine);

describe('training', () => {
  it('goes on after an interruption to the same losses and weights, across a change of level and while fading', async () => {
    const [whole, resumed] = [path.join(root, 'whole'), path.join(root, 'resumed')];
    await sitting(whole, 12);
    for (const iterations of [3, 2, 1, 2, 4]) await sitting(resumed, iterations);

    const withoutTimes = (lines: StatsLine[]) =>
      lines.map(({ imagesPerSecond, elapsedMs, writtenAt, machine, ...line }) => line);
    const lines = await statsOf(whole);
    expect(lines.map(({ lod }) => lod)).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1]);
    expect(lines.some(({ blend }) => blend > 0 && blend < 1)).toBe(true);
    expect(withoutTimes(await statsOf(resumed))).toEqual(withoutTimes(lines));

    const [a, b] = [await readLatestCheckpoint(whole), await readLatestCheckpoint(resumed)];
    expect(b.state).toEqual(a.state);
    expect(await readdir(path.join(resumed, 'samples'))).toContain('0000000048.png');
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
