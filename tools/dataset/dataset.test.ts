import { cp, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UserError } from '../io/userError.ts';
import { openDataset } from './dataset.ts';
import { NO_FILTERS } from './filters.ts';
import type { Manifest } from './manifest.ts';
import { prepareDataset } from './prepare.ts';

let root: string;
let copies = 0;

beforeAll(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'alae-dataset-'));
  for (let i = 0; i < 4; i++) {
    const background = { r: 60 * i, g: 20, b: 30 };
    await sharp({ create: { width: 8, height: 8, channels: 3, background } })
      .png()
      .toFile(path.join(root, `${i}.png`));
  }
  await prepareDataset({ input: root, out: path.join(root, 'good'), folds: 2, testFraction: 0.25, ...NO_FILTERS });
});
afterAll(() => rm(root, { recursive: true, force: true }));

/** A copy of the good data set with one thing wrong. */
async function broken(change: (directory: string) => Promise<void>): Promise<string> {
  const directory = path.join(root, `broken${copies++}`);
  await cp(path.join(root, 'good'), directory, { recursive: true });
  await change(directory);
  return directory;
}

const withManifest = (change: (manifest: Manifest) => unknown) =>
  broken(async (directory) => {
    const file = path.join(directory, 'dataset.json');
    const manifest: Manifest = JSON.parse(await readFile(file, 'utf8'));
    await writeFile(file, JSON.stringify({ ...manifest, ...(change(manifest) as object) }));
  });

async function failureOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(UserError);
  return (error as UserError).message;
}

describe('openDataset', () => {
  it('loads a split', async () => {
    const dataset = await openDataset(path.join(root, 'good'), { resolution: 8, channels: 3 });
    const { count, resolution, channels, pixels } = await dataset.load('train', 4);
    expect({ count, resolution, channels, length: pixels.length }).toEqual({
      count: 3,
      resolution: 4,
      channels: 3,
      length: 144,
    });
  });

  it('says where no data set is and how to make one', async () => {
    expect(await failureOf(openDataset(path.join(root, 'nowhere')))).toMatch(
      /There is no data set at .*nowhere: make one/,
    );
    expect(await failureOf(openDataset(root))).toMatch(/is no prepared data set .* prepare --input/);
    expect(await failureOf(openDataset(path.join(root, '0.png')))).toMatch(/0\.png is no prepared data set/);
  });

  it('refuses a manifest that it cannot trust', async () => {
    const text = await broken((directory) => writeFile(path.join(directory, 'dataset.json'), '{"format":'));
    expect(await failureOf(openDataset(text))).toMatch(/dataset\.json is damaged \(it is not JSON\)/);
    const newer = await withManifest(() => ({ version: 7 }));
    expect(await failureOf(openDataset(newer))).toMatch(/has version 7, this program reads version 1/);
    const outside = await withManifest(({ shards }) => ({
      shards: shards.map((shard) => ({ ...shard, file: '../x' })),
    }));
    expect(await failureOf(openDataset(outside))).toMatch(/damaged \(shards\.0\.file/);
    const counted = await withManifest(({ shards }) => ({ shards: shards.map((shard) => ({ ...shard, count: 9 })) }));
    expect(await failureOf(openDataset(counted))).toMatch(/damaged .*byteLength contradicts its count/);
  });

  it('names a missing fold, a missing file, and a file of the wrong size', async () => {
    const unlisted = await withManifest(() => ({ folds: 3 }));
    expect(await failureOf(openDataset(unlisted))).toMatch(/no file for fold 2 of 3 of the train images at 4 pixels/);
    const gone = await broken((directory) => rm(path.join(directory, 'train-8-1.bin')));
    expect(await failureOf(openDataset(gone))).toMatch(
      /train-8-1\.bin \(fold 1 of the train images at 8 pixels\) is missing/,
    );
    const short = await broken((directory) => truncate(path.join(directory, 'train-4-0.bin'), 50));
    expect(await failureOf(openDataset(short))).toMatch(/train-4-0\.bin has 50 bytes, expected \d+/);
  });

  it('says which resolution or channel count it has instead', async () => {
    const good = path.join(root, 'good');
    expect(await failureOf(openDataset(good, { resolution: 64 }))).toMatch(/no images of 64 pixels \(found 4, 8\)/);
    expect(await failureOf(openDataset(good, { channels: 1 }))).toMatch(/has 3 channels, expected 1/);
    expect(await failureOf((await openDataset(good)).load('test', 16))).toMatch(/no images of 16 pixels/);
  });

  it('notices a file that changed without changing its size', async () => {
    const changed = await broken(async (directory) => {
      const file = path.join(directory, 'train-8-0.bin');
      const bytes = await readFile(file);
      bytes[5]! ^= 1;
      await writeFile(file, bytes);
    });
    const dataset = await openDataset(changed);
    expect(await failureOf(dataset.load('train', 8))).toMatch(/train-8-0\.bin was changed/);
  });
});
