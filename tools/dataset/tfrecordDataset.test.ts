import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/latent/random.ts';
import { type ImageArray, openDataset, openManifest } from './dataset.ts';
import { encodeImageExample } from './imageExample.ts';
import type { Manifest } from './manifest.ts';
import { type PrepareOptions, prepareDataset } from './prepare.ts';
import { frameRecord } from './tfrecord.ts';

/** Somebody else's reader, checksums and protocol buffers included; its values come as base64. */
interface ForeignReader {
  toArray(): { context: { featureMap: [name: string, feature: ForeignFeature][] } }[];
}
interface ForeignFeature {
  readonly bytesList?: { valueList: string[] };
  readonly int64List?: { valueList: number[] };
}
const { TFRecordsReader } = createRequire(import.meta.url)('@roboflow/tfrecords/src/tensorFlowReader.js') as {
  TFRecordsReader: new (file: Buffer) => ForeignReader;
};

/** Images that StyleGAN's tools would have written: random pixels, [channels, size, size], no label read by anybody. */
const record = (seed: number, size: number, channels: 1 | 3 = 3): Uint8Array => {
  const random = seededRandom(seed);
  const data = Uint8Array.from({ length: channels * size * size }, () => 256 * random());
  return frameRecord(encodeImageExample({ channels, height: size, width: size, label: seed, data }));
};
const records = (count: number, size: number, channels: 1 | 3 = 3) =>
  Array.from({ length: count }, (_, seed) => record(seed, size, channels));

let root: string;
let stylegan: string;

beforeAll(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'alae-tfrecords-'));
  stylegan = await folderOf('stylegan', {
    'toys-r03.tfrecords': records(11, 8),
    'toys-r04.tfrecords': records(11, 16),
    'toys-r02.tfrecords': records(11, 4),
    'toys-rxx.labels': [],
  });
});
afterAll(() => rm(root, { recursive: true, force: true }));

async function folderOf(name: string, files: Record<string, Uint8Array[]>): Promise<string> {
  const folder = path.join(root, name);
  await mkdir(folder);
  for (const [file, frames] of Object.entries(files)) await writeFile(path.join(folder, file), Buffer.concat(frames));
  return folder;
}

const prepare = (out: string, options: Partial<PrepareOptions> = {}): Promise<Manifest> =>
  prepareDataset({ input: stylegan, out: path.join(root, out), ...options });

/** The images of an array, sorted, as strings: so that sets of them can be compared. */
function sortedImages(...arrays: ImageArray[]): string[] {
  return arrays
    .flatMap(({ count, pixels }) => {
      const length = pixels.length / count;
      return Array.from({ length: count }, (_, i) => Buffer.from(pixels.subarray(i * length, (i + 1) * length)));
    })
    .map((image) => image.toString('hex'))
    .sort();
}

/** Both splits of a raw data set at a resolution. */
async function imagesOf(name: string, resolution: number): Promise<string[]> {
  const { load, manifest } = await openDataset(path.join(root, name));
  const splits = (['train', 'test'] as const).filter((split) => manifest.counts[split] > 0);
  return sortedImages(...(await Promise.all(splits.map((split) => load(split, resolution)))));
}

