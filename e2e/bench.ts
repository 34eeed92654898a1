import type { Dirent } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { chromium, type Page } from '@playwright/test';
import * as tf from '@tensorflow/tfjs-core';
import { Command } from 'commander';
import { memoryNeedOf } from '../src/engine/memoryPlan.ts';
import { BACKENDS } from '../src/engine/protocol.ts';
import { encodeImage, generateImage } from '../src/inference/inference.ts';
import { readModelIndex } from '../src/modelFolder/read.ts';
import { MODEL_FILE, parseModelFile } from '../src/modelFolder/schema.ts';
import { resolutionOf, styleCountOf } from '../src/networks/architecture.ts';
import { ensureChromium } from '../tools/dev/chromium.ts';
import { exitWithError, UserError } from '../tools/io/userError.ts';
import { exportOnnx, ONNX_FILES } from '../tools/model/exportOnnx.ts';
import { folderSource, sayingWhichModel, withModel } from '../tools/model/openModel.ts';
import { wholeNumber } from '../tools/options/optionNumbers.ts';
import { BIG_ARCHITECTURE, tinyModel } from '../tools/testing/tinyModel.ts';
import { benchFaceSearch, drawScenes } from './benchFaceSearch.ts';
import { benchJobs } from './benchJobs.ts';
import { serveHarness } from './harnessServer.ts';
import {
  type BigMeasurement,
  type Measurement,
  type MeasureOptions,
  medianMs,
  type SliderMeasurement,
} from './measure.ts';

interface BenchOptions {
  /** Folder; default: every model that the page offers. */
  readonly model?: string;
  readonly all: boolean;
  readonly repeats: number;
  readonly big: boolean;
  readonly live: boolean;
  readonly jobs: boolean;
}

/** Software adapters and the cpu backend are only asked for a few times. */
const SLOW_REPEATS = 2;
const NODE_GRID_CELLS = 30;

const MODELS = 'public/models';

/** What one model is measured with. */
interface ModelBench extends Pick<BenchOptions, 'all' | 'repeats'> {
  readonly model: string;
}

/** Prints what the bench is asked for, model by model. */
async function run({ model, big, live, jobs, ...options }: BenchOptions): Promise<void> {
  if (big) return benchBig();
  if (jobs) return benchJobs();
  const models = model === undefined ? await publishedModels() : [model];
  for (const [i, each] of models.entries()) {
    if (i > 0) print('\n');
    await (live ? benchLive : bench)({ ...options, model: each });
  }
}

/** Folders of the models that the page offers, in its order. */
async function publishedModels(): Promise<string[]> {
  const { models } = await sayingWhichModel(MODELS, readModelIndex(folderSource(MODELS)));
  return models.map(({ name }) => path.join(MODELS, name));
}

/** Prints medians for the page in Chromium and for Node. */
async function bench({ model, all, repeats }: ModelBench): Promise<void> {
  const files = await modelFiles(model);
  const { title, architecture } = parseModelFile(new TextDecoder().decode(files.get(MODEL_FILE)));
  const resolution = resolutionOf(architecture);
  const { startChannels, maxChannels, latentSize } = architecture;
  print(`${title}: ${resolution}x${resolution}, start ${startChannels}, max ${maxChannels}, S ${latentSize}`);
  const load = os.loadavg()[0]!.toFixed(1);
  print(`${os.cpus().length} × ${os.cpus()[0]?.model}; load before the start ${load}; medians of ${repeats}, in ms\n`);

  const served = new Map([...files].map(([file, bytes]) => [`model/${file}`, bytes]));
  for (const [file, bytes] of await onnxFiles(model)) served.set(`onnx/${file}`, bytes);
  const server = await serveHarness(served);
  const browser = await chromium.launch({
    executablePath: ensureChromium(),
    args: ['--disable-quic', ...(all ? ['--enable-unsafe-webgpu'] : [])],
  });
  const openPage = async () => {
    const page = await browser.newPage({ serviceWorkers: 'block' }); // a fresh one each time: nothing cached, nothing compiled
    await page.goto(server.url);
    await page.waitForFunction(() => window.harness);
    return page;
  };
  try {
    await benchPage(openPage, { all, repeats });
    await benchOnnx(openPage, repeats);
  } finally {
    await browser.close();
    await server.close();
  }
  await benchNode(model, repeats);
}

