import type { Matrix } from 'ml-matrix';
import { meanSquaredError, psnrDb } from '../../src/image/difference.ts';
import type { Pixels } from '../../src/image/pixels.ts';
import { structuralSimilarity } from '../../src/image/structuralSimilarity.ts';
import type { Architecture } from '../../src/networks/architecture.ts';
import type { Dataset, ImageArray } from '../dataset/dataset.ts';
import { shuffled } from '../dataset/shuffled.ts';
import { UserError } from '../io/userError.ts';
import { type Droplets, dropletImages, measureDroplets } from './droplets.ts';
import { describeReport, type Report } from './evaluationReport.ts';
import { drawSheets } from './evaluationSheets.ts';
import { compileFeatures, type FeatureExtractor, type FeatureSource } from './features.ts';
import { fromValues, pick, pixelsOf, toValues } from './images.ts';
import { INCEPTION_FEATURES } from './inception.ts';
import { coloursOf, describeRetrieval, ranksOfPhotos, sharpness } from './likenessFigures.ts';
import { type Networks, sampleLatents } from './networks.ts';
import { PATH_STEP, type PathLengths, pathLengths } from './pathLength.ts';
import type { Runner } from './runner.ts';
import { frechetDistance, kernelDistance, measured, median, type Neighbour, nearestNeighbours } from './statistics.ts';
import { openSubject, type SubjectOptions } from './subject.ts';

/** How thorough an evaluation is. */
interface EvaluationEffort {
  /** Draws of samples and of training images; figures are given with their spread over them. */
  readonly seedCount: number;
  /** At most this many test images, and as many on every other side. */
  readonly imageCount: number;
  /** Pairs of w that the path length is a mean over, per seed and kind. */
  readonly pathPairs: number;
}

export const FULL_EFFORT: EvaluationEffort = { seedCount: 3, imageCount: Number.POSITIVE_INFINITY, pathPairs: 128 };
/** Still three seeds: without a spread two models could not be compared. */
export const QUICK_EFFORT: EvaluationEffort = { seedCount: 3, imageCount: 256, pathPairs: 16 };

/** Fewer images than this say nothing. */
const LEAST_IMAGES = 8;
/** Of the order in which training images are taken. */
const TRAINING_ORDER_SEED = 1;
/** Of the colours that photos are told apart by, in pixels per side. */
const COLOUR_SIDE = 16;

interface EvaluateOptions extends Omit<SubjectOptions, 'hasNoise'> {
  readonly effort: EvaluationEffort;
  /** Default: true. */
  readonly hasNoise?: boolean;
  /** What images are compared in; default: the pool features of InceptionV3. */
  readonly features?: FeatureSource;
  /** What is being done, and how far it is. */
  readonly onProgress?: (step: string, done: number, total: number) => void;
}

export interface Evaluation {
  readonly report: Report;
  /** Sheets by file name. */
  readonly sheets: Record<string, Pixels>;
  /** Why test images may be no news to the model. */
  readonly warning: string | undefined;
}

/**
 * Measures a model on the test split of a data set.
 * @throws UserError when model and data set do not go together
 */
