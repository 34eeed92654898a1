import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ModelArchitecture } from '../../src/convert/inferArchitecture.ts';
import { measureCheck } from '../../src/inference/selfCheck.ts';
import { readModel, toParams } from '../../src/modelFolder/decodeWeights.ts';
import { dtypeToStore, roundTo } from '../../src/modelFolder/dtype.ts';
import { readModelIndex } from '../../src/modelFolder/read.ts';
import { GROUPS } from '../../src/modelFolder/schema.ts';
import { folderSource } from '../model/openModel.ts';
import { checkpointOf, concat, legacyCheckpoint, zipCheckpoint } from '../testing/checkpointWriter.ts';
import { fixturePath } from '../testing/fixtures.ts';
import { randomWeights } from '../testing/randomModel.ts';
import { type ConvertOptions, convertCheckpoint } from './convertCheckpoint.ts';

const GREY: ModelArchitecture = {
  layerCount: 3,
  startChannels: 2,
  maxChannels: 16,
  latentSize: 3,
  mappingLayers: 2,
  channels: 1,
};
const averaged = randomWeights(GREY, 1);
const live = randomWeights(GREY, 2);

let root: string;
let models: string;
beforeAll(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'alae-convert-'));
  models = path.join(root, 'models');
});
afterAll(() => rm(root, { recursive: true, force: true }));

async function convert(file: string, name: string, options: Partial<ConvertOptions> = {}) {
  let report = '';
  const model = await convertCheckpoint(file, {
    out: path.join(models, name),
    weights: 'averaged',
    dtype: 'float16',
    title: 'Test',
    description: '',
    licence: { spdx: 'CC0-1.0', sentence: 'Free.' },
    device: 'wasm',
    dryRun: false,
    force: false,
    onReport: (text) => {
      report += text;
    },
    ...options,
  });
  return { model, report, folder: folderSource(path.join(models, name)) };
}

async function checkpointFile(name: string, pieces: Iterable<Uint8Array>): Promise<string> {
  const file = path.join(root, name);
  await writeFile(file, concat(...pieces));
  return file;
}

describe('convertCheckpoint', () => {
  it.each([
    { encoding: 'legacy', choice: 'averaged', dtype: 'float32' },
    { encoding: 'zip', choice: 'live', dtype: 'float16' },
  ] as const)('makes a model of the $choice weights in $dtype, $encoding', async ({ encoding, choice, dtype }) => {
    const write = encoding === 'zip' ? zipCheckpoint : legacyCheckpoint;
    const file = await checkpointFile(`${encoding}.pth`, write(checkpointOf({ averaged, live })));
    const { report, folder } = await convert(file, encoding, { weights: choice, dtype });
    expect(report).toContain('16x16 pixels in grey, 3 layers of 2 to 16 channels, latents of 3, 2 mapping layers');

    const { model, weights } = await readModel(folder, { groups: GROUPS });
    expect(model.architecture).toEqual(GREY);
    expect(model.training).toBeUndefined();
    expect(model.conversion).toMatchObject({ file: `${encoding}.pth`, weights: choice });
    const source = { ...(choice === 'live' ? live : averaged), wAverage: averaged.wAverage! };
    for (const [name, { shape, values }] of Object.entries(source)) {
      expect(weights[name]!.shape, name).toEqual(shape);
      expect(weights[name]!.values, name).toEqual(
        roundTo(values, dtype === 'float16' ? dtypeToStore(name, shape, dtype) : dtype),
      );
    }
    const params = toParams(weights);
    expect(await measureCheck({ architecture: GREY, params }, weights)).toBeLessThan(1e-3);
    tf.dispose(params);
    const { models: listed } = await readModelIndex(folderSource(models));
    expect(listed.map(({ name }) => name)).toContain(encoding);
  });

  it('compares with recorded numbers, and keeps the report', async () => {
    const { report } = await convert(fixturePath('style32', 'checkpoint-zip.pth'), 'verified', {
      verify: fixturePath('style32'),
    });
    expect(report).toMatch(/^G {2}32x32 {5}blocks 0-3 {2}noise +\d\.\de-[67] +\d\.\de-[34] +\d\.\de-[67] +1\.0e-4$/m);
    const parity = JSON.parse(await readFile(path.join(models, 'verified', 'parity.json'), 'utf8'));
    expect(Object.keys(parity.networks)).toEqual(['F', 'E', 'D', 'G']);
    for (const { float32, float16 } of Object.values<{ float32: number; float16: number }>(parity.networks)) {
      expect(float32).toBeLessThan(1e-4);
      expect(float16).toBeGreaterThan(float32);
    }
    expect(parity.outputs).toHaveLength(26);
  });

  it('writes nothing when the outputs disagree, when it only tries, or when the numbers are of another model', async () => {
    const file = fixturePath('style32', 'checkpoint-zip.pth');
    const verify = fixturePath('style32');
    await expect(convert(file, 'live', { verify, weights: 'live' })).rejects.toThrow(
      /does not compute what was recorded: \S+ is off by \d\.\de[+-]\d of its largest value, and \d+ more, where 0\.0001 is allowed\.$/,
    );
    await expect(convert(file, 'other', { verify: fixturePath('style128') })).rejects.toThrow(/are of another model/);
    expect((await convert(file, 'dry', { verify, dryRun: true })).model).toBeUndefined();
    const names = await readdir(models);
    for (const name of ['live', 'other', 'dry']) expect(names).not.toContain(name);
    expect(names.filter((name) => name.startsWith('.'))).toEqual([]);
  });
});

it.each<[string, readonly string[], RegExp]>([
  [
    'a checkpoint that was unpacked',
    ['archive/data.pkl', 'archive/data/0'],
    /unpacked: pack the folder as \.zip again/,
  ],
  [
    'the folder of a training',
    ['model_1.pth', 'model_2.pth', 'last_checkpoint'],
    /in it \(model_1\.pth, model_2\.pth\)\.$/,
  ],
  ['a distributed checkpoint', ['.metadata', '__0_0.distcp'], /a distributed checkpoint/],
  ['a model folder', ['model.json'], /is a model folder already/],
  ['a run', ['options.yaml', 'stats.jsonl'], /alae export/],
  ['photos', ['a.jpg'], /a folder without a checkpoint/],
])('says what a folder is: %s', async (what, files, sentence) => {
  const folder = path.join(root, what);
  for (const file of files) {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), '');
  }
  await expect(convert(folder, 'folder')).rejects.toThrow(sentence);
});

describe('alae convert', () => {
  const alae = (...args: string[]) => {
    const cli = path.join(import.meta.dirname, '..', 'cli.ts');
    return spawnSync(process.execPath, ['--import', 'tsx', cli, 'convert', ...args], { encoding: 'utf8' });
  };

  it('says in one sentence why not, exits 1 and leaves no file', async () => {
    const whole = concat(...zipCheckpoint(checkpointOf({ averaged, live })));
    const cut = await checkpointFile('cut.pth', [whole.subarray(0, whole.length / 2)]);
    const out = path.join(root, 'refused', 'model');
    for (const [file, sentence] of [
      [cut, `${cut} cannot be converted: The checkpoint is damaged: it is cut off, its zip has no end.`],
      [path.join(root, 'gone.pth'), `There is no file ${path.join(root, 'gone.pth')}: give the path of a checkpoint.`],
    ] as const) {
      const { status, stderr } = alae(file, '--out', out);
      expect(stderr).toBe(`${sentence}\n`);
      expect(status).toBe(1);
    }
    expect(await readdir(root)).not.toContain('refused');
  });
});
