import { isDeepStrictEqual } from 'node:util';
import { namedLosses } from '../../src/learning/losses.ts';
import { blockResolution, DEFAULT_GENERATOR, resolutionOf } from '../../src/networks/architecture.ts';
import { openDataset } from '../dataset/dataset.ts';
import { describeOtherSplit } from '../dataset/testSplit.ts';
import { currentCommit } from '../io/commit.ts';
import { createProgressLine, type ProgressLine } from '../io/progress.ts';
import { EXIT_INTERRUPTED, UserError } from '../io/userError.ts';
import { type InitialModel, readInitialModel } from '../model/initialModel.ts';
import { keepEarlierLearning } from '../model/learning.ts';
import { keepEarlierReplay } from '../model/replay.ts';
import { type Checkpoint, type Progress, readLatestCheckpoint } from '../run/checkpoint.ts';
import {
  checkNewRun,
  createRun,
  removeLeftovers,
  rewindStats,
  type StatsLine,
  writeOptions,
} from '../run/runDirectory.ts';
import { levelsOf, stageAt, totalImages } from '../run/schedule.ts';
import {
  parseTrainingOptions,
  readTrainingOptions,
  type TrainingArchitecture,
  type TrainingOptions,
} from '../run/trainingOptions.ts';
import { createEventFile } from './eventFile.ts';
import { checkFadesIn, growModel, grownArchitecture } from './growth.ts';
import { checkDataset, train } from './loop.ts';
import { type EngineChoice, selectEngine } from './selectEngine.ts';

/** Where there is no terminal to redraw a line on. */
const LOG_MS = 60_000;

export interface SittingOptions extends EngineChoice {
  readonly dataset: string;
  readonly out: string;
  readonly config?: string;
  /** Model folder to begin a new run with. */
  readonly init?: string;
  readonly resume: boolean;
  readonly minutes?: number;
  /** Time between lines of stats.jsonl. */
  readonly statsSeconds: number;
  /** Whether another process looks after this one (`superviseTraining`). */
  readonly supervised: boolean;
  readonly tensorboard: boolean;
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
  const published = command.init && !checkpoint ? await readInitialModel(command.init) : undefined;
  const options = await chooseOptions(command, checkpoint, published);
  const { architecture } = options;
  if (checkpoint) checkSameArchitecture(`The run ${command.out}`, checkpoint.options.architecture, architecture);
  else await checkNewRun(command.out);
  const initial = published && fitModel(`The model ${command.init}`, published, architecture);
  const dataset = await openDataset(command.dataset, {
    resolution: resolutionOf(architecture),
    channels: architecture.channels,
  });
  checkDataset(dataset, options);
  const warning = initial && describeOtherSplit(`The model ${command.init}`, initial.origin.testSplit, dataset);
  if (warning) process.stderr.write(`${warning}\n`);
  const trainCount = dataset.manifest.counts.train;
  if (initial?.origin.layerCount !== undefined) checkFadesIn(options, trainCount);
  process.stdout.write(describeSchedule(options, trainCount));
  if (command.dryRun) return;

  const engine = await selectEngine(command, options, (checkpoint ?? initial)?.state);
  await removeLeftovers(command.out);
  if (checkpoint) {
    await rewindStats(command.out, checkpoint.progress.imagesSeen);
    await writeOptions(command.out, options);
  } else {
    await createRun(command.out, options);
    if (initial?.replay) await keepEarlierReplay(command.out, initial.replay);
    if (initial?.learning) await keepEarlierLearning(command.out, initial.learning);
  }
  const startImages = checkpoint?.progress.imagesSeen ?? 0;
  const events = command.tensorboard ? await createEventFile(command.out, startImages) : undefined;
  const watching = command.resumeCommand ? '' : `; watch it with: npm run alae -- watch ${command.out}`;
  process.stdout.write(`Training with ${engine.description} (process ${process.pid})${watching}\n`);

