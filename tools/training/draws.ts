import { gaussians, seededRandom } from '../../src/latent/random.ts';
import { type Architecture, blockResolution, styleCountOf } from '../../src/networks/architecture.ts';
import type { ImageArray } from '../dataset/dataset.ts';
import { shuffled } from '../dataset/shuffled.ts';
import type { Stage } from '../run/schedule.ts';
import type { TrainingOptions } from '../run/trainingOptions.ts';

/** Latents of one generated batch: a second draw takes over from style `mixFrom` on (2L: never). */
interface LatentDraw {
  /** [N · S] each. */
  readonly z: Float32Array;
  readonly mixZ: Float32Array;
  readonly mixFrom: number;
}

/** One generated batch: its latents and one plane [N or 1, r, r, 1] per noise input. */
export interface GenerationDraw extends LatentDraw {
  readonly noise: readonly Float32Array[];
}

/** Everything random in one iteration, and its real images: an engine adds no randomness of its own. */
export interface IterationDraw {
  /** [N · r · r · channels] in [-1, 1], mirrored and faded. */
  readonly real: Float32Array;
  /** For the three updates. */
  readonly generations: readonly [GenerationDraw, GenerationDraw, GenerationDraw];
  /** Planes as those of a generation, for the photo update; none without it. */
  readonly photoNoise: readonly Float32Array[];
}

/**
 * Draws iteration number `iteration`. It depends on the options, the data and these numbers alone, so that a resumed
 * training goes on exactly as an uninterrupted one.
 */
export function drawIteration(
  options: TrainingOptions,
  images: ImageArray,
  stage: Stage,
  iteration: number,
  imagesSeen: number,
): IterationDraw {
  const random = seededRandom(mixSeeds(options.seed, iteration));
  const real = realBatch(options, images, stage, imagesSeen, random);
  const generation = (isMixed: boolean) => drawGeneration(options, stage, isMixed, random);
  return {
    real,
    generations: [generation(true), generation(true), generation(false)],
    photoNoise: options.photo ? drawNoise(stage, random) : [], // after all else, which is the same without it
  };
}

/** One seed out of two (the golden-ratio hash of a pair). */
const mixSeeds = (a: number, b: number): number => (Math.imul(a + 1, 0x9e3779b1) ^ Math.imul(b + 1, 0x85ebca6b)) >>> 0;

function drawGeneration(
  { architecture, styleMixingProbability }: TrainingOptions,
  stage: Stage,
  isMixed: boolean,
  random: () => number,
): GenerationDraw {
  const { lod, batchSize } = stage;
  const latents = () => gaussians(random, batchSize * architecture.latentSize);
  const usedStyles = 2 * (lod + 1);
  const isMixing = isMixed && random() < styleMixingProbability;
  const mixFrom = isMixing ? 1 + Math.floor(random() * usedStyles) : usedStyles;
  return {
    z: latents(),
    mixZ: latents(),
    mixFrom: mixFrom < usedStyles ? mixFrom : styleCountOf(architecture),
    noise: drawNoise(stage, random),
  };
}

const drawNoise = ({ lod, batchSize }: Stage, random: () => number): Float32Array[] =>
  Array.from({ length: 2 * (lod + 1) }, (_, input) => {
    // The first input meets G's constant, of which there is one for the whole batch.
    const planes = input === 0 ? 1 : batchSize;
    return gaussians(random, planes * blockResolution(Math.floor(input / 2)) ** 2);
  });

/** [2L]: 1 for the styles of the first latents, 0 for those of the second. */
export const mixMask = (mixFrom: number, architecture: Architecture): Float32Array =>
  Float32Array.from({ length: styleCountOf(architecture) }, (_, style) => (style < mixFrom ? 1 : 0));

/** The images that follow the first `imagesSeen` of an endless row of shuffled passes over the data. */
function realBatch(
  { seed, flip }: TrainingOptions,
  images: ImageArray,
  { batchSize, blend }: Stage,
  imagesSeen: number,
  random: () => number,
): Float32Array {
  const { resolution, channels } = images;
  const rowLength = resolution * channels;
  const imageLength = resolution * rowLength;
  const batch = new Float32Array(batchSize * imageLength);
  for (let n = 0; n < batchSize; n++) {
    const index = orderOf(images.count, seed, Math.floor((imagesSeen + n) / images.count))[
      (imagesSeen + n) % images.count
    ]!;
    const isFlipped = random() < 0.5 && flip;
    for (let y = 0; y < resolution; y++) {
      for (let x = 0; x < resolution; x++) {
        const from = index * imageLength + y * rowLength + (isFlipped ? resolution - 1 - x : x) * channels;
        const to = n * imageLength + y * rowLength + x * channels;
        for (let c = 0; c < channels; c++) batch[to + c] = images.pixels[from + c]! / 127.5 - 1;
      }
    }
  }
  if (blend < 1) fadeToHalfResolution(batch, batchSize, resolution, channels, blend);
  return batch;
}

let cachedOrder: { key: string; order: readonly number[] } | undefined;

/** The order of the images in one pass. The latest is remembered: a batch asks for it image by image. */
function orderOf(count: number, seed: number, epoch: number): readonly number[] {
  const key = `${count} ${seed} ${epoch}`;
  if (cachedOrder?.key !== key) {
    cachedOrder = { key, order: shuffled([...Array(count).keys()], mixSeeds(seed, epoch)) };
  }
  return cachedOrder.order;
}

/** While a block fades in, the real images fade with it: `(1-b)·(each 2x2 square's mean) + b·image`, in place. */
function fadeToHalfResolution(batch: Float32Array, count: number, resolution: number, channels: number, blend: number) {
  const row = resolution * channels;
  for (let n = 0; n < count; n++) {
    for (let y = 0; y < resolution; y += 2) {
      for (let x = 0; x < resolution; x += 2) {
        for (let c = 0; c < channels; c++) {
          const at = (n * resolution + y) * row + x * channels + c;
          const square = [at, at + channels, at + row, at + row + channels];
          const mean = square.reduce((sum, i) => sum + batch[i]!, 0) / 4;
          for (const i of square) batch[i] = (1 - blend) * mean + blend * batch[i]!;
        }
      }
    }
  }
}
