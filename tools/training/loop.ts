import type { Pixels } from '../../src/image/pixels.ts';
import { type Losses, meanLosses } from '../../src/learning/losses.ts';
import { blockResolution, resolutionOf } from '../../src/networks/architecture.ts';
import type { Dataset, ImageArray } from '../dataset/dataset.ts';
import { messageOf, UserError } from '../io/userError.ts';
import { type Progress, writeCheckpoint } from '../run/checkpoint.ts';
import { Divergence, HEALTHY, judge, learningRateFactor, redrawn } from '../run/divergence.ts';
import { startMachineMeter } from '../run/machineUse.ts';
import { appendStats, type StatsLine, writeSheet } from '../run/runDirectory.ts';
import { stageAt, totalImages } from '../run/schedule.ts';
import type { TrainingOptions } from '../run/trainingOptions.ts';
import { drawIteration } from './draws.ts';
import { rollBack } from './rollback.ts';
import { drawSampleSheet } from './sampleSheet.ts';
import type { TrainingEngine } from './trainingEngine.ts';

interface TrainingRun {
  readonly directory: string;
  readonly options: TrainingOptions;
  readonly dataset: Dataset;
  readonly engine: TrainingEngine;
  /** The commit of this program, for the record. */
  readonly commit: string;
  /** Where to go on; what it leaves out is as at the beginning of a run. */
  readonly progress?: Partial<Progress>;
  /** Time between lines of stats.jsonl. */
  readonly statsMs: number;
  /** True once the training should stop, with a checkpoint, after the current iteration. */
  readonly shouldStop: (progress: Progress) => boolean;
  /** Is told in a sentence what went wrong but did not end the training. */
  readonly onTrouble?: (sentence: string) => void;
  readonly onStats?: (line: StatsLine) => void | Promise<void>;
  readonly onSheet?: (imagesSeen: number, sheet: Pixels) => Promise<void>;
}

/**
 * Trains until the schedule's end or until told to stop; leaves a checkpoint and a sample sheet either way. A training that
 * goes wrong goes back to its last good checkpoint and tries again (`rollBack`).
 * @returns how far it came
 * @throws UserError when that does not help, or a checkpoint cannot be written
 */
export async function train(run: TrainingRun): Promise<Progress> {
  let from = run.progress;
  for (;;) {
    try {
      return await trainFrom({ ...run, ...(from ? { progress: from } : {}) });
    } catch (cause) {
      if (!(cause instanceof Divergence)) throw cause;
      const { progress, sentence } = await rollBack(run.directory, run.engine, from?.health ?? HEALTHY, cause);
      run.onTrouble?.(sentence);
      from = progress;
    }
  }
}