  const stop = stopOnRequest(command.supervised);
  const startMs = checkpoint?.progress.elapsedMs ?? 0;
  const limitMs = command.minutes === undefined ? Number.POSITIVE_INFINITY : command.minutes * 60_000;
  const line = createProgressLine();
  const showStats = report(line);
  try {
    const progress = await train({
      directory: command.out,
      options,
      dataset,
      engine,
      commit: currentCommit(),
      statsMs: 1000 * command.statsSeconds,
      progress: checkpoint ? resumedProgress(checkpoint, options) : { origin: initial?.origin },
      shouldStop: ({ elapsedMs }) => stop.isRequested() || elapsedMs - startMs >= limitMs,
      onTrouble: (sentence) => {
        line.clear();
        process.stdout.write(`${sentence}\n`);
      },
      onStats: async (stats) => {
        showStats(stats);
        await events?.addStats(stats);
      },
      ...(events ? { onSheet: events.addSheet } : {}),
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

/**
 * The options of a configuration, if one is named: a run's schedule may be stretched when it is resumed. Where nothing
 * else is said, a run keeps its own options and a model its architecture, or what that becomes with one more layer.
 */
export async function chooseOptions(
  { config, init }: { readonly config?: string | undefined; readonly init?: string | undefined },
  checkpoint: Checkpoint | undefined,
  published: InitialModel | undefined,
): Promise<TrainingOptions> {
  const architecture = (checkpoint?.options ?? published)?.architecture;
  if (!config) return checkpoint?.options ?? parseTrainingOptions(published ? { architecture } : {}, 'The model');
  return readTrainingOptions(config, ({ layerCount }) =>
    published && layerCount === published.architecture.layerCount + 1
      ? grownArchitecture(published.architecture, init!)
      : (architecture ?? {}),
  );
}

/** Another configuration is a new try: what went wrong with the last one does not count. */
export const resumedProgress = ({ progress, options: before }: Checkpoint, options: TrainingOptions): Progress =>
  isDeepStrictEqual(before, options) ? progress : { ...progress, health: undefined };

/** A model in the networks that are asked for: its own, or those with one more layer. @throws UserError */
export function fitModel(whose: string, published: InitialModel, architecture: TrainingArchitecture): InitialModel {
  const { layerCount } = published.architecture;
  const added = architecture.layerCount - layerCount;
  if (added > 1) {
    throw new UserError(
      `${whose} has ${layerCount} layers, the configuration asks for ${architecture.layerCount}: a model grows by one layer ` +
        `at a time, so make layerCount ${layerCount + 1}.`,
    );
  }
  const initial = added === 1 ? growModel(published) : published;
  const grown = added === 1 ? `, grown to ${architecture.layerCount} layers,` : '';
  checkSameArchitecture(whose + grown, initial.architecture, architecture);
  return initial;
}

/** Weights go on only in the networks that they were learnt in. */
export function checkSameArchitecture(
  whose: string,
  expected: TrainingArchitecture,
  found: TrainingArchitecture,
): void {
  const [theirs, asked] = [expected, found].map((each) => ({ generator: DEFAULT_GENERATOR, ...each })) as [
    Required<TrainingArchitecture>,
    Required<TrainingArchitecture>,
  ];
  const different = (Object.keys(theirs) as (keyof TrainingArchitecture)[]).find(
    (name) => theirs[name] !== asked[name],
  );
  if (!different) return;
  throw new UserError(
    `${whose} has ${different} ${theirs[different]}, the configuration asks for ${asked[different]}: leave ` +
      `${different} out of it, or begin a new run with random weights.`,
  );
}

/** Redraws a line on a terminal; in a log file adds one a minute. */
function report(line: ProgressLine) {
  let loggedAtMs = Number.NEGATIVE_INFINITY;
  return (stats: StatsLine) => {
    line.update(describeStats(stats));
    if (process.stderr.isTTY || stats.elapsedMs - loggedAtMs < LOG_MS) return;
    loggedAtMs = stats.elapsedMs;
    process.stdout.write(`${describeStats(stats)}\n`);
  };
}

/**
 * The first Ctrl-C asks for a clean stop, a second one ends the program at once. A supervised training hears of it from
 * its supervisor, and stops when that is no more.
 */
function stopOnRequest(isSupervised: boolean) {
  let isRequested = false;
  const request = () => {
    if (isRequested) process.exit(EXIT_INTERRUPTED);
    isRequested = true;
    process.stderr.write('\nStopping after this iteration, with a checkpoint (Ctrl-C again: at once, without).\n');
  };
  const onSignal = isSupervised ? () => undefined : request;
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const signal of signals) process.on(signal, onSignal);
  const messages = isSupervised ? (['message', 'disconnect'] as const) : [];
  for (const message of messages) process.on(message, request);
  return {
    isRequested: () => isRequested,
    release: () => {
      for (const signal of signals) process.off(signal, onSignal);
      for (const message of messages) process.off(message, request);
      if (isSupervised && process.connected) process.disconnect(); // an open channel would keep the process alive
    },
  };
}

function describeSchedule(options: TrainingOptions, trainCount: number): string {
  const total = totalImages(options, trainCount);
  const rows = levelsOf(options, trainCount).flatMap(({ lod, fromImages, fadedInAt }) => {
    const from = Math.ceil(fromImages);
    const stage = stageAt(options, trainCount, from);
    if (from >= total || stage.lod !== lod) return []; // the training ends before it, or leaves it out
    const pixels = blockResolution(lod);
    const fading = fadedInAt > fromImages ? `, fading in over ${Math.round(fadedInAt - fromImages)} images` : '';
    return `  from ${from} images: ${pixels}x${pixels}, batches of ${stage.batchSize}, learning rate ${stage.learningRate}${fading}`;
  });
  return `${trainCount} training images, ${total} to be seen (${options.trainEpochs} epochs):\n${rows.join('\n')}\n`;
}

function describeStats(stats: StatsLine): string {
  const { lod, blend, imagesSeen, imagesPerSecond, totalImages: total } = stats;
  const pixels = blockResolution(lod);
  const fading = blend < 1 ? ` fading in ${Math.round(100 * blend)}%` : '';
  const minutes = Math.round((total - imagesSeen) / imagesPerSecond / 60);
  return (
    `${imagesSeen} images, LOD ${lod} (${pixels}x${pixels}${fading}), ${imagesPerSecond.toFixed(1)} images/s, ` +
    `${namedLosses(stats)}, ` +
    `${Math.floor(minutes / 60)} h ${minutes % 60} min left`
  );
}
