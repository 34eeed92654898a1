import { fork } from 'node:child_process';
import { once } from 'node:events';
import os from 'node:os';
import { Command, Option } from 'commander';
import { seededRandom } from '../../src/latent/random.ts';
import { blockResolution } from '../../src/networks/architecture.ts';
import { type Device, type EngineName, PROVIDERS, type ProviderName } from '../compute/devices.ts';
import type { ImageArray } from '../dataset/dataset.ts';
import { median } from '../evaluation/statistics.ts';
import { exitWithError } from '../io/userError.ts';
import { deviceOption } from '../options/commandOptions.ts';
import { wholeNumber } from '../options/optionNumbers.ts';
import {
  atLod,
  PHOTO_DEFAULTS,
  readTrainingOptions,
  TRAINING_DEFAULTS,
  type TrainingOptions,
} from '../run/trainingOptions.ts';
import { drawIteration } from '../training/draws.ts';
import { selectEngine } from '../training/selectEngine.ts';

interface BenchOptions {
  readonly config?: string;
  readonly engines: readonly Exclude<EngineName, 'auto'>[];
  readonly lods?: readonly string[];
  readonly batch?: number;
  readonly iterations: number;
  readonly device: Device;
  readonly provider: ProviderName;
}

/** One engine at one level of detail, in a process of its own, so that its memory is its own too. */
interface Task {
  readonly options: TrainingOptions;
  readonly engine: BenchOptions['engines'][number];
  readonly device: Device;
  readonly provider: ProviderName;
  readonly lod: number;
}

/** What a measuring process is asked for after its task, one at a time. */
interface Order {
  /** γ of the iteration to be measured. */
  readonly r1Gamma: number;
}

/** What it answers to each, and to the task itself, for which it starts the engine and makes a first iteration. */
interface Answer {
  readonly ms: number;
  readonly peakMemoryBytes: number;
}

interface Measurement {
  readonly imagesPerSecond: number;
  readonly imagesPerSecondWithoutR1: number;
  /** Time to the end of the first iteration: the engine's start and its recording of graphs. */
  readonly firstStepMs: number;
  readonly peakMemoryBytes: number;
}

const IMAGES = 256;

async function bench({ config, engines, lods, batch, iterations, ...choice }: BenchOptions): Promise<void> {
  const configured = config ? await readTrainingOptions(config) : TRAINING_DEFAULTS;
  const options = batch ? { ...configured, batchSizePerLod: batch } : configured;
  const { layerCount, startChannels, maxChannels, latentSize } = options.architecture;
  const load = os.loadavg()[0]!.toFixed(1);
  print(`${os.cpus().length} × ${os.cpus()[0]?.model}; load before the start ${load}; medians of ${iterations}`);
  print(`start ${startChannels}, max ${maxChannels}, S ${latentSize}; R1 every ${options.r1Interval}. iteration\n`);
  print('engine    pixels  batch  photo  images/s   time  without R1  first step, s  peak memory, MiB');
  const levels = lods?.map(Number) ?? [...Array(layerCount).keys()];
  for (const engine of engines) {
    for (const lod of levels) {
      const [without, having] = await measureAlternately({ options, engine, lod, ...choice }, iterations);
      for (const [photo, measured] of [['no', without] as const, ['yes', having] as const]) {
        const cells = [
          engine.padEnd(8),
          String(blockResolution(lod)).padStart(7),
          String(atLod(options.batchSizePerLod, lod)).padStart(6),
          photo.padStart(6),
          measured.imagesPerSecond.toFixed(1).padStart(9),
          `${(without.imagesPerSecond / measured.imagesPerSecond).toFixed(2)}×`.padStart(6),
          measured.imagesPerSecondWithoutR1.toFixed(1).padStart(11),
          (measured.firstStepMs / 1000).toFixed(1).padStart(14),
          (measured.peakMemoryBytes / 2 ** 20).toFixed(0).padStart(17),
        ];
        print(cells.join(' '));
      }
    }
  }
}

/**
 * The engine without and with the photo update, iteration by iteration in turn, so that whatever else the machine does
 * meets both.
 */