/** Prints what keeping blocks saves sliders, what refining comes to, and how long finding a face takes, in Chromium. */
async function benchLive({ model, all, repeats }: ModelBench): Promise<void> {
  const files = await modelFiles(model);
  const { title } = parseModelFile(new TextDecoder().decode(files.get(MODEL_FILE)));
  print(`${title}; ${os.cpus().length} × ${os.cpus()[0]?.model}; load before the start ${os.loadavg()[0]!.toFixed(1)}`);
  const served = new Map([...files].map(([file, bytes]) => [`model/${file}`, bytes]));
  const photos = (await readdir(SAMPLES)).filter((file) => file.endsWith('.webp')).slice(0, REFINED_PHOTOS);
  for (const file of photos) served.set(file, await readFile(path.join(SAMPLES, file)));
  const scenes = await drawScenes(served);
  const server = await serveHarness(served);
  const browser = await chromium.launch({
    executablePath: ensureChromium(),
    args: ['--disable-quic', ...(all ? ['--enable-unsafe-webgpu'] : [])],
  });
  try {
    const page = await browser.newPage({ serviceWorkers: 'block' });
    await page.goto(server.url);
    await page.waitForFunction(() => window.harness);
    for (const backend of all ? (['wasm', 'webgpu'] as const) : (['wasm'] as const)) {
      const options = { modelUrl: './model', backend, repeats: backend === 'wasm' ? repeats : SLOW_REPEATS };
      printSliders(backend, await page.evaluate((options) => window.harness.measureSliders(options), options));
    }
    print('\nwebgpu on hardware: not measured here');
    await benchFaceSearch(browser, server.url, scenes);
    print('\nrefining, wasm, one worker');
    for (const [name, options] of REFININGS) {
      const measured = await page.evaluate(
        ([photos, options]) => window.harness.measureRefining('./model', photos, options),
        [photos, options] as const,
      );
      for (const [i, { errorBefore, error, seconds }] of measured.entries()) {
        const errors = `MSE ${errorBefore.toFixed(4)} to ${error.toFixed(4)}`;
        print(`  ${name.padEnd(17)}${photos[i]}: ${errors}, ${seconds.toFixed(1)} s`);
      }
    }
  } finally {
    await browser.close();
    await server.close();
  }
}

const SAMPLES = 'public/samples';
const REFINED_PHOTOS = 3;
const REFININGS = [
  ['W', { space: 'W' }],
  ['W+', { space: 'W+' }],
  ['W+ and noise', { space: 'W+', hasNoise: true }],
] as const;

function printSliders(backend: string, { blocks, allPerSecond, finestPerSecond }: SliderMeasurement): void {
  print(`\nsliders, ${backend}, one worker: a picture after a change of one block's styles`);
  for (const [block, { keptMs, allMs }] of blocks.entries()) {
    const ratio = (allMs / keptMs).toFixed(2);
    print(
      `  block ${block}: ${keptMs.toFixed(1)} with kept blocks, ${allMs.toFixed(1)} without: ${ratio} times as fast`,
    );
  }
  print(`  ${allPerSecond.toFixed(1)} pictures a second of all blocks, ${finestPerSecond.toFixed(1)} of the finest`);
}

/** Prints times and peak memory of a model of 1024 pixels with random weights, in Chromium on wasm. */
async function benchBig(): Promise<void> {
  const side = resolutionOf(BIG_ARCHITECTURE);
  print(`Random weights, ${side}x${side}, max ${BIG_ARCHITECTURE.maxChannels}, S ${BIG_ARCHITECTURE.latentSize}`);
  const { model, files } = await tinyModel('big', BIG_ARCHITECTURE, 'wasm');
  const fileBytes = [...files.values()].reduce((sum, { byteLength }) => sum + byteLength, 0);
  const need = memoryNeedOf(model);
  print(`${files.size} files, ${mebibytes(fileBytes)}; estimate of a worker ${mebibytes(need.workerBytes)}`);
  const server = await serveHarness(new Map([...files].map(([file, bytes]) => [`model/${file}`, bytes])));
  try {
    // A browser each: the peak is the renderer's since it started.
    for (const workerCount of [1, undefined]) {
      const browser = await chromium.launch({ executablePath: ensureChromium(), args: ['--disable-quic'] });
      try {
        const page = await browser.newPage({ serviceWorkers: 'block' });
        await page.goto(server.url);
        await page.waitForFunction(() => window.harness);
        const measured = await page.evaluate((count) => window.harness.measureBig('./model', count), workerCount);
        const session = await browser.newBrowserCDPSession();
        const { processInfo } = await session.send('SystemInfo.getProcessInfo');
        const renderers = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => peakOf(id));
        printBig(measured, Math.max(...(await Promise.all(renderers))));
      } finally {
        await browser.close();
      }
    }
  } finally {
    await server.close();
  }
}

