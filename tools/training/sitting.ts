import { resolutionOf } from '../../src/networks/architecture.ts';
import { currentCommit } from '../commit.ts';
import { openDataset } from '../dataset/dataset.ts';
import type { Device, EngineName } from '../options.ts';
import { createProgressLine, type ProgressLine } from '../progress.ts';
import { UserError } from '../userError.ts';
import { readLatestCheckpoint } from './checkpoint.ts';
import { checkDataset, train } from './loop.ts';
import { readTrainingOptions, TRAINING_DEFAULTS, type TrainingOptions } from './options.ts';
import { checkNewRun, createRun, rewindStats, type StatsLine } from './runDirectory.ts';
import { stageAt, totalImages } from './schedule.ts';
import { selectEngine } from './selectEngine.ts';

/** Where there is no terminal to redraw a line on. */
const LOG_MS = 60_000;

type TrainingArchitecture = TrainingOptions['architecture'];
type RunningStats = StatsLine & { readonly remainingImages: number };

export interface SittingOptions {
  readonly dataset: string;
  readonly out: string;
  readonly config?: string;
  readonly resume: boolean;
  readonly device: Device;
  readonly engine: EngineName;
  readonly threads?: number;
  readonly minutes?: number;
  readonly dryRun: boolean;
  /** What people type to go on with this run, where it is not this project's command line. */
  readonly resumeCommand?: string;
}

/**
 * One sitting of a training, begun or resumed, reported on the terminal. Everything is checked before the first step.
 * @throws UserError
 */
export async function runSitting(command: SittingOptions): Promise<void> {
  const checkpoint = command.resume ? await readLatestCheckpoint(command.out) : undefined;
  // A resumed run keeps its own options unless a configuration is named: the schedule may be stretched on the way.
  const options =
    checkpoint && !command.config
      ? checkpoint.options
      : command.config
        ? await readTrainingOptions(command.config)
        : TRAINING_DEFAULTS;
  const { architecture } = options;
  if (checkpoint) checkSameArchitecture(command.out, checkpoint.options.architecture, architecture);
  else await checkNewRun(command.out);
  const dataset = await openDataset(command.dataset, {
    resolution: resolutionOf(architecture),
    channels: architecture.channels,
  });
  checkDataset(dataset, options);
  const trainCount = dataset.manifest.counts.train;
  process.stdout.write(describeSchedule(options, trainCount));
  if (command.dryRun) return;

  const engine = await selectEngine(command, options, checkpoint?.state);
  if (checkpoint) await rewindStats(command.out, checkpoint.progress.imagesSeen);
  else await createRun(command.out, options);
  process.stdout.write(`Training with ${engine.description}\n`);

  const stop = stopOnInterrupt();
  const startMs = checkpoint?.progress.elapsedMs ?? 0;
  const limitMs = command.minutes === undefined ? Number.POSITIVE_INFINITY : command.minutes * 60_000;
  const line = createProgressLine();
  try {
    const progress = await train({
      directory: command.out,
      options,
      dataset,
      engine,
      commit: currentCommit(),
      ...(checkpoint ? { progress: checkpoint.progress } : {}),
      shouldStop: ({ elapsedMs }) => stop.isRequested() || elapsedMs - startMs >= limitMs,
      onStats: report(line),
    });
    line.clear();
    process.stdout.write(
      `${progress.imagesSeen} images seen; checkpoint and samples.png are in ${command.out}. ` +
        `Go on with: ${command.resumeCommand ?? resumeCommandOf(command)}\n`,
    );
  } finally {
    line.clear();
    stop.release();
    await engine.close();
  }
}

const resumeCommandOf = ({ dataset, out }: SittingOptions): string =>
  `npm run alae -- train --dataset ${dataset} --out ${out} --resume`;

/** A run goes on only with the networks that it has. */
function checkSameArchitecture(run: string, expected: TrainingArchitecture, found: TrainingArchitecture): void {
  const names = Object.keys(expected) as (keyof TrainingArchitecture)[];
  const different = names.find((name) => expected[name] !== found[name]);
  if (!different) return;
  throw new UserError(
    `The run ${run} has ${different} ${expected[different]}, the configuration asks for ${found[different]}: resume with the ` +
      'same architecture, or begin a new run.',
  );
}

/** Redraws a line on a terminal; in a log file adds one a minute. */
function report(line: ProgressLine) {
  let loggedAtMs = Number.NEGATIVE_INFINITY;
  return (stats: RunningStats) => {
    line.update(describeStats(stats));
    if (process.stderr.isTTY || stats.elapsedMs - loggedAtMs < LOG_MS) return;
    loggedAtMs = stats.elapsedMs;
    process.stdout.write(`${describeStats(stats)}\n`);
  };
}

/** The first Ctrl-C asks for a clean stop, a second one ends the program at once. */
function stopOnInterrupt() {
  let isRequested = false;
  const onInterrupt = () => {
    if (isRequested) process.exit(130);
    isRequested = true;
    process.stderr.write('\nStopping after this iteration, with a checkpoint (Ctrl-C again: at once, without).\n');
  };
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const signal of signals) process.on(signal, onInterrupt);
  return {
    isRequested: () => isRequested,
    release: () => {
      for (const signal of signals) process.off(signal, onInterrupt);
    },
  };
}

function describeSchedule(options: TrainingOptions, trainCount: number): string {
  const total = totalImages(options, trainCount);
  const rows: string[] = [];
  let last = -1;
  const step = Math.max(1, Math.floor(total / 10_000));
  for (let seen = 0; seen < total; seen += step) {
    const { lod, batchSize, learningRate } = stageAt(options, trainCount, seen);
    if (lod !== last) {
      const pixels = 4 * 2 ** lod;
      rows.push(`  from ${seen} images: ${pixels}x${pixels}, batches of ${batchSize}, learning rate ${learningRate}`);
    }
    last = lod;
  }
  return `${trainCount} training images, ${total} to be seen (${options.trainEpochs} epochs):\n${rows.join('\n')}\n`;
}

function describeStats(stats: RunningStats): string {
  const { lod, blend, imagesSeen, imagesPerSecond, discriminator, generator, latent, remainingImages } = stats;
  const pixels = 4 * 2 ** lod;
  const fading = blend < 1 ? ` fading in ${Math.round(100 * blend)}%` : '';
  const minutes = Math.round(remainingImages / imagesPerSecond / 60);
  return (
    `${imagesSeen} images, LOD ${lod} (${pixels}x${pixels}${fading}), ${imagesPerSecond.toFixed(1)} images/s, ` +
    `D ${discriminator.toFixed(3)} G ${generator.toFixed(3)} latent ${latent.toFixed(4)}, ` +
    `${Math.floor(minutes / 60)} h ${minutes % 60} min left`
  );
}