export async function evaluateModel(
  runner: Runner,
  {
    effort,
    hasNoise = true,
    features: featureSource = INCEPTION_FEATURES,
    onProgress = () => undefined,
    ...subjectOptions
  }: EvaluateOptions,
): Promise<Evaluation> {
  const subject = await openSubject(runner, { ...subjectOptions, hasNoise });
  const { model, average, resolution, dataset, networks, warning } = subject;
  const { architecture } = model;
  const imageCount = countImages(dataset, effort);
  const seeds = Array.from({ length: effort.seedCount }, (_, i) => i + 1);

  const test = pick(await dataset.load('test', resolution), [...Array(imageCount).keys()]);
  const { training, subsets } = await loadTraining(dataset, resolution, imageCount, seeds.length);

  const features = await compileFeatures(runner, featureSource, resolution, architecture.channels);
  const step = (text: string) => (done: number, total: number) => onProgress(text, done, total);
  const testFeatures = await features.ofReal(test, step('Features of test images'));
  const trainingFeatures = await features.ofReal(training, step('Features of training images'));

  const reconstruct = async (images: ImageArray, of: string) => {
    const w = await networks.encode(toValues(images), step(`Encoding ${of}`));
    return fromValues(await networks.draw(w, step(`Reconstructing ${of}`)), images);
  };
  const reconstructions = await reconstruct(test, 'test images');
  const errors = compareImages(test, reconstructions);
  const learnt = pick(training, subsets[0]!);
  const learntPsnrDb = comparePsnr(learnt, await reconstruct(learnt, 'training images'));
  const reconstructionFeatures = await features.of(reconstructions, step('Features of reconstructions'));

  const perSeed: SeedResult[] = [];
  let shown: { samples: ImageArray; nearest: Neighbour[] } | undefined;
  for (const [i, seed] of seeds.entries()) {
    const label = (text: string) => step(`Seed ${i + 1} of ${seeds.length}: ${text}`);
    const sampled = await measureSamples(
      { networks, features, architecture, like: test, effort },
      seed,
      average,
      label,
    );
    label('distances')(0, 1);
    shown ??= { samples: sampled.samples, nearest: nearestNeighbours(sampled.features, trainingFeatures) };
    const subset = trainingFeatures.selection(subsets[i]!, [...Array(trainingFeatures.columns).keys()]);
    const compare = (distance: typeof kernelDistance): Distances => ({
      samples: distance(sampled.features, testFeatures),
      reconstructions: distance(reconstructionFeatures, subset),
      floor: distance(subset, testFeatures),
    });
    const { latentErrorShare: share, pathLength, droplets } = sampled;
    perSeed.push({
      sharpness: sharpness(sampled.samples, test).value,
      kid: compare(kernelDistance),
      frechet: compare(frechetDistance),
      latentErrorShare: share,
      pathLength,
      droplets,
    });
  }
  step('Nearest training images')(0, 1);
  const ofTestImages = nearestNeighbours(testFeatures, trainingFeatures);
  const colours = [reconstructions, test].map((images) => coloursOf(images, COLOUR_SIDE)) as [Matrix, Matrix];
  const { sharpness: sharpnessOfSamples, ...realism } = summariseSeeds(perSeed);

  const report = describeReport({
    model: {
      name: model.name,
      title: model.title,
      ...(model.training ? { imagesSeen: model.training.imagesSeen } : {}),
      resolutionPixels: resolution,
    },
    dataset: {
      source: dataset.manifest.source,
      trainingImages: dataset.manifest.counts.train,
      testImages: dataset.manifest.counts.test,
    },
    settings: {
      imageCount,
      seeds,
      noise: hasNoise ? 'random' : 'none',
      truncationPsi: 1,
      features: featureSource.description,
      computedBy: runner.name,
      pathPairs: effort.pathPairs,
      pathStep: PATH_STEP,
      nearestSearchedTrainingImages: training.count,
    },
    reconstruction: {
      squaredErrorLevels2: measured(errors.map((error) => error.squared)),
      psnrDb: measured(errors.map((error) => error.psnrDb)),
      ssim: measured(errors.map((error) => error.ssim)),
      ofTrainingImagesPsnrDb: measured(learntPsnrDb),
    },
    likeness: {
      features: describeRetrieval(ranksOfPhotos(reconstructionFeatures, testFeatures)),
      colours: describeRetrieval(ranksOfPhotos(...colours)),
    },
    sharpness: { samples: sharpnessOfSamples, reconstructions: sharpness(reconstructions, test) },
    ...realism,
    nearestTrainingImage: { ofSamples: summary(shown!.nearest), ofTestImages: summary(ofTestImages) },
    droplets: summariseDroplets(perSeed),
  });
  const sheets = drawSheets({
    originals: test,
    reconstructions,
    psnrDb: errors.map((error) => error.psnrDb),
    samples: shown!.samples,
    training,
    nearest: shown!.nearest,
  });
  return { report, sheets, warning };
}

/** What samples are drawn and looked at with. */
interface Measuring {
  readonly networks: Networks;
  readonly features: FeatureExtractor;
  readonly architecture: Architecture;
  /** As many samples as there are of these images. */
  readonly like: ImageArray;
  readonly effort: EvaluationEffort;
}

/** Draws the samples of a seed, and measures what needs no other images. @param average w̄ [S] */
async function measureSamples(
  { networks, features, architecture, like, effort }: Measuring,
  seed: number,
  average: Float32Array,
  label: (text: string) => (done: number, total: number) => void,
) {
  const w = await networks.map(await sampleLatents(seed, like.count, architecture.latentSize));
  const values = await networks.draw(w, label('samples'));
  const again = await networks.encode(values, label('encoding samples'));
  const samples = fromValues(values, like);
  const looked = w.subarray(0, dropletImages(architecture, like.count) * architecture.latentSize);
  const pairs = { seed, pairs: effort.pathPairs };
  return {
    samples,
    features: await features.of(samples, label('features of samples')),
    pathLength: await pathLengths(networks, features.ofValues, architecture, pairs, label('path length')),
    latentErrorShare: latentErrorShare(w, again, average),
    droplets: measureDroplets(await networks.energies(looked, label('feature energy')), architecture),
  };
}

