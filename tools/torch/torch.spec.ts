import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { bytesSource } from '../../src/convert/byteSource.ts';
import { readCheckpoint } from '../../src/convert/readCheckpoint.ts';
import { seededRandom } from '../../src/latent/random.ts';
import { parseStats, type Stats } from '../../src/learning/feed.ts';
import { toParams } from '../../src/modelFolder/decodeWeights.ts';
import { AVERAGE_LATENT } from '../../src/modelFolder/schema.ts';
import { encode, generate, repeatStyles } from '../../src/networks/model.ts';
import { unpackDataset } from '../bundle/packedDataset.ts';
import { type Backend, startBackend } from '../compute/backend.ts';
import { openDataset } from '../dataset/dataset.ts';
import { readPixels } from '../io/imageFiles.ts';
import { exportModel } from '../model/exportModel.ts';
import { toArrays } from '../run/arrays.ts';
import { checkpointNames, readLatestCheckpoint, writeCheckpoint } from '../run/checkpoint.ts';
import { sheetsOf } from '../run/runDirectory.ts';
import { PHOTO_DEFAULTS, parseTrainingOptions, type TrainingOptions } from '../run/trainingOptions.ts';
import type { Arrays } from '../run/trainingState.ts';
import { type Fixture, fixtureParams, goldenTensor, readFixture } from '../testing/fixtures.ts';
import { prepareTinyDataset, TINY_ARCHITECTURE, TINY_TRAIN_COUNT } from '../testing/tinyRun.ts';
import { initialState } from '../training/initialState.ts';
import { photoLoss } from '../training/lossFormulas.ts';
import { runSitting } from '../training/sitting.ts';
import { gradientsOf, reachedParams } from '../training/update.ts';
import { writeTorchFolder } from './folder.ts';
import { findPyTorch } from './python.ts';

const python = findPyTorch() ?? '';
const run = promisify(execFile);
/** Two cores at most, and the tests' networks are tiny. */
const ENV = { ...process.env, OMP_NUM_THREADS: '1', USE_LIBUV: '0' };
const FIXTURES = [
  { name: 'style32', file: 'checkpoint-legacy.pth' },
  { name: 'style16wide', file: 'checkpoint-legacy.pth' },
  { name: 'style128', file: 'checkpoint-zip.pth' },
];
const BATCH = 4;
/** The fixture has 16 pixels. */
const PHOTO = { ...PHOTO_DEFAULTS, pooledPixels: 8 };
const PROGRESS = {
  iteration: 0,
  imagesSeen: 0,
  photoImagesSeen: 0,
  elapsedMs: 0,
  lod: 0,
  blend: 1,
  dataset: '',
  commit: '',
};

/** From 4 to 8 pixels, which fade in until 80 of 120 images. */
const TINY = {
  architecture: TINY_ARCHITECTURE,
  epochsPerLod: 40 / TINY_TRAIN_COUNT,
  trainEpochs: 120 / TINY_TRAIN_COUNT,
  fadeFraction: 1,
  batchSizePerLod: BATCH,
  r1Interval: 4,
  photo: {},
  averageRampUp: 0.1,
  sheetKimg: 0.02,
  checkpointMinutes: 1e-4,
};

let root: string;
let backend: Backend;
let data: string;
let config: string;

beforeAll(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'alae-torch-test-'));
  backend = await startBackend('cpu');
  data = await prepareTinyDataset(root);
  config = path.join(root, 'config.yaml');
  await writeFile(config, stringify(TINY));
});
afterAll(async () => {
  await backend.close();
  await rm(root, { recursive: true, force: true });
});

const train = (folder: string, ...args: string[]) =>
  run(python, [path.join(folder, 'train.py'), '--stats-seconds', '0', ...args], { env: ENV });

const statsOf = async (directory: string): Promise<Stats[]> =>
  (await readFile(path.join(directory, 'stats.jsonl'), 'utf8')).split('\n').flatMap((line) => parseStats(line) ?? []);