describe('TFRecords as a source', () => {
  it('are read at their finest resolution, by folder or by name, pixel for pixel', async () => {
    const manifest = await prepare('from-stylegan', { testFraction: 0.2 });
    expect(manifest).toMatchObject({ counts: { train: 10, test: 1 }, resolutions: [4, 8, 16], source: 'stylegan' });
    const expected = Array.from({ length: 11 }, (_, seed) => {
      const random = seededRandom(seed);
      const planes = Array.from({ length: 3 }, () => Array.from({ length: 256 }, () => Math.floor(256 * random())));
      return Buffer.from(planes[0]!.flatMap((_, at) => planes.map((plane) => plane[at]!))).toString('hex');
    });
    expect(await imagesOf('from-stylegan', 16)).toEqual(expected.sort());
    const byName = await prepare('by-name', {
      input: [path.join(stylegan, 'toys-r04.tfrecords')],
      testFraction: 0.2,
    });
    expect(byName.shards.map(({ sha256 }) => sha256)).toEqual(manifest.shards.map(({ sha256 }) => sha256));
    await prepare('coarser', {
      input: [path.join(stylegan, 'toys-r02.tfrecords'), path.join(stylegan, 'toys-r03.tfrecords')],
    });
    expect((await openDataset(path.join(root, 'coarser'))).manifest.resolutions).toEqual([4, 8]);
  });

  it('name a damaged or foreign record and go on', async () => {
    const frames = records(4, 8);
    frames[1]![60]! ^= 1;
    frames[2] = frameRecord(Buffer.from('something else'));
    const input = await folderOf('damaged', { 'x-r03.tfrecords.000': frames });
    const { counts, skipped } = await prepare('from-damaged', { input, testFraction: 0 });
    expect(counts.train).toBe(2);
    expect(skipped).toEqual([
      { name: 'x-r03.tfrecords.000, record 1', kind: 'damaged', reason: 'its bytes do not match their checksum' },
      {
        name: 'x-r03.tfrecords.000, record 2',
        kind: 'damaged',
        reason: 'it holds no image as features "shape" and "data"',
      },
    ]);
  });

  it('that cannot be used fail with one sentence', async () => {
    const cut = await folderOf('cut', { 'x-r03.tfrecords.000': [Buffer.concat(records(2, 8)).subarray(0, -9)] });
    await expect(prepare('never', { input: cut })).rejects.toThrow(
      /cut\/x-r03\.tfrecords\.000 ends within record 1, it was cut short: get it again\.$/,
    );
    const letter = await folderOf('letter', { 'x-r03.tfrecords': [Buffer.from('Dear reader, hello.')] });
    await expect(prepare('never', { input: letter })).rejects.toThrow(/x-r03\.tfrecords is no TFRecord file/);
    const foreign = await folderOf('foreign', { 'x-r03.tfrecords': [frameRecord(Buffer.from('hello'))] });
    await expect(prepare('never', { input: foreign })).rejects.toThrow(
      /None of the 1 images .* the first is x-r03\.tfrecords, record 0 \(it holds no image/,
    );
    const mixed = await folderOf('both', { 'x-r03.tfrecords': records(1, 8), 'a.png': [] });
    await expect(prepare('never', { input: mixed })).rejects.toThrow(/holds both images \(a\.png\) and TFRecord files/);
    const unnamed = path.join(await folderOf('unnamed', { 'x.tfrecords': records(1, 8) }), 'x.tfrecords');
    await expect(prepare('never', { input: unnamed })).rejects.toThrow(
      /x\.tfrecords is not named like a TFRecord file/,
    );
    await expect(prepare('never', { input: [`${stylegan}/toys-r04.tfrecords`, `${root}/gone`] })).rejects.toThrow(
      /There is no folder or archive .*gone/,
    );
    expect(await readdir(root)).not.toContain('never');
  });
});

describe('TFRecords as a data set', () => {
  it('hold for another reader what raw shards hold: every shape, label and pixel', async () => {
    const testNames = path.join(root, 'two.txt');
    await writeFile(testNames, 'toys-r04.tfrecords, record 3\ntoys-r04.tfrecords, record 8\n');
    const raw = await prepare('twin-raw', { testNames, folds: 3 });
    const manifest = await prepare('twin', { format: 'tfrecord', testNames, folds: 3 });
    expect(raw.counts).toEqual({ train: 9, test: 2 });
    expect(manifest.counts).toEqual(raw.counts); // three folds of three either way
    expect((await readdir(path.join(root, 'twin'))).sort()).toEqual(
      [
        'dataset.json',
        ...[2, 3, 4].flatMap((level) => [
          ...[0, 1, 2].map((fold) => `twin-r0${level}.tfrecords.00${fold}`),
          `twin-test-r0${level}.tfrecords.000`,
        ]),
      ].sort(),
    );
    const { load } = await openDataset(path.join(root, 'twin-raw'));
    for (const resolution of [4, 8, 16]) {
      for (const split of ['train', 'test'] as const) {
        const { pixels, count } = await load(split, resolution);
        const shards = manifest.shards.filter((shard) => shard.split === split && shard.resolution === resolution);
        const files = await Promise.all(shards.map(({ file }) => readFile(path.join(root, 'twin', file))));
        const found = files.flatMap((file) => new TFRecordsReader(file).toArray());
        expect(found).toHaveLength(count);
        found.forEach(({ context }, image) => {
          const { shape, label, data } = Object.fromEntries(context.featureMap);
          expect(shape?.int64List?.valueList).toEqual([3, resolution, resolution]);
          expect(label?.int64List?.valueList).toEqual([0]);
          const planes = Buffer.from(data?.bytesList?.valueList[0] ?? '', 'base64');
          const area = resolution ** 2;
          const interleaved = planes.map((_, at) => planes[(at % 3) * area + Math.floor(at / 3)]!);
          const length = 3 * area;
          expect(Buffer.compare(interleaved, pixels.subarray(image * length, (image + 1) * length))).toBe(0);
        });
      }
    }
  });

  it.each([1, 3] as const)('come back as the same images, of %i channels', async (channels) => {
    const input = await folderOf(`source${channels}`, { 'x-r03.tfrecords': records(9, 8, channels) });
    const testNames = path.join(root, `three${channels}.txt`);
    await writeFile(testNames, [1, 4, 6].map((i) => `x-r03.tfrecords, record ${i}\n`).join(''));
    await prepare(`raw${channels}`, { input, channels });
    await prepare(`tf${channels}`, { input, channels, format: 'tfrecord', testNames, folds: 2 });
    const { skipped } = await prepare(`again${channels}`, { input: path.join(root, `tf${channels}`), channels });
    expect(skipped).toEqual([]);
    for (const resolution of [4, 8]) {
      expect(await imagesOf(`again${channels}`, resolution)).toEqual(await imagesOf(`raw${channels}`, resolution));
    }
  });

  it('have folds of one size, the images left over being left out', async () => {
    const { counts, folds, shards, skipped } = await prepare('even', { format: 'tfrecord', testFraction: 0 });
    expect({ counts, folds }).toEqual({ counts: { train: 8, test: 0 }, folds: 8 });
    const reason = 'left over: folds of TFRecords are of equal size, 1 image each';
    expect(skipped.map((image) => image.reason)).toEqual([reason, reason, reason]);
    expect(shards.filter(({ split }) => split === 'train').every(({ count }) => count === 1)).toBe(true);
  });

  it('are told from data sets to train on here', async () => {
    await prepare('tf-only', { format: 'tfrecord', folds: 1 });
    const directory = path.join(root, 'tf-only');
    await expect(openDataset(directory)).rejects.toThrow(
      /tf-only is prepared with --format tfrecord, expected raw: prepare it again with --format raw\.$/,
    );
    expect((await openManifest(directory, 'tfrecord')).folds).toBe(1);
    await rm(path.join(directory, 'tf-only-r04.tfrecords.000'));
    await expect(openManifest(directory, 'tfrecord')).rejects.toThrow(/tf-only-r04\.tfrecords\.000 .* is missing/);
  });
});