interface Distances {
  readonly samples: number;
  readonly reconstructions: number;
  readonly floor: number;
}

interface SeedResult {
  /** Of the samples. */
  readonly sharpness: number;
  readonly kid: Distances;
  readonly frechet: Distances;
  readonly latentErrorShare: number;
  readonly pathLength: PathLengths;
  /** Block by block, coarsest first. */
  readonly droplets: readonly Droplets[];
}

function summariseSeeds(results: readonly SeedResult[]) {
  const over = (read: (result: SeedResult) => number) => {
    const values = results.map(read);
    return { ...measured(values), values };
  };
  const realism = (kind: 'kid' | 'frechet') => ({
    samples: over((result) => result[kind].samples),
    reconstructions: over((result) => result[kind].reconstructions),
    floor: over((result) => result[kind].floor),
  });
  return {
    sharpness: over((result) => result.sharpness),
    latentErrorShare: over((result) => result.latentErrorShare),
    kid: realism('kid'),
    frechet: realism('frechet'),
    pathLength: { full: over(({ pathLength }) => pathLength.full), ends: over(({ pathLength }) => pathLength.ends) },
  };
}

function summariseDroplets(results: readonly SeedResult[]) {
  return results[0]!.droplets.map(({ sidePixels }, block) => {
    const values = results.map(({ droplets }) => droplets[block]!.share);
    return { sidePixels, share: { ...measured(values), values } };
  });
}

function countImages({ directory, manifest: { counts } }: Dataset, effort: EvaluationEffort): number {
  const count = Math.min(counts.test, counts.train, effort.imageCount);
  if (count >= LEAST_IMAGES) return count;
  throw new UserError(
    `${directory} has ${counts.train} training and ${counts.test} test images, evaluation needs ${LEAST_IMAGES} of each: ` +
      'prepare it with more images or a larger --test-fraction.',
  );
}

/** As many training images for each seed as there are test images; other ones each time while there are enough. */
async function loadTraining(dataset: Dataset, resolution: number, imageCount: number, seedCount: number) {
  const all = await dataset.load('train', resolution);
  const taken = shuffled([...Array(all.count).keys()], TRAINING_ORDER_SEED).slice(0, seedCount * imageCount);
  const subsets = Array.from({ length: seedCount }, (_, seed) =>
    Array.from({ length: imageCount }, (_, i) => (seed * imageCount + i) % taken.length),
  );
  return { training: pick(all, taken), subsets };
}

/** PSNR of each reconstruction in dB, on 8-bit images. */
const comparePsnr = (originals: ImageArray, reconstructions: ImageArray): number[] =>
  Array.from({ length: originals.count }, (_, i) => psnrDb(pixelsOf(originals, i), pixelsOf(reconstructions, i)));

/** Errors of each reconstruction, on 8-bit images. */
function compareImages(originals: ImageArray, reconstructions: ImageArray) {
  return Array.from({ length: originals.count }, (_, i) => {
    const [a, b] = [pixelsOf(originals, i), pixelsOf(reconstructions, i)];
    return {
      squared: meanSquaredError(a, b),
      psnrDb: psnrDb(a, b),
      ssim: structuralSimilarity(a, b),
    };
  });
}

/**
 * ‖w - E(G(w))‖² over ‖w - w̄‖²: 0 where E finds every w again, 1 where it does no better than the average.
 * @param w [N · S]
 * @param again what E read, likewise
 * @param average w̄ [S]
 */
export function latentErrorShare(w: Float32Array, again: Float32Array, average: Float32Array): number {
  let [error, spread] = [0, 0];
  for (let i = 0; i < w.length; i++) {
    error += (w[i]! - again[i]!) ** 2;
    spread += (w[i]! - average[i % average.length]!) ** 2;
  }
  return error / spread;
}

function summary(neighbours: readonly Neighbour[]): { smallest: number; median: number } {
  const distances = neighbours.map(({ distance }) => distance);
  return { smallest: Math.min(...distances), median: median(distances) };
}
