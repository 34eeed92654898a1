import type { Level } from '../../src/learning/feed.ts';
import type { Growth } from '../../src/networks/ops.ts';
import { atLod, type TrainingOptions } from './trainingOptions.ts';

/** What the schedule asks for at one moment of the training. */
export interface Stage extends Growth {
  readonly blend: number;
  readonly batchSize: number;
  readonly learningRate: number;
  /** What the averaged weights keep of themselves in this iteration, `0.5^(batch / half-life)`. */
  readonly averageKeep: number;
}

/** The levels of detail, coarsest first; the first one never fades. */
export function levelsOf(options: TrainingOptions, trainCount: number): Level[] {
  const levels: Level[] = [];
  let fromImages = 0;
  for (let lod = 0; lod < options.architecture.layerCount; lod++) {
    const images = atLod(options.epochsPerLod, lod) * trainCount;
    levels.push({ lod, fromImages, fadedInAt: fromImages + (lod > 0 ? atLod(options.fadeFraction, lod) * images : 0) });
    fromImages += images;
  }
  return levels;
}

/** Images after which the training ends. */
export const totalImages = (options: TrainingOptions, trainCount: number): number =>
  Math.round(options.trainEpochs * trainCount);

/**
 * Progressive growing: the level of detail after `imagesSeen` images and how far its block has faded in,
 * `b = (1 - cos(π·progress)) / 2` over the first part of the level.
 */
export function stageAt(options: TrainingOptions, trainCount: number, imagesSeen: number): Stage {
  const { lod, fromImages, fadedInAt } = levelsOf(options, trainCount).findLast(
    (level) => imagesSeen >= level.fromImages,
  )!;
  const imagesInLod = imagesSeen - fromImages;
  const batchSize = atLod(options.batchSizePerLod, lod);
  const { averageHalfLifeImages, averageRampUp } = options;
  const youngHalfLife = averageRampUp > 0 ? averageRampUp * imagesInLod : Number.POSITIVE_INFINITY;
  const halfLife = Math.min(averageHalfLifeImages, youngHalfLife);
  return {
    lod,
    blend: imagesSeen < fadedInAt ? (1 - Math.cos((Math.PI * imagesInLod) / (fadedInAt - fromImages))) / 2 : 1,
    batchSize,
    learningRate: atLod(options.learningRatePerLod, lod),
    averageKeep: 0.5 ** (batchSize / halfLife),
  };
}