describe('numbers', () => {
  const runTest = (file: string) =>
    run(python, [path.join(import.meta.dirname, 'tests', file)], { env: { ...ENV, ALAE_MATERIAL: root } });

  it('are those of the published code, and in the photo update those of tfjs', async () => {
    for (const { name, file } of FIXTURES) await writeFixtureRun(await readFixture(name, file), name);
    await writePhotoNumbers(await readFixture('style16wide', 'checkpoint-legacy.pth'));
    expect((await runTest('golden_test.py')).stderr).toMatch(/^Ran 5 tests.*OK/ms);
  });

  it('are the same for two processes as for one', async () => {
    const options = parseTrainingOptions({ ...TINY, epochsPerLod: 1.4, fadeFraction: 0.5, trainEpochs: 9 }, 'test');
    // Where all of G's constant is on one side of the leaky ReLU, the gradient of its bias is 0 but for rounding.
    const random = seededRandom(3);
    const fresh = await initialState(options);
    const live = Object.fromEntries(
      Object.entries(fresh.live).map(([name, { shape, values }]) => [
        name,
        { shape, values: values.map((value) => value + (name === 'G/constant' ? 4 : 0.2) * (random() - 0.5)) },
      ]),
    );
    const state = { ...fresh, live, averaged: live };
    await writeCheckpoint(path.join(root, 'tiny'), { options, progress: PROGRESS, state });
    expect((await runTest('processes_test.py')).stderr).toMatch(/^Ran 3 tests.*OK/ms);
  });
});

