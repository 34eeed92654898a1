import type { Pixels } from '../../src/image/pixels.ts';
import { blockResolution, resolutionOf } from '../../src/networks/architecture.ts';
import type { Dataset, ImageArray } from '../dataset/dataset.ts';
import { UserError } from '../userError.ts';
import { type Progress, writeCheckpoint } from './checkpoint.ts';
import { drawIteration } from './draws.ts';
import type { Losses, TrainingEngine } from './engine.ts';
import { startMachineMeter } from './machineUse.ts';
import type { TrainingOptions } from './options.ts';
import { appendStats, type StatsLine, writeSheet } from './runDirectory.ts';
import { drawSampleSheet } from './sampleSheet.ts';
import { stageAt, totalImages } from './schedule.ts';

const STATS_MS_DEFAULT = 10_000;

export interface TrainingRun {
  readonly directory: string;
  readonly options: TrainingOptions;
  readonly dataset: Dataset;
  readonly engine: TrainingEngine;
  /** The commit of this program, for the record. */
  readonly commit: string;
  /** Where to go on; undefined for a new run. */
  readonly progress?: Progress;
  /** Time between lines of stats.jsonl. */
  readonly statsMs?: number;
  /** True once the training should stop, with a checkpoint, after the current iteration. */
  readonly shouldStop: (progress: Progress) => boolean;
  readonly onStats?: (line: StatsLine) => void | Promise<void>;
  readonly onSheet?: (imagesSeen: number, sheet: Pixels) => Promise<void>;
}

/**
 * Trains until the schedule's end or until told to stop; leaves a checkpoint and a sample sheet either way.
 * @returns how far it came
 */
export async function train({
  directory,
  options,
  dataset,
  engine,
  commit,
  progress: resumed,
  statsMs = STATS_MS_DEFAULT,
  shouldStop,
  onStats,
  onSheet,
}: TrainingRun): Promise<Progress> {
  const trainCount = dataset.manifest.counts.train;
  const end = totalImages(options, trainCount);
  const start = { iteration: 0, imagesSeen: 0, elapsedMs: 0, lod: 0, blend: 1, dataset: dataset.manifest.source };
  let progress: Progress = { ...start, ...resumed, commit };
  let images = await loadLevel(dataset, progress.lod);
  let checkpointAtMs = progress.elapsedMs;
  let sheetAtImages = progress.imagesSeen;
  let meter = startMeter(progress);
  const machine = startMachineMeter();

  const writeDown = async ({ withSheet }: { withSheet: boolean }) => {
    const state = await engine.state();
    await writeCheckpoint(directory, { options, progress, state });
    checkpointAtMs = progress.elapsedMs;
    if (withSheet) {
      const sheet = await drawSampleSheet(options, state, progress, images.test);
      await writeSheet(directory, progress.imagesSeen, sheet);
      await onSheet?.(progress.imagesSeen, sheet);
      sheetAtImages = progress.imagesSeen;
    }
  };

  while (progress.imagesSeen < end) {
    const startedMs = performance.now();
    const stage = stageAt(options, trainCount, progress.imagesSeen);
    if (stage.lod !== progress.lod) {
      images = await loadLevel(dataset, stage.lod);
      engine.resetOptimiser();
    }
    const draw = drawIteration(options, images.train, stage, progress.iteration, progress.imagesSeen);
    const isR1Due = progress.iteration % options.r1Interval === 0;
    const losses = await engine.iterate(draw, stage, isR1Due ? options.r1Gamma * options.r1Interval : 0);
    progress = {
      ...progress,
      iteration: progress.iteration + 1,
      imagesSeen: progress.imagesSeen + stage.batchSize,
      elapsedMs: progress.elapsedMs + performance.now() - startedMs,
      lod: stage.lod,
      blend: stage.blend,
    };
    if (Object.values(losses).some((loss) => !Number.isFinite(loss))) {
      throw new UserError(
        `The losses are no longer numbers after ${progress.imagesSeen} images (${JSON.stringify(losses)}); the last ` +
          'checkpoint is kept: lower learningRatePerLod and resume.',
      );
    }
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
      await appendStats(directory, line);
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
  const sums = { discriminator: 0, generator: 0, latent: 0 };
  let iterations = 0;
  return {
    start,
    add: (losses: Losses) => {
      iterations += 1;
      sums.discriminator += losses.discriminator;
      sums.generator += losses.generator;
      sums.latent += losses.latent;
    },
    means: (now: Progress) => ({
      discriminator: sums.discriminator / iterations,
      generator: sums.generator / iterations,
      latent: sums.latent / iterations,
      imagesPerSecond: (1000 * (now.imagesSeen - start.imagesSeen)) / (now.elapsedMs - start.elapsedMs),
    }),
  };
}
