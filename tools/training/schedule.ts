import type { Growth } from './losses.ts';
import { atLod, type TrainingOptions } from './options.ts';

/** What the schedule asks for at one moment of the training. */
export interface Stage extends Growth {
  readonly blend: number;
  readonly batchSize: number;
  readonly learningRate: number;
  /** What the averaged weights keep of themselves in this iteration, `0.5^(batch / half-life)`. */
  readonly averageKeep: number;
}

/** Images that level `lod` gets; the last one goes on until the end of the training. */
const imagesOfLod = (options: TrainingOptions, lod: number, trainCount: number): number =>
  atLod(options.epochsPerLod, lod) * trainCount;

/** Images after which the training ends. */
export const totalImages = (options: TrainingOptions, trainCount: number): number =>
  Math.round(options.trainEpochs * trainCount);

/**
 * Progressive growing: the level of detail after `imagesSeen` images and how far its block has faded in,
 * `b = (1 - cos(π·progress)) / 2` over the first part of the level; the first level never fades.
 */
export function stageAt(options: TrainingOptions, trainCount: number, imagesSeen: number): Stage {
  let lod = 0;
  let imagesInLod = imagesSeen;
  while (lod < options.architecture.layerCount - 1 && imagesInLod >= imagesOfLod(options, lod, trainCount)) {
    imagesInLod -= imagesOfLod(options, lod, trainCount);
    lod += 1;
  }
  const fadeImages = atLod(options.fadeFraction, lod) * imagesOfLod(options, lod, trainCount);
  const isFading = lod > 0 && imagesInLod < fadeImages;
  const batchSize = atLod(options.batchSizePerLod, lod);
  const { averageHalfLifeImages, averageRampUp } = options;
  const youngHalfLife = averageRampUp > 0 ? averageRampUp * imagesInLod : Number.POSITIVE_INFINITY;
  const halfLife = Math.min(averageHalfLifeImages, youngHalfLife);
  return {
    lod,
    blend: isFading ? (1 - Math.cos((Math.PI * imagesInLod) / fadeImages)) / 2 : 1,
    batchSize,
    learningRate: atLod(options.learningRatePerLod, lod),
    averageKeep: 0.5 ** (batchSize / halfLife),
  };
}