async function trainFrom({
  directory,
  options,
  dataset,
  engine,
  commit,
  progress: resumed,
  statsMs,
  shouldStop,
  onStats,
  onTrouble,
  onSheet,
}: TrainingRun): Promise<Progress> {
  const trainCount = dataset.manifest.counts.train;
  const end = totalImages(options, trainCount);
  const { source, testSplit } = dataset.manifest;
  const start = {
    iteration: 0,
    imagesSeen: 0,
    photoImagesSeen: 0,
    elapsedMs: 0,
    lod: 0,
    blend: 1,
    dataset: source,
    testSplit,
  };
  let health = resumed?.health ?? HEALTHY;
  let progress: Progress = { ...start, ...resumed, health, commit };
  let images = await loadLevel(dataset, progress.lod);
  let checkpointAtMs = progress.elapsedMs;
  let sheetAtImages = progress.imagesSeen;
  let meter = startMeter(progress);
  const tolerate = createTolerance(onTrouble);
  const machine = startMachineMeter();

  const writeDown = async ({ withSheet }: { withSheet: boolean }) => {
    const state = await engine.state();
    await writeCheckpoint(directory, { options, progress, state });
    checkpointAtMs = progress.elapsedMs;
    if (withSheet) {
      const sheet = await drawSampleSheet(options, state, progress, images.test);
      await tolerate(writeSheet(directory, progress.imagesSeen, sheet));
      await onSheet?.(progress.imagesSeen, sheet);
      sheetAtImages = progress.imagesSeen;
    }
  };

  // A new run has something to go back to from the first iteration on.
  if (resumed?.iteration === undefined) await writeDown({ withSheet: false });
  const drawOptions = redrawn(options, health);

  while (progress.imagesSeen < end) {
    const startedMs = performance.now();
    const asked = stageAt(options, trainCount, progress.imagesSeen);
    const stage = { ...asked, learningRate: asked.learningRate * learningRateFactor(health) };
    if (stage.lod !== progress.lod) {
      images = await loadLevel(dataset, stage.lod);
      engine.resetOptimiser();
    }
    const draw = drawIteration(drawOptions, images.train, stage, progress.iteration, progress.imagesSeen);
    const isR1Due = progress.iteration % options.r1Interval === 0;
    const losses = await engine.iterate(draw, stage, isR1Due ? options.r1Gamma * options.r1Interval : 0);
    health = judge(health, losses, progress.imagesSeen + stage.batchSize);
    progress = {
      ...progress,
      health,
      iteration: progress.iteration + 1,
      imagesSeen: progress.imagesSeen + stage.batchSize,
      photoImagesSeen: progress.photoImagesSeen + (options.photo ? stage.batchSize : 0),
      elapsedMs: progress.elapsedMs + performance.now() - startedMs,
      lod: stage.lod,
      blend: stage.blend,
    };
    meter.add(losses);
    const isLast = shouldStop(progress) || progress.imagesSeen >= end;
    if (isLast || progress.elapsedMs - meter.start.elapsedMs >= statsMs) {
      const line: StatsLine = {
        ...stage,
        ...meter.means(progress),
        imagesSeen: progress.imagesSeen,
        iteration: progress.iteration,
        totalImages: end,
        elapsedMs: Math.round(progress.elapsedMs),
        writtenAt: Date.now(),
        machine: machine.read(),
      };
      await tolerate(appendStats(directory, line));
      await onStats?.(line);
      meter = startMeter(progress);
    }
    const isSheetDue = progress.imagesSeen - sheetAtImages >= options.sheetKimg * 1000;
    const isCheckpointDue = progress.elapsedMs - checkpointAtMs >= options.checkpointMinutes * 60_000;
    if (isLast || isSheetDue || isCheckpointDue) await writeDown({ withSheet: isLast || isSheetDue });
    if (isLast) break;
  }
  return progress;
}

/**
 * Waits for a file that the training can do without. One that cannot be written (a full disk, say) is told once, until it
 * goes well again.
 */
function createTolerance(onTrouble: TrainingRun['onTrouble']) {
  let isTold = false;
  return async (writing: Promise<void>) => {
    try {
      await writing;
      isTold = false;
    } catch (cause) {
      if (!(cause instanceof UserError)) throw cause;
      if (!isTold) onTrouble?.(`The training goes on, but: ${messageOf(cause)}`);
      isTold = true;
    }
  };
}

interface Level {
  readonly train: ImageArray;
  readonly test: ImageArray;
}

async function loadLevel(dataset: Dataset, lod: number): Promise<Level> {
  const resolution = blockResolution(lod);
  return { train: await dataset.load('train', resolution), test: await dataset.load('test', resolution) };
}

/** Checks before the first step that the data set serves this training. @throws UserError */
export function checkDataset({ manifest, directory }: Dataset, options: TrainingOptions): void {
  const largestBatch = Math.max(...[options.batchSizePerLod].flat());
  const finest = resolutionOf(options.architecture);
  if (manifest.counts.train < largestBatch) {
    throw new UserError(
      `${directory} has ${manifest.counts.train} training images of ${finest} pixels, fewer than one batch of ` +
        `${largestBatch}: prepare more images or lower batchSizePerLod.`,
    );
  }
  if (manifest.counts.test < 1) {
    throw new UserError(
      `${directory} has no test images for the sample sheets: prepare it with a larger --test-fraction.`,
    );
  }
}

/** Means of the losses and the speed since `start`. */
function startMeter(start: Progress) {
  const all: Losses[] = [];
  return {
    start,
    add: (losses: Losses) => {
      all.push(losses);
    },
    means: (now: Progress) => ({
      ...meanLosses(all),
      imagesPerSecond: (1000 * (now.imagesSeen - start.imagesSeen)) / (now.elapsedMs - start.elapsedMs),
    }),
  };
}
