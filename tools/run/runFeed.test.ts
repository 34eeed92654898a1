import { spawnSync } from 'node:child_process';
import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startMachineMeter } from './machineUse.ts';
import {
  appendStats,
  createRun,
  rewindStats,
  type StatsLine,
  sheetsOf,
  statsFile,
  writeSheet,
} from './runDirectory.ts';
import { createRunFeed } from './runFeed.ts';
import { parseTrainingOptions } from './trainingOptions.ts';

const options = parseTrainingOptions({ architecture: { layerCount: 2 }, epochsPerLod: 1, trainEpochs: 4 }, 'the test');
const meter = startMachineMeter();

function line(imagesSeen: number, part: Partial<StatsLine> = {}): StatsLine {
  const losses = { discriminator: 1.4, generator: 0.7, latent: 0.1 };
  const stage = { lod: 0, blend: 1, batchSize: 8, learningRate: 0.002, averageKeep: 0.9 };
  const times = { imagesPerSecond: 10, elapsedMs: imagesSeen * 100, writtenAt: Date.now(), machine: meter.read() };
  return { ...stage, ...losses, ...times, imagesSeen, iteration: imagesSeen / 8, totalImages: 400, ...part };
}

let root: string;
let run: string;

beforeEach(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'alae-feed-'));
  run = path.join(root, 'cats');
});
afterEach(() => rm(root, { recursive: true, force: true }));

describe('createRunFeed', () => {
  it('waits for a run that is not there yet, then for its first line', async () => {
    const feed = createRunFeed(run);
    expect(await feed.read()).toMatchObject({ name: 'cats', directory: run, state: 'missing', stats: [], options: [] });
    await createRun(run, options);
    const { state, options: told } = await feed.read();
    expect(state).toBe('waiting');
    expect(told).toContainEqual({ name: 'trainEpochs', value: '4', isDefault: false });
    expect(told).toContainEqual({ name: 'architecture.maxChannels', value: '128', isDefault: true });
    await appendStats(run, line(8));
    const begun = await feed.read();
    expect(begun.state).toBe('running');
    expect(begun.levels).toEqual([
      { lod: 0, fromImages: 0, fadedInAt: 0 },
      { lod: 1, fromImages: 100, fadedInAt: 150 },
    ]);
  });

  it('tells only what is new, and leaves out a line that is still being written', async () => {
    await createRun(run, options);
    const feed = createRunFeed(run);
    await appendStats(run, line(8));
    const first = await feed.read();
    const text = JSON.stringify(line(16));
    await appendFile(statsFile(run), text.slice(0, 40));
    const known = { revision: first.revision, count: 1 };
    expect((await feed.read(known)).stats).toEqual([]);
    await appendFile(statsFile(run), `${text.slice(40)}\n`);
    const second = await feed.read(known);
    expect(second).toMatchObject({ revision: first.revision, from: 1 });
    expect(second.stats.map(({ imagesSeen }) => imagesSeen)).toEqual([16]);
    expect((await feed.read()).stats).toHaveLength(2);
  });

  it('starts over when a resumed run goes back, even if it has come further meanwhile', async () => {
    await createRun(run, options);
    for (const seen of [8, 16, 24]) await appendStats(run, line(seen));
    const feed = createRunFeed(run);
    const before = await feed.read();
    await rewindStats(run, 16);
    for (const seen of [24, 32]) await appendStats(run, line(seen, { discriminator: 2 }));
    const after = await feed.read({ revision: before.revision, count: 3 });
    expect(after.revision).not.toBe(before.revision);
    expect(after.from).toBe(0);
    expect(after.stats.map(({ imagesSeen, discriminator }) => [imagesSeen, discriminator])).toEqual([
      [8, 1.4],
      [16, 1.4],
      [24, 2],
      [32, 2],
    ]);
  });

  it('passes over what a kill has cut short', async () => {
    await createRun(run, options);
    await appendStats(run, line(8));
    await appendFile(statsFile(run), '{"imagesSeen":16,"iter\n');
    await appendStats(run, line(24));
    expect((await createRunFeed(run).read()).stats.map(({ imagesSeen }) => imagesSeen)).toEqual([8, 24]);
  });

  it('tells a trainer that is gone from one that is done', async () => {
    await createRun(run, options);
    const gone = spawnSync(process.execPath, ['--version']).pid;
    await appendStats(run, line(8, { machine: { ...meter.read(), pid: gone } }));
    const feed = createRunFeed(run);
    expect((await feed.read()).state).toBe('stopped');
    await appendStats(run, line(400));
    expect((await feed.read()).state).toBe('finished');
  });

  it('lists the sheets, and forgets those that a resumed run will draw again', async () => {
    await createRun(run, options);
    const sheet = { width: 2, height: 1, data: new Uint8ClampedArray(8).fill(255) };
    for (const seen of [16, 8, 24]) await writeSheet(run, seen, sheet);
    await writeFile(path.join(run, 'samples', 'notes.txt'), 'mine');
    expect((await createRunFeed(run).read()).sheets).toEqual([8, 16, 24]);
    await rewindStats(run, 16);
    expect(await sheetsOf(run)).toEqual([8, 16]);
  });
});