function printBig({ workerCount, tensorBytes, heapBytes, ...ms }: BigMeasurement, peakBytes: number): void {
  const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(1)} s`;
  print(`
wasm, ${workerCount} ${workerCount === 1 ? 'worker' : 'workers'}
  load ${seconds(ms.loadMs)} (longest frame ${ms.longestFrameMs.toFixed(0)} ms)
  encode ${seconds(ms.encodeMs)}, decode ${seconds(ms.decodeMs)}, 3x3 grid ${seconds(ms.gridMs)}
  tensors at rest ${tensorBytes.map(mebibytes).join(', ')}; heaps ${heapBytes.map((n) => mebibytes(n ?? Number.NaN)).join(', ')}
  peak memory of the renderer ${mebibytes(peakBytes)}`);
}

/** Peak resident memory of a process, in bytes; not a number where the system does not say (it does on Linux). */
async function peakOf(processId: number): Promise<number> {
  const status = await readFile(`/proc/${processId}/status`, 'utf8').catch(() => '');
  return 1024 * Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? Number.NaN);
}

const mebibytes = (bytes: number) => `${Math.round(bytes / 2 ** 20)} MiB`;

/** E and G of the model as ONNX files. */
async function onnxFiles(folder: string): Promise<Map<string, Buffer>> {
  const out = await mkdtemp(path.join(os.tmpdir(), 'alae-bench-'));
  try {
    await exportOnnx({ folder, out, force: false });
    const files = [ONNX_FILES.encoder, ONNX_FILES.generatorNoiseFree];
    return new Map(await Promise.all(files.map(async (file) => [file, await readFile(path.join(out, file))] as const)));
  } finally {
    await rm(out, { recursive: true });
  }
}

async function modelFiles(folder: string): Promise<Map<string, Buffer>> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((): Dirent[] => []);
  const names = entries.filter((entry) => entry.isFile()).map(({ name }) => name);
  if (!names.includes(MODEL_FILE)) throw new UserError(`${folder} is not a model folder: it has no ${MODEL_FILE}.`);
  return new Map(
    await Promise.all(names.map(async (name) => [name, await readFile(path.join(folder, name))] as const)),
  );
}

/** Measures every backend that the page would use here; with `all`, software and the cpu backend too. */
async function benchPage(
  openPage: () => Promise<Page>,
  { all, repeats }: Pick<BenchOptions, 'all' | 'repeats'>,
): Promise<void> {
  const chosen = await (await openPage()).evaluate(() => window.harness.chooseBackend('./model'));
  const rejected = new Map(chosen.rejected.map(({ backend, reason }) => [backend, reason]));
  print(`page                load  encode  decode  reconstruct  5x6 grid  longest frame  tensors left`);
  for (const backend of BACKENDS) {
    const reason = rejected.get(backend);
    if (!all && (reason || backend === 'cpu')) {
      print(`${backend}: not measured${reason ? `: ${reason}` : ''}`);
      continue;
    }
    const isSlow = reason !== undefined || backend === 'cpu';
    const options = { modelUrl: './model', backend, repeats: isSlow ? SLOW_REPEATS : repeats, isSlow };
    const pool = await measureIn(await openPage(), options);
    print(row(pool));
    if (pool.workerCount === 1 || isSlow) continue;
    const alone = await measureIn(await openPage(), { ...options, workerCount: 1 });
    print(row(alone));
    print(
      `  the grid is ${(alone.gridMs / pool.gridMs).toFixed(2)} times as fast with ${pool.workerCount} workers as with one`,
    );
  }
}

/**
 * The same weights in tfjs and in onnxruntime-web, both in WebAssembly on one thread, one after the other. tfjs's times are
 * the page's, with the messages to its worker and the conversion of pixels.
 */
async function benchOnnx(openPage: () => Promise<Page>, repeats: number): Promise<void> {
  const tfjs = await measureIn(await openPage(), {
    modelUrl: './model',
    backend: 'wasm',
    workerCount: 1,
    repeats,
    isSlow: true, // the grid only once: encoding and decoding are what counts here
  });
  const page = await openPage();
  const measureFile = (file: string) =>
    page.evaluate(([url, repeats]) => window.harness.measureOnnx(url, repeats), [`./onnx/${file}`, repeats] as const);
  const compare = async (what: string, tfjsMs: number, file: string) => {
    const ms = await measureFile(file);
    const ratio = (ms / tfjsMs).toFixed(2);
    print(`  ${what} ${ms.toFixed(1)}, tfjs ${tfjsMs.toFixed(1)}: ${ratio} times as long`);
  };
  print('\nonnxruntime-web, wasm, one thread');
  await compare('encode', tfjs.encodeMs, ONNX_FILES.encoder);
  await compare('decode', tfjs.decodeMs, ONNX_FILES.generatorNoiseFree);
}

async function measureIn(page: Page, options: MeasureOptions): Promise<Measurement> {
  const measurement = await page.evaluate((options) => window.harness.measure(options), options);
  await page.close();
  return measurement;
}

function row({ backend, workerCount, tensorsLeft, ...ms }: Measurement): string {
  const name = `${backend}, ${workerCount} ${workerCount === 1 ? 'worker' : 'workers'}`;
  const columns: [number, number][] = [
    [ms.loadMs, 8],
    [ms.encodeMs, 8],
    [ms.decodeMs, 8],
    [ms.reconstructMs, 13],
    [ms.gridMs, 10],
    [ms.longestFrameMs, 15],
  ];
  const numbers = columns.map(([value, width]) => value.toFixed(value < 100 ? 1 : 0).padStart(width)).join('');
  return `${name.padEnd(16)}${numbers}${String(tensorsLeft ?? '–').padStart(14)}`;
}

/** The same work in one Node process, on wasm. */
async function benchNode(folder: string, repeats: number): Promise<void> {
  await withModel({ folder, device: 'wasm', groups: ['E'] }, async (model) => {
    const side = resolutionOf(model.architecture);
    const image = { width: side, height: side, data: new Uint8ClampedArray(4 * side * side).fill(100) };
    const styles = new Float32Array(styleCountOf(model.architecture) * model.architecture.latentSize).fill(0.1);
    const decode = () => generateImage(model, styles);
    const encodeMs = await medianMs(() => encodeImage(model, image), repeats);
    const decodeMs = await medianMs(decode, repeats);
    const decodeAllMs = await medianMs(
      async () => {
        for (let i = 0; i < NODE_GRID_CELLS; i++) await decode();
      },
      Math.ceil(repeats / 3),
    );
    const figures = [encodeMs, decodeMs, decodeAllMs].map((ms) => ms.toFixed(1));
    print(
      `\nnode, ${tf.getBackend()}: encode ${figures[0]}, decode ${figures[1]}, decode ${NODE_GRID_CELLS} ${figures[2]}`,
    );
  });
}

const print = (line: string) => process.stdout.write(`${line}\n`);

new Command('npm run bench --')
  .description('Measure encoding, decoding, grids and loading in Chromium and in Node')
  .option('--model <folder>', `model folder to measure (default: every model of ${MODELS}/index.json)`)
  .option('--all', 'measure software adapters and the cpu backend too: this takes minutes', false)
  .option('--repeats <number>', 'runs of which the median is taken', wholeNumber(1, 1000), 15)
  .option('--big', 'measure a model of 1024 pixels with random weights instead: time and peak memory', false)
  .option(
    '--live',
    'measure sliders, refining and finding faces instead: what keeping blocks saves, how errors fall, how long it takes',
    false,
  )
  .option(
    '--jobs',
    'measure what people do on the built page instead, in time and clicks: a photo, a grid, reopening it, a full library',
    false,
  )
  .option('--verbose', 'show the stack when something fails')
  .addHelpText('after', '\nExample:\n  npm run bench -- --model public/models/cats64 --repeats 5')
  .action(run)
  .parseAsync()
  .catch(exitWithError);