describe('a training', () => {
  it('begins here, grows there with sheets and curves, and comes home in parts to be exported and resumed', async () => {
    const folder = path.join(root, 'folder');
    await writeTorchFolder({ dataset: data, config, out: folder });
    await train(folder);
    await train(folder, '--collect', path.join(root, 'parts'));
    const home = path.join(root, 'home');
    await mkdir(home);
    await run('sh', ['-c', `cat ${root}/parts/run-*-of-* | tar -x -C ${home}`]);

    const { progress, state } = await readLatestCheckpoint(home);
    expect(progress).toMatchObject({ imagesSeen: 120, photoImagesSeen: 120, iteration: 30, lod: 1, blend: 1 });
    expect(progress.testSplit).toEqual((await openDataset(data)).manifest.testSplit);
    expect(state.stepCounts['G/toRgb1/weight']).toBe(60); // three updates of 20 iterations move G
    const stats = await statsOf(home);
    expect(stats.at(-1)).toMatchObject({ imagesSeen: 120, totalImages: 120, batchSize: BATCH });
    expect(stats.every(({ photo, machine }) => photo !== undefined && machine !== undefined)).toBe(true);
    expect(stats.some(({ blend }) => blend > 0 && blend < 1)).toBe(true);
    expect((await sheetsOf(home)).at(-1)).toBe(120);
    const sheet = await readPixels(path.join(home, 'samples.png'));
    expect([sheet.width, sheet.height]).toEqual([4 * 64, 5 * 64]); // the data set has four test images

    const licence = { spdx: 'CC0-1.0', sentence: 'Free.' };
    const model = await exportModel({
      ...{ run: home, out: path.join(root, 'model'), title: 'Test', description: '', licence },
      ...{ device: 'cpu', force: false },
    });
    expect(model.training?.imagesSeen).toBe(120);
    expect(model.learning).toBeDefined();
    expect(model.replay?.frames.length).toBeGreaterThan(1);

    await writeFile(config, stringify({ ...TINY, trainEpochs: 132 / TINY_TRAIN_COUNT }));
    await runSitting({
      ...{ dataset: data, out: home, config, resume: true, statsSeconds: 0, supervised: false },
      ...{ tensorboard: false, dryRun: false, engine: 'eager', device: 'cpu', provider: 'cpu' },
    });
    await backend.close();
    backend = await startBackend('cpu');
    expect((await readLatestCheckpoint(home)).progress.imagesSeen).toBe(132);

    // And there again, from what has been trained here.
    const again = path.join(root, 'again');
    await writeFile(config, stringify({ ...TINY, trainEpochs: 140 / TINY_TRAIN_COUNT }));
    await writeTorchFolder({ dataset: data, config, run: home, out: again });
    await train(again);
    expect((await readLatestCheckpoint(path.join(again, 'run'))).progress.imagesSeen).toBe(140);
    expect((await statsOf(path.join(again, 'run'))).length).toBeGreaterThan(stats.length);
    await writeFile(config, stringify(TINY));
  });

  it('leaves a checkpoint of the published layout, which is read here to the same picture', async () => {
    const [file, out] = [path.join(root, 'folder', 'run'), path.join(root, 'published.pth')];
    const name = (await checkpointNames(file)).at(-1)!;
    const bytes = await readFile(path.join(file, 'checkpoints', name, 'model.pth'));
    const { state } = await readLatestCheckpoint(file);
    for (const weights of ['averaged', 'live'] as const) {
      const read = await readCheckpoint(bytesSource(new Uint8Array(bytes)), { weights });
      expect(read.architecture).toMatchObject(TINY_ARCHITECTURE);
      const { [AVERAGE_LATENT]: average, ...learnt } = read.weights;
      expect(average!.values.slice(0, TINY_ARCHITECTURE.latentSize)).toEqual(state.latentAverage);
      expect(pictureOf(learnt, read)).toEqual(pictureOf(state[weights], read));
    }
    // Of 128 pixels, where the layout has transposed convolutions.
    const script =
      'import sys, torch; from pathlib import Path; from checkpoint import *; ' +
      'torch.save(published(read_latest_checkpoint(Path(sys.argv[1])).state), sys.argv[2])';
    await run(python, ['-c', script, path.join(root, 'style128'), out], { cwd: import.meta.dirname, env: ENV });
    const fixture = await readFixture('style128', 'checkpoint-zip.pth');
    const written = await readCheckpoint(bytesSource(new Uint8Array(await readFile(out))));
    for (const [weight, { values }] of Object.entries(fixture.weights)) {
      if (weight !== AVERAGE_LATENT) expect(written.weights[weight]?.values, weight).toEqual(values);
    }
  });

  it('trains StyleGAN2’s generator there, and it comes home to be exported, though no published code has it', async () => {
    const folder = path.join(root, 'modulated');
    const architecture = { ...TINY_ARCHITECTURE, generator: 'stylegan2' };
    await writeFile(config, stringify({ ...TINY, architecture }));
    await writeTorchFolder({ dataset: data, config, out: folder });
    await writeFile(config, stringify(TINY));
    await train(folder);
    const ours = path.join(folder, 'run');
    const { options, progress, state } = await readLatestCheckpoint(ours);
    expect(options.architecture.generator).toBe('stylegan2');
    expect(progress).toMatchObject({ imagesSeen: 120, lod: 1, blend: 1 });
    for (const block of [0, 1]) expect(state.stepCounts[`G/toRgbStyle${block}/weight`]).toBe(60);
    const names = await checkpointNames(ours);
    expect(await readdir(path.join(ours, 'checkpoints', names.at(-1)!))).not.toContain('model.pth');
    const licence = { spdx: 'CC0-1.0', sentence: 'Free.' };
    const model = await exportModel({
      ...{ run: ours, out: path.join(root, 'modulated-model'), title: 'Test', description: '', licence },
      ...{ device: 'cpu', force: false },
    });
    expect(model.architecture).toMatchObject(architecture);
    await backend.close();
    backend = await startBackend('cpu');
  });

  it('goes on after the kill of one of two processes, whose other one says so, and stops when it is asked to', async () => {
    const folder = path.join(root, 'killed');
    await writeFile(config, stringify({ ...TINY, trainEpochs: 1e5, checkpointMinutes: 0.01 }));
    await writeTorchFolder({ dataset: data, config, out: folder });
    await writeFile(config, stringify(TINY));
    const ours = path.join(folder, 'run');
    const [first, second] = await startTwo(folder);
    await until(async () => (await newestImages(ours)) > 0);
    const seen = await newestImages(ours);
    second.child.kill('SIGKILL');
    expect((await first.end).code).toBe(1);
    expect(first.output()).toMatch(/Another process of this training has ended/);
    expect(await newestImages(ours)).toBeGreaterThanOrEqual(seen);

    const kept = await newestImages(ours);
    const again = start(folder);
    await until(async () => (await newestImages(ours)) > kept);
    again.child.kill('SIGTERM');
    expect((await again.end).code).toBe(0);
    const { progress } = await readLatestCheckpoint(ours);
    expect(again.output()).toContain(`${progress.imagesSeen} images seen`);
    expect((await statsOf(ours)).at(-1)?.imagesSeen).toBe(progress.imagesSeen);
    expect((await readdir(path.join(ours, 'checkpoints'))).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  it('goes back to its checkpoint when it diverges, three times at most, and says what to do', async () => {
    const folder = path.join(root, 'diverging');
    await writeFile(config, stringify({ ...TINY, learningRatePerLod: 1e30 }));
    await writeTorchFolder({ dataset: data, config, out: folder });
    await writeFile(config, stringify(TINY));
    const failure = await train(folder).catch((cause) => cause as { stdout: string; stderr: string; code: number });
    expect(failure).toMatchObject({ code: 1 });
    expect(failure.stdout.match(/going back to the checkpoint at 0 images/g)).toHaveLength(3);
    expect(failure.stderr).toMatch(/going back 3 times has not helped.*learningRatePerLod/s);
    const lines = (await readFile(path.join(folder, 'run', 'stats.jsonl'), 'utf8')).trim().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toMatchObject(
      [0.5, 0.25, 0.125].map((learningRateFactor) => ({ event: 'rollback', imagesSeen: 0, learningRateFactor })),
    );
  });

  it('begins with a model, and takes only the sizes that are still to be trained', async () => {
    const out = path.join(root, 'begun');
    await writeFile(config, stringify({ ...TINY, epochsPerLod: [0] }));
    await writeTorchFolder({ dataset: data, config, init: path.join(root, 'model'), out });
    await writeFile(config, stringify(TINY));
    expect((await readdir(path.join(out, 'dataset'))).sort()).toEqual([
      'dataset.json',
      'test-8-0.bin',
      'train-8-0.bin',
    ]);
    await train(out);
    const { progress } = await readLatestCheckpoint(path.join(out, 'run'));
    expect(progress).toMatchObject({ imagesSeen: 120, origin: { imagesSeen: 120, photoImagesSeen: 120 } });
  });
});

describe('packed images', () => {
  it('are unpacked to the same pixels as here, at every size', async () => {
    const folder = path.join(root, 'packed');
    await writeTorchFolder({ dataset: data, config, out: folder, packed: true });
    const unpacked = path.join(root, 'unpacked');
    await unpackDataset(path.join(folder, 'dataset'), unpacked);
    const ours = await openDataset(unpacked);
    const script =
      'import sys; from pathlib import Path; from data import Dataset\n' +
      'for split in ("train", "test"):\n' +
      '    for r in (4, 8): sys.stdout.buffer.write(Dataset(Path("dataset")).load(split, r).permute(0, 2, 3, 1).numpy().tobytes())';
    const { stdout } = await run(python, ['-c', script], { cwd: folder, env: ENV, encoding: 'buffer' });
    const expected: Uint8Array[] = [];
    for (const split of ['train', 'test'] as const) {
      for (const r of [4, 8]) expected.push((await ours.load(split, r)).pixels);
    }
    expect(Buffer.compare(stdout, Buffer.concat(expected))).toBe(0);
  });
});

/** The fixture's weights as a run with one checkpoint. */
async function writeFixtureRun({ architecture, weights }: Fixture, name: string): Promise<void> {
  const options = parseTrainingOptions({ architecture }, name);
  const { [AVERAGE_LATENT]: average, ...learnt } = weights;
  const latentAverage = average!.values.slice(0, architecture.latentSize);
  const state = { live: learnt, averaged: learnt, secondMoments: {}, stepCounts: {}, latentAverage };
  await writeCheckpoint(path.join(root, name), { options, progress: PROGRESS, state });
}

/** Loss and gradients of the photo update on a fixture while its last block fades in, as tfjs computes them. */
async function writePhotoNumbers(fixture: Fixture): Promise<void> {
  const { architecture } = fixture;
  const model = { architecture, params: fixtureParams(fixture) };
  const growth = { lod: architecture.layerCount - 1, blend: 0.3 };
  const real = goldenTensor(fixture, 'train.real') as tf.Tensor4D;
  const noise = Array.from(
    { length: 2 * architecture.layerCount },
    (_, i) => goldenTensor(fixture, `train.update2.noise${i}`) as tf.Tensor4D,
  );
  const code = encode(model, real, growth);
  const { terms, gradients } = gradientsOf(model, reachedParams(architecture, growth, ['E', 'G']), (varied) => {
    const styles = repeatStyles(encode(varied, real, growth), 2 * architecture.layerCount);
    const image = generate(varied, styles, { ...growth, noise });
    return { photo: photoLoss(model, growth, real, image, code, PHOTO) };
  });
  const scalars = { loss: await terms.photo!.data<'float32'>(), blend: Float32Array.of(growth.blend) };
  await writeNumbers(path.join(root, 'photo'), {
    ...(await toArrays(gradients)),
    ...Object.fromEntries(Object.entries(scalars).map(([name, values]) => [name, { shape: [1], values }])),
  });
}

async function writeNumbers(folder: string, arrays: Arrays): Promise<void> {
  const index: Record<string, { shape: readonly number[]; offset: number }> = {};
  let offset = 0;
  for (const [name, { shape, values }] of Object.entries(arrays)) {
    index[name] = { shape, offset };
    offset += values.byteLength;
  }
  await mkdir(folder);
  await writeFile(path.join(folder, 'golden.json'), JSON.stringify(index));
  const bytes = Object.values(arrays).map(({ values }) =>
    Buffer.from(values.buffer, values.byteOffset, values.byteLength),
  );
  await writeFile(path.join(folder, 'golden.bin'), Buffer.concat(bytes));
}

/** G of a fixed w, by these weights. */
const pictureOf = (weights: Arrays, { architecture }: { architecture: TrainingOptions['architecture'] }): number[] =>
  tf.tidy(() => {
    const params = toParams(weights);
    const styles = repeatStyles(tf.fill([1, architecture.latentSize], 0.5), 2 * architecture.layerCount);
    return [...generate({ architecture, params }, styles).dataSync()];
  });

interface Started {
  readonly child: ChildProcess;
  readonly end: Promise<{ code: number | null }>;
  readonly output: () => string;
}

function start(folder: string, env: Readonly<Record<string, string>> = {}): Started {
  const args = [path.join(folder, 'train.py'), '--stats-seconds', '0'];
  const child = spawn(python, args, { env: { ...ENV, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const collect = (chunk: Buffer) => {
    output += chunk;
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const end = new Promise<{ code: number | null }>((resolve) => child.on('close', (code) => resolve({ code })));
  return { child, end, output: () => output };
}

/** As torchrun starts them, which Debian's PyTorch cannot do in every version. */
async function startTwo(folder: string): Promise<[Started, Started]> {
  const port = await freePort();
  const shared = { WORLD_SIZE: '2', MASTER_ADDR: '127.0.0.1', MASTER_PORT: String(port) };
  return [start(folder, { ...shared, RANK: '0' }), start(folder, { ...shared, RANK: '1' })];
}

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

const newestImages = async (directory: string): Promise<number> =>
  Number.parseInt((await checkpointNames(directory)).at(-1) ?? '0', 10);

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (const startedMs = performance.now(); !(await isSo()); ) {
    if (performance.now() - startedMs > 60_000) throw new Error('It has not happened within a minute.');
    await setTimeout(50);
  }
}
