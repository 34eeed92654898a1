import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/latent/random.ts';
import { openDataset } from '../dataset/dataset.ts';
import { NO_FILTERS } from '../dataset/filters.ts';
import { prepareDataset } from '../dataset/prepare.ts';
import { writePng } from '../io/imageFiles.ts';
import { readLatestCheckpoint, writeCheckpoint } from '../run/checkpoint.ts';
import { archiveDirectory } from './archive.ts';
import { writeBundle } from './bundle.ts';
import { collectRun } from './collect.ts';
import { packDataset, unpackDataset } from './packedDataset.ts';

const run = promisify(execFile);
const isThere = (name: string) => import(name).then(Boolean, () => false);
const hasProgram = (name: string) => run('sh', ['-c', `command -v ${name}`]).then(Boolean, () => false);

const hasSharp = await isThere('sharp');
const hasNativeParts = hasSharp && (await isThere('webgpu')) && (await isThere('onnxruntime-node'));
const hasXz = (await hasProgram('xz')) && (await hasProgram('tar'));

const IMAGES = 24;
const SIZE = 8;

let root: string;
let data: string;

/** Smooth pictures, all different. */
beforeAll(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'alae-bundle-test-'));
  data = path.join(root, 'data');
  if (!hasSharp) return;
  const random = seededRandom(11);
  for (let image = 0; image < IMAGES; image++) {
    const pixels = new Uint8ClampedArray(4 * SIZE * SIZE).fill(255);
    const base = [random(), random(), random()];
    for (let i = 0; i < SIZE * SIZE; i++) {
      base.forEach((value, c) => {
        pixels[4 * i + c] = 40 + 140 * value + 5 * (i % SIZE);
      });
    }
    await writePng(path.join(root, 'pictures', `${image}.png`), { width: SIZE, height: SIZE, data: pixels });
  }
  await prepareDataset({ input: path.join(root, 'pictures'), out: data, testFraction: 0.25, folds: 2, ...NO_FILTERS });
});
afterAll(() => rm(root, { recursive: true, force: true }));

describe.skipIf(!hasSharp)('a packed data set (skipped where sharp is not installed)', () => {
  const pack = async (name: string) => {
    const packed = path.join(root, name);
    await mkdir(packed);
    await packDataset(await openDataset(data), packed, { resolution: SIZE, quality: 86 });
    return packed;
  };

  it('comes back in the same order with every resolution, nearly as it was', async () => {
    const packed = await pack('packed');
    await unpackDataset(packed, path.join(root, 'unpacked'));
    const [before, after] = [await openDataset(data), await openDataset(path.join(root, 'unpacked'))];
    expect({ ...after.manifest, shards: [] }).toEqual({ ...before.manifest, shards: [] });
    for (const split of ['train', 'test'] as const) {
      for (const resolution of before.manifest.resolutions) {
        const [a, b] = [await before.load(split, resolution), await after.load(split, resolution)];
        expect(b.count).toBe(a.count);
        const squares = a.pixels.reduce((sum, value, i) => sum + (value - b.pixels[i]!) ** 2, 0);
        expect(Math.sqrt(squares / a.pixels.length)).toBeLessThan(8); // other pictures are 60 away
      }
    }
  });

  it('says which archive to copy again', async () => {
    const packed = await pack('cut');
    const file = path.join(packed, 'train-1.zip');
    await writeFile(file, (await readFile(file)).subarray(0, 300));
    const unpacking = unpackDataset(packed, path.join(root, 'never'));
    await expect(unpacking).rejects.toThrow(`${file} is not a whole zip archive`);
    expect(await readdir(root)).not.toContain('never');
  });
});

