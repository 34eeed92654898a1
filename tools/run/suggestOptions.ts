import { parse } from 'yaml';
import { COARSEST_RESOLUTION } from '../dataset/pyramid.ts';
import { parseTrainingOptions, type TrainingOptions } from './trainingOptions.ts';

/** What a configuration is chosen by. */
export interface TrainingCircumstances {
  /** Training images. */
  readonly trainCount: number;
  /** Pixels per side of the finest images: a power of two. */
  readonly resolution: number;
  readonly channels: 1 | 3;
  /** Whether there is a graphics card that computes. */
  readonly hasCard: boolean;
  readonly cores: number;
  /** How long the first sitting is to take, which growing must leave time in; undefined: as long as it takes. */
  readonly hours?: number | undefined;
}

/** Without a graphics card larger images take days. */
const FINEST_ON_CORES = 64;
const FINEST_ON_CARD = 128;

/** Pixels per side above which a machine of this kind is not asked to train from the beginning. */
export const finestFor = (hasCard: boolean): number => (hasCard ? FINEST_ON_CARD : FINEST_ON_CORES);

/** Images that each size sees before the next begins, as cats64 had them; the last size's new block fades in over a part of its number. */
const IMAGES_PER_SIZE = [19_000, 19_000, 33_000, 7_000, 10_000, 10_000];
/** Growing takes at most this part of a sitting. */
const GROWING_PART = 0.4;
/** Images/s that two cores come to, at 4, 8, 16 … pixels, with the photo update: about, for dividing hours. */
const IMAGES_PER_SECOND = [300, 120, 45, 15, 7, 1.5];
const CORES_MEASURED = 2;
/** How much faster a graphics card is taken to be. */
const CARD_FACTOR = 10;
/** Images after which a training ends, if nobody has ended it before. */
const TOTAL_IMAGES = { cores: 750_000, card: 3_600_000 } as const;

interface Suggestion {
  readonly options: TrainingOptions;
  /** YAML of what differs from the defaults, with the reason beside each line. */
  readonly yaml: string;
}

/** A configuration for these images on this machine. */
export function suggestOptions(circumstances: TrainingCircumstances): Suggestion {
  const { trainCount, resolution, channels, hasCard, cores, hours } = circumstances;
  const layerCount = Math.log2(resolution / COARSEST_RESOLUTION) + 1;
  const width = hasCard ? 2 : 1;
  const startChannels = width * Math.min(64, Math.max(16, 2 ** (10 - layerCount)));
  const maxChannels = 128 * width;
  const imagesPerSize = imagesFor(layerCount, circumstances);
  const total = hasCard ? TOTAL_IMAGES.card : TOTAL_IMAGES.cores;
  const perSize = imagesPerSize.map((images) => rounded(images / trainCount));
  const machine = hasCard ? 'a graphics card' : `${cores} cores without a graphics card`;
  const batches = (hasCard ? [128, 128, 64, 32, 16, 8] : [64, 64, 16, 16, 8, 8]).slice(0, layerCount);
  const timed = hours === undefined ? '' : `, so that ${hours} hours suffice for the finest`;
  const lines: readonly (readonly [line: string, reason: string])[] = [
    ['architecture:', ''],
    [
      `  layerCount: ${layerCount}`,
      `${resolution}x${resolution} pixels: as fine as the images, and at most ${finestFor(hasCard)} on ${machine}`,
    ],
    [`  startChannels: ${startChannels}`, `with maxChannels ${maxChannels}: as wide as that machine has time for`],
    [`  maxChannels: ${maxChannels}`, ''],
    [`  latentSize: ${maxChannels}`, 'as wide as the widest block'],
    ...(channels === 1 ? ([['  channels: 1', 'the images are grey']] as const) : []),
    [
      `epochsPerLod: [${perSize.join(', ')}]`,
      `passes over ${trainCount} images at 4, 8, … pixels: the layout is learnt where images are cheap${timed}`,
    ],
    [`trainEpochs: ${rounded(total / trainCount)}`, `${total} images: for as long as there is time`],
    ['fadeFraction: 0.25', 'a new block takes over soon'],
    [
      `batchSizePerLod: [${batches.join(', ')}]`,
      hasCard ? 'small batches leave a card idle' : 'more steps for the same number of images',
    ],
    ['learningRatePerLod: 0.002', 'as cats64 was trained'],
    ['averageRampUp: 0.1', 'the averages forget the beginning soon'],
    ['r1Interval: 8', "the penalty's second derivatives cost a third of the time"],
    ['photo: {}', 'reconstructions come nearer to their photos'],
    [`checkpointMinutes: ${hours !== undefined && hours < 1 ? 1 : 5}`, 'what a killed process costs at most'],
    [
      `sheetKimg: ${rounded(Math.min(5, imagesPerSize[0]! / 4000))}`,
      'sample sheets, of which the model brings a replay',
    ],
  ];
  const column = Math.max(...lines.map(([line]) => line.length)) + 1;
  const yaml = lines.map(([line, reason]) => (reason ? `${line.padEnd(column)}# ${reason}` : line)).join('\n');
  return { yaml: `${yaml}\n`, options: parseTrainingOptions(parse(yaml), 'The configuration') };
}

/** Images of each size: fewer where time is short. The last one's are those that its fade is measured by. */
function imagesFor(layerCount: number, { hasCard, cores, hours }: TrainingCircumstances): number[] {
  const images = IMAGES_PER_SIZE.slice(0, layerCount);
  if (hours === undefined) return images;
  const factor = hasCard ? CARD_FACTOR : cores / CORES_MEASURED;
  const seconds = images.map((count, size) => count / (factor * IMAGES_PER_SECOND[size]!));
  const all = seconds.reduce((sum, each) => sum + each);
  const scale = Math.min(1, (GROWING_PART * 3600 * hours) / all);
  return images.map((count) => count * scale);
}

/** Two digits are enough of a wish. */
const rounded = (value: number): number => Number(value.toPrecision(2));