async function measureAlternately(
  task: Task,
  iterations: number,
): Promise<[without: Measurement, having: Measurement]> {
  const { options, lod } = task;
  const r1Gamma = options.r1Gamma * options.r1Interval;
  const start = async (photo: TrainingOptions['photo']) => {
    const measuring = measureApart({ ...task, options: { ...options, photo } });
    const firstStepMs = (await measuring.next()).ms;
    await measuring.order({ r1Gamma: 0 });
    return { measuring, firstStepMs, plain: [] as number[], withR1: [] as number[], peakMemoryBytes: 0 };
  };
  const both = [await start(null), await start(options.photo ?? PHOTO_DEFAULTS)] as const;
  for (let i = 0; i < iterations; i++) {
    for (const gamma of [0, r1Gamma]) {
      for (const one of both) {
        const { ms, peakMemoryBytes } = await one.measuring.order({ r1Gamma: gamma });
        (gamma === 0 ? one.plain : one.withR1).push(ms);
        one.peakMemoryBytes = peakMemoryBytes;
      }
    }
  }
  const batchSize = atLod(options.batchSizePerLod, lod);
  const summarise = ({ measuring, firstStepMs, plain, withR1, peakMemoryBytes }: (typeof both)[number]) => {
    measuring.end();
    const plainMs = median(plain);
    const meanMs = plainMs + (median(withR1) - plainMs) / options.r1Interval;
    return {
      imagesPerSecond: (1000 * batchSize) / meanMs,
      imagesPerSecondWithoutR1: (1000 * batchSize) / plainMs,
      firstStepMs,
      peakMemoryBytes,
    };
  };
  return [summarise(both[0]), summarise(both[1])];
}

function measureApart(task: Task) {
  const child = fork(import.meta.filename, { execArgv: process.execArgv });
  const next = () =>
    new Promise<Answer>((resolve, reject) => {
      const fail = (code: number | null) => reject(new Error(`The measuring process ended with code ${code}.`));
      child.once('exit', fail);
      child.once('message', (message) => {
        child.off('exit', fail);
        resolve(message as Answer);
      });
    });
  child.send(task);
  return {
    next,
    order: (order: Order) => {
      child.send(order);
      return next();
    },
    end: () => child.kill(),
  };
}

/** Starts the engine. @returns what makes an iteration and answers how long it took, its draws included */
async function startMeasuring({ options, lod, ...choice }: Task): Promise<(order: Order) => Promise<Answer>> {
  const engine = await selectEngine(choice, options);
  const batchSize = atLod(options.batchSizePerLod, lod);
  const stage = { lod, blend: 1, batchSize, learningRate: atLod(options.learningRatePerLod, lod), averageKeep: 0.999 };
  const images = noiseImages(blockResolution(lod), options.architecture.channels);
  let count = 0;
  return async ({ r1Gamma }) => {
    const from = performance.now();
    await engine.iterate(drawIteration(options, images, stage, count, count * batchSize), stage, r1Gamma);
    count += 1;
    return answerSince(from);
  };
}

const answerSince = (from: number): Answer => ({
  ms: performance.now() - from,
  peakMemoryBytes: 1024 * process.resourceUsage().maxRSS,
});

/** In the measuring process. */
async function answerOrders(send: (answer: Answer) => void): Promise<void> {
  const [task] = (await once(process, 'message')) as [Task];
  const startedAt = performance.now();
  const iterate = await startMeasuring(task);
  await iterate({ r1Gamma: task.options.r1Gamma * task.options.r1Interval });
  process.on('message', (order) => iterate(order as Order).then(send, exitWithError));
  send(answerSince(startedAt));
}

function noiseImages(resolution: number, channels: 1 | 3): ImageArray {
  const random = seededRandom(1);
  const pixels = Uint8Array.from({ length: IMAGES * resolution ** 2 * channels }, () => 256 * random());
  return { count: IMAGES, resolution, channels, pixels };
}

const print = (line: string) => process.stdout.write(`${line}\n`);

if (process.send) {
  await answerOrders((answer) => process.send!(answer)).catch(exitWithError);
} else {
  await new Command('npm run bench:train --')
    .description(
      'Measure the training engines: images/s per level of detail without and with the photo update, time to the first step, peak memory',
    )
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