describe('a collected run', () => {
  const checkpoint = (imagesSeen: number) => {
    const values = Float32Array.from({ length: 700_000 }, (_, i) => i / imagesSeen);
    return {
      options: {} as Awaited<ReturnType<typeof readLatestCheckpoint>>['options'],
      progress: {
        iteration: 1,
        imagesSeen,
        photoImagesSeen: 0,
        elapsedMs: 5,
        lod: 0,
        blend: 1,
        dataset: 'cats',
        commit: 'abc',
      },
      state: {
        live: { 'G/a': { shape: [700, 1000], values } },
        averaged: {},
        secondMoments: {},
        stepCounts: {},
        latentAverage: Float32Array.from([1, 2]),
      },
    };
  };

  it('holds the newest checkpoint in small files, which reads as it was', async () => {
    const [from, to] = [path.join(root, 'run'), path.join(root, 'home')];
    await writeCheckpoint(from, checkpoint(100));
    await writeFile(path.join(from, 'stats.jsonl'), '{}\n');
    await collectRun({ run: from, out: to, pieceMebibytes: 1 });
    await writeCheckpoint(from, checkpoint(200));
    await collectRun({ run: from, out: to, pieceMebibytes: 1 });

    expect(await readdir(path.join(to, 'checkpoints'))).toEqual(['0000000200']);
    const directory = path.join(to, 'checkpoints', '0000000200');
    const pieces = (await readdir(directory)).filter((name) => name.startsWith('values'));
    expect(pieces).toEqual(['values.bin.0000', 'values.bin.0001', 'values.bin.0002']);
    for (const piece of pieces) expect((await stat(path.join(directory, piece))).size).toBeLessThanOrEqual(2 ** 20);
    const found = (await readLatestCheckpoint(to)).state.live['G/a']!.values;
    expect(Buffer.from(found.buffer).equals(Buffer.from(checkpoint(200).state.live['G/a'].values.buffer))).toBe(true);
    expect(await readFile(path.join(to, 'stats.jsonl'), 'utf8')).toBe('{}\n');

    await rm(path.join(directory, 'values.bin.0001'));
    await expect(readLatestCheckpoint(to)).rejects.toThrow('values.bin has the wrong SHA-256');
  });

  it('does not mix with anything else', async () => {
    await expect(collectRun({ run: path.join(root, 'run'), out: root })).rejects.toThrow('which is no part of a run');
  });
});

describe.skipIf(!hasXz)('an archive (skipped where there is no xz or tar)', () => {
  it('is unpacked by its script, with the xz that it brings, and misses no part silently', async () => {
    const [folder, parts, target] = ['alae-bundle', 'parts', 'target'].map((name) => path.join(root, name));
    await mkdir(folder!);
    await mkdir(parts!);
    const random = seededRandom(3);
    const bytes = Buffer.from(Uint8Array.from({ length: 250_000 }, () => 256 * random()));
    await writeFile(path.join(folder!, 'noise'), bytes);
    expect(await archiveDirectory(folder!, parts!, 100_000)).toBe(3);

    const unpack = () => run('sh', [path.join(import.meta.dirname, 'target', 'unpack.sh'), target!]);
    await expect(unpack()).rejects.toThrow('some are missing');
    const script = path.join(parts!, 'unpack.sh');
    await writeFile(script, await readFile(path.join(import.meta.dirname, 'target', 'unpack.sh')));
    // A shell's own search path has xz, unless it is told of a directory without it.
    const tools = path.join(root, 'tools');
    await mkdir(tools);
    for (const tool of ['sh', 'cat', 'tar', 'mkdir', 'chmod']) {
      const { stdout } = await run('sh', ['-c', `command -v ${tool}`]);
      await writeFile(path.join(tools, tool), `#!/bin/sh\nexec ${stdout.trim()} "$@"\n`, { mode: 0o755 });
    }
    await run('/bin/sh', [script, target!], { env: { PATH: tools } });
    expect((await readFile(path.join(target!, 'alae-bundle', 'noise'))).equals(bytes)).toBe(true);

    await rm(path.join(parts!, 'part-02-of-3'));
    await expect(run('sh', [script, target!])).rejects.toThrow('some are missing');
  });
});

describe.skipIf(!hasNativeParts || process.platform === 'win32')(
  'a bundle (skipped on Windows and where sharp, webgpu or onnxruntime-node is not installed)',
  () => {
    it('trains, goes on and comes home without Node, without packages, without a search path', async () => {
      const config = path.join(root, 'config.yaml');
      await writeFile(
        config,
        'architecture: {layerCount: 2, startChannels: 4, maxChannels: 8, latentSize: 8, mappingLayers: 2}\n' +
          'epochsPerLod: 1\ntrainEpochs: 1000\nbatchSizePerLod: 4\n',
      );
      await writeBundle({ dataset: data, config, out: path.join(root, 'made here') });
      const moved = path.join(root, 'moved there');
      await rename(path.join(root, 'made here'), moved);
      const start = async (...args: string[]) =>
        (await run(path.join(moved, 'run.sh'), args, { cwd: '/', env: { PATH: '' } })).stdout;

      expect(await start('--engine', 'traced', '--minutes', '0.001')).toMatch(
        /^24 images unpacked[\s\S]*Training with ONNX Runtime/,
      );
      const first = (await readLatestCheckpoint(path.join(moved, 'run'))).progress;
      expect(await start('--device', 'wasm', '--minutes', '0.001')).toMatch(/Training with tfjs on wasm/);
      const home = path.join(root, 'back home');
      await start('collect', home);
      const { progress, options } = await readLatestCheckpoint(home);
      expect(progress.iteration).toBeGreaterThan(first.iteration);
      expect(progress.commit).toBe(first.commit);
      expect(options.architecture.layerCount).toBe(2);
      expect(await readdir(home)).toEqual(['checkpoints', 'options.yaml', 'samples.png', 'stats.jsonl']);
    });
  },
);
