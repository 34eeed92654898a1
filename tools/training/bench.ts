import { fork } from 'node:child_process';
import os from 'node:os';
import { Command, Option } from 'commander';
import { seededRandom } from '../../src/latent/random.ts';
import { blockResolution } from '../../src/networks/architecture.ts';
import type { ImageArray } from '../dataset/dataset.ts';
import { median } from '../evaluation/statistics.ts';
import { type Device, deviceOption, type EngineName, PROVIDERS, type ProviderName, wholeNumber } from '../options.ts';
import { exitWithError } from '../userError.ts';
import { drawIteration } from './draws.ts';
import { atLod, readTrainingOptions, TRAINING_DEFAULTS, type TrainingOptions } from './options.ts';
import { selectEngine } from './selectEngine.ts';

interface BenchOptions {
  readonly config?: string;
  readonly engines: readonly Exclude<EngineName, 'auto'>[];
  readonly lods?: readonly string[];
  readonly batch?: number;
  readonly iterations: number;
  readonly device: Device;
  readonly provider: ProviderName;
}

/** One engine at one level of detail, measured in a process of its own, so that its memory is its own too. */
interface Task {
  readonly options: TrainingOptions;
  readonly engine: BenchOptions['engines'][number];
  readonly device: Device;
  readonly provider: ProviderName;
  readonly lod: number;
  readonly iterations: number;
}

interface Measurement {
  readonly imagesPerSecond: number;
  readonly imagesPerSecondWithoutR1: number;
  /** Time to the end of the first iteration: the engine's start and its recording of graphs. */
  readonly firstStepMs: number;
  readonly peakMemoryBytes: number;
}

const IMAGES = 256;

async function bench({ config, engines, lods, batch, ...rest }: BenchOptions): Promise<void> {
  const configured = config ? await readTrainingOptions(config) : TRAINING_DEFAULTS;
  const options = batch ? { ...configured, batchSizePerLod: batch } : configured;
  const { layerCount, startChannels, maxChannels, latentSize } = options.architecture;
  const load = os.loadavg()[0]!.toFixed(1);
  print(`${os.cpus().length} × ${os.cpus()[0]?.model}; load before the start ${load}; medians of ${rest.iterations}`);
  print(`start ${startChannels}, max ${maxChannels}, S ${latentSize}; R1 every ${options.r1Interval}. iteration\n`);
  print('engine    pixels  batch  images/s  without R1  first step, s  peak memory, MiB');
  const levels = lods?.map(Number) ?? [...Array(layerCount).keys()];
  for (const engine of engines) {
    for (const lod of levels) {
      const measured = await measureApart({ options, engine, lod, ...rest });
      const cells = [
        engine.padEnd(8),
        String(blockResolution(lod)).padStart(7),
        String(atLod(options.batchSizePerLod, lod)).padStart(6),
        measured.imagesPerSecond.toFixed(1).padStart(9),
        measured.imagesPerSecondWithoutR1.toFixed(1).padStart(11),
        (measured.firstStepMs / 1000).toFixed(1).padStart(14),
        (measured.peakMemoryBytes / 2 ** 20).toFixed(0).padStart(17),
      ];
      print(cells.join(' '));
    }
  }
}

function measureApart(task: Task): Promise<Measurement> {
  const child = fork(import.meta.filename, { execArgv: process.execArgv });
  return new Promise((resolve, reject) => {
    child.once('message', (message) => resolve(message as Measurement));
    child.once('exit', (code) => reject(new Error(`The measuring process ended with code ${code}.`)));
    child.send(task);
  });
}

async function measure({ options, lod, iterations, ...choice }: Task): Promise<Measurement> {
  const startedAt = performance.now();
  const engine = await selectEngine(choice, options);
  const batchSize = atLod(options.batchSizePerLod, lod);
  const stage = { lod, blend: 1, batchSize, learningRate: atLod(options.learningRatePerLod, lod), averageKeep: 0.999 };
  const images = noiseImages(blockResolution(lod), options.architecture.channels);
  let count = 0;
  /** Milliseconds of one iteration, its draws included. */
  const iterate = async (r1Gamma: number) => {
    const from = performance.now();
    await engine.iterate(drawIteration(options, images, stage, count, count * batchSize), stage, r1Gamma);
    count += 1;
    return performance.now() - from;
  };
  const r1Gamma = options.r1Gamma * options.r1Interval;
  await iterate(r1Gamma);
  const firstStepMs = performance.now() - startedAt;
  await iterate(0);
  const plain: number[] = [];
  const withR1: number[] = [];
  for (let i = 0; i < iterations; i++) {
    plain.push(await iterate(0));
    withR1.push(await iterate(r1Gamma));
  }
  await engine.close();
  const plainMs = median(plain);
  const meanMs = plainMs + (median(withR1) - plainMs) / options.r1Interval;
  return {
    imagesPerSecond: (1000 * batchSize) / meanMs,
    imagesPerSecondWithoutR1: (1000 * batchSize) / plainMs,
    firstStepMs,
    peakMemoryBytes: 1024 * process.resourceUsage().maxRSS,
  };
}

function noiseImages(resolution: number, channels: 1 | 3): ImageArray {
  const random = seededRandom(1);
  const pixels = Uint8Array.from({ length: IMAGES * resolution ** 2 * channels }, () => 256 * random());
  return { count: IMAGES, resolution, channels, pixels };
}

const print = (line: string) => process.stdout.write(`${line}\n`);

if (process.send) {
  process.once('message', (task) => {
    measure(task as Task)
      .then((measurement) => process.send!(measurement, () => process.exit()))
      .catch(exitWithError);
  });
} else {
  await new Command('npm run bench:train --')
    .description('Measure the training engines: images/s per level of detail, time to the first step, peak memory')
    .option('-c, --config <file>', 'training configuration (default: the defaults)')
    .addOption(
      new Option('--engines <names...>', 'what to measure').choices(['traced', 'eager']).default(['traced', 'eager']),
    )
    .option('--lods <numbers...>', 'levels of detail, 0 for 4 pixels (default: all)')
    .option('--batch <count>', 'images per iteration, instead of those of the configuration', wholeNumber(1))
    .option('--iterations <count>', 'with and without R1 each', wholeNumber(1), 5)
    .addOption(deviceOption('wasm'))
    .addOption(
      new Option('--provider <name>', 'what ONNX Runtime computes the traced engine with')
        .choices(PROVIDERS)
        .default('cpu'),
    )
    .addHelpText(
      'after',
      '\nExample:\n  npm run bench:train -- --config tools/configs/cats64.yaml --engines traced --lods 2 3 4',
    )
    .action(bench)
    .parseAsync()
    .catch(exitWithError);
}
