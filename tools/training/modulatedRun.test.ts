import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { stringify } from 'yaml';
import { readModelFile } from '../../src/modelFolder/read.ts';
import { exportCommand } from '../commands/export.ts';
import { trainCommand } from '../commands/train.ts';
import { folderSource } from '../model/openModel.ts';
import { readLatestCheckpoint } from '../run/checkpoint.ts';
import { prepareTinyDataset, TINY_ARCHITECTURE } from '../testing/tinyRun.ts';

let root: string;
let dataset: string;
const place = (name: string) => path.join(root, name);

beforeAll(async () => {
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  root = await mkdtemp(path.join(os.tmpdir(), 'alae-modulated-run-'));
  dataset = await prepareTinyDataset(root, 16);
}, 120_000);
afterAll(() => {
  vi.restoreAllMocks();
  return rm(root, { recursive: true, force: true });
});

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

async function exported(run: string) {
  const out = place(`models/${run}`);
  await exportCommand.parseAsync([place(run), '--out', out, '--device', 'wasm'], { from: 'user' });
  return readModelFile(folderSource(out));
}

it('a run with StyleGAN2’s generator grows, goes on, leaves as a model with a replay, and is grown by a layer', async () => {
  const architecture = { ...TINY_ARCHITECTURE, generator: 'stylegan2' };
  const schedule = { architecture, epochsPerLod: 0.5, fadeFraction: 1 };
  await train('small', { ...schedule, trainEpochs: 0.8 });
  expect((await readLatestCheckpoint(place('small'))).progress).toMatchObject({ lod: 1, imagesSeen: 32 });
  await train('small', { ...schedule, trainEpochs: 1.5 }, '--resume');
  const { progress, state } = await readLatestCheckpoint(place('small'));
  expect(progress).toMatchObject({ lod: 1, blend: 1, imagesSeen: 56 });
  expect(state.stepCounts['G/toRgbStyle0/weight']).toBe(state.stepCounts['G/toRgb1/weight']);
  const other = { ...schedule, trainEpochs: 3, architecture: { ...architecture, generator: 'stylegan' } };
  await expect(train('small', other, '--resume')).rejects.toThrow(
    /has generator stylegan2, the configuration asks for stylegan: leave generator out/,
  );

  const model = await exported('small');
  expect(model.architecture).toEqual({ ...architecture, channels: 3 });
  expect(model.replay?.frames.at(-1)).toMatchObject({ imagesSeen: 56, lod: 1 });

  const growing = { architecture: { layerCount: 3 }, epochsPerLod: [0, 0, 0.5], fadeFraction: 1, trainEpochs: 0.6 };
  await train('large', growing, '--init', place('models/small'));
  const large = await exported('large');
  expect(large.architecture).toEqual({ ...architecture, channels: 3, layerCount: 3, startChannels: 2 });
  expect(large.training).toMatchObject({ lodReached: 2 });
}, 300_000);
