import { type FileHandle, open, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { checkReplaceable, writeDirectoryAside } from '../io/atomicDirectory.ts';
import { messageOf, UserError } from '../io/userError.ts';
import { mapConcurrently } from './concurrency.ts';
import { croppedSide, squareImage } from './decodePhoto.ts';
import { FILTER_DEFAULTS, type Filters, findDuplicates, judgeImage, type Signature, signatureOf } from './filters.ts';
import {
  type Crop,
  DATASET_VERSION,
  MANIFEST_FILE,
  type Manifest,
  type Shard,
  type ShardFormat,
  type SkippedImage,
  type Split,
} from './manifest.ts';
import { COARSEST_RESOLUTION, resolutionsUpTo } from './pyramid.ts';
import { shardFileOf } from './shardFile.ts';
import { writePyramidShards } from './shards.ts';
import { type ImageSource, openSource } from './source.ts';
import { chooseByHash, chooseByNames, placeOf, type TestChoice } from './testSplit.ts';

/** The finest resolution that the networks know. */
export const FINEST_RESOLUTION = 1024;

/** Where no resolution is given, this part of the images must be at least that large; the others are skipped. */
const LARGE_ENOUGH_FRACTION = 0.95;

export const PREPARE_DEFAULTS = {
  crop: 'centre' as Crop,
  seed: 0,
  testFraction: 0.1,
  channels: 3 as 1 | 3,
  format: 'raw' as ShardFormat,
  force: false,
  dryRun: false,
  ...FILTER_DEFAULTS,
};

/** Folds that are made where no number is given: GPUs share TFRecords fold by fold, and 8 can be shared by 1, 2, 4, 8. */
export const DEFAULT_FOLDS: Readonly<Record<ShardFormat, number>> = { raw: 1, tfrecord: 8 };

export interface PrepareOptions extends Partial<Filters> {
  /** Folder of images or TFRecord files, zip archive of images, or TFRecord files by name. */
  readonly input: string | readonly [string, ...string[]];
  /** Directory to write; it must be empty or missing, unless `force` replaces an older data set. */
  readonly out: string;
  /** Pixels per side, a power of two from 4 to 1024; by default what 95 % of the images allow. */
  readonly resolution?: number;
  readonly crop?: Crop;
  readonly seed?: number;
  readonly testFraction?: number;
  /** Text file with the names of the test images, one a line; `testFraction` is not used then. */
  readonly testNames?: string;
  /** Parts that the training split is divided into; by default {@link DEFAULT_FOLDS}. */
  readonly folds?: number;
  readonly channels?: 1 | 3;
  readonly format?: ShardFormat;
  readonly force?: boolean;
  /** Reads and judges the images, but writes nothing: the manifest then lists no shards. */
  readonly dryRun?: boolean;
  readonly onProgress?: (step: 'measuring' | 'reading' | 'writing', done: number) => void;
}

type Settings = Required<Omit<PrepareOptions, 'input' | 'resolution' | 'onProgress' | 'testNames' | 'testFraction'>> &
  Pick<PrepareOptions, 'resolution' | 'onProgress'> & { readonly testChoice: TestChoice };

/** An image in the scratch file, which holds them in the order of arrival. */
interface DecodedImage {
  readonly name: string;
  readonly position: number;
}

interface Decoded {
  readonly resolution: number;
  /** Images that no filter has taken out. */
  readonly images: readonly DecodedImage[];
  readonly skipped: readonly SkippedImage[];
}

/**
 * Turns images into a data set: a seeded order, a test split, and shards of every resolution. The same images, options
 * and seed give the same bytes, whether they come from a folder or an archive; on which side of the split an image is
 * depends on no other image and no filter. Everything is written to a directory beside `out` that takes its name at the end.
 * @throws UserError when nothing usable is found or `out` is taken
 */
export async function prepareDataset(options: PrepareOptions): Promise<Manifest> {
  const { input, format = PREPARE_DEFAULTS.format } = options;
  const { testNames, testFraction = PREPARE_DEFAULTS.testFraction, seed = PREPARE_DEFAULTS.seed } = options;
  const testChoice = testNames === undefined ? chooseByHash(seed, testFraction) : await chooseByNames(testNames);
  const settings: Settings = { ...PREPARE_DEFAULTS, folds: DEFAULT_FOLDS[format], ...options, testChoice };
  const source = await openSource(typeof input === 'string' ? [input] : input);
  if (settings.dryRun) {
    const decoded = await decodeAll(source, undefined, settings);
    return describeDataset(source, decoded, divide(decoded.images, source, settings), [], settings);
  }
  await checkReplaceable(settings.out, { marker: MANIFEST_FILE, what: 'a data set', force: settings.force });
  return writeDirectoryAside(settings.out, (work) => writeDataset(source, work, settings));
}

async function writeDataset(source: ImageSource, work: string, settings: Settings): Promise<Manifest> {
  const scratchPath = path.join(work, 'decoded.scratch');
  const scratch = await open(scratchPath, 'w+');
  try {
    const decoded = await decodeAll(source, scratch, settings);
    const division = divide(decoded.images, source, settings);
    const shards = await writeShards(work, scratch, division.parts, decoded.resolution, settings);
    const manifest = describeDataset(source, decoded, division, shards, settings);
    await writeFile(path.join(work, MANIFEST_FILE), `${JSON.stringify(manifest, null, 2)}\n`);
    return manifest;
  } finally {
    await scratch.close();
    await rm(scratchPath);
  }
}

function describeDataset(
  source: ImageSource,
  decoded: Decoded,
  { parts, leftOver }: Division,
  shards: Shard[],
  settings: Settings,
): Manifest {
  const counts = { train: 0, test: 0 };
  for (const { split, positions } of parts) counts[split] += positions.length;
  const { seed, crop, testChoice, channels, format, folds, minBrightness, minContrast, minDifference } = settings;
  return {
    format: 'alae-dataset',
    version: DATASET_VERSION,
    source: source.name,
    seed,
    crop,
    testSplit: testChoice.split,
    channels,
    shardFormat: format,
    resolutions: resolutionsUpTo(decoded.resolution),
    folds,
    counts,
    shards,
    filters: { minBrightness, minContrast, minDifference },
    skipped: [...decoded.skipped, ...leftOver].sort((a, b) => compareNames(a.name, b.name)),
  };
}

/** @param scratch undefined: the images are only judged */
async function decodeAll(source: ImageSource, scratch: FileHandle | undefined, settings: Settings): Promise<Decoded> {
  const { crop, channels } = settings;
  const resolution = settings.resolution ?? (await chooseResolution(source, settings));
  const signatures: Signature[] = [];
  const skipped: SkippedImage[] = [];
  const imageBytes = resolution ** 2 * channels;
  await mapConcurrently(source.images(), 2 * os.availableParallelism(), async (image) => {
    let pixels: Uint8Array;
    try {
      pixels = Uint8Array.from(squareImage(await image.pixels(), { crop, resolution, channels }));
    } catch (error) {
      if (error instanceof UserError) throw error;
      skipped.push({ name: image.name, reason: messageOf(error) });
      return;
    }
    const rejection = judgeImage(pixels, channels, settings);
    if (rejection) {
      skipped.push({ name: image.name, ...rejection });
      return;
    }
    const position = signatures.push(signatureOf(image.name, pixels, resolution, channels)) - 1;
    await scratch?.write(pixels, 0, imageBytes, position * imageBytes);
    settings.onProgress?.('reading', signatures.length);
  });
  const copies = findDuplicates(signatures, settings);
  for (const [name, original] of copies) {
    skipped.push({ name, filter: 'duplicate', reason: `a copy of ${original}` });
  }
  const images = signatures.map(({ name }, position) => ({ name, position })).filter(({ name }) => !copies.has(name));
  if (images.length === 0) throw nothingUsable(source.title, skipped);
  return { resolution, images, skipped };
}

/** The largest power of two that nearly all images reach, so that one small image does not decide for all. */
async function chooseResolution(source: ImageSource, { crop, onProgress }: Settings): Promise<number> {
  const sides: number[] = [];
  const skipped: SkippedImage[] = [];
  await mapConcurrently(source.images(), 2 * os.availableParallelism(), async (image) => {
    try {
      sides.push(croppedSide(await image.size(), crop));
      onProgress?.('measuring', sides.length);
    } catch (error) {
      if (error instanceof UserError) throw error;
      skipped.push({ name: image.name, reason: messageOf(error) });
    }
  });
  if (sides.length === 0) throw nothingUsable(source.title, skipped);
  sides.sort((a, b) => b - a);
  const side = sides[Math.ceil(LARGE_ENOUGH_FRACTION * sides.length) - 1]!;
  if (side < COARSEST_RESOLUTION) {
    throw new UserError(
      `The images of ${source.title} are too small: they need ${COARSEST_RESOLUTION} pixels at least.`,
    );
  }
  return Math.min(FINEST_RESOLUTION, 2 ** Math.floor(Math.log2(side)));
}

function nothingUsable(input: string, skipped: readonly SkippedImage[]): UserError {
  const first = skipped[0];
  if (!first) {
    const expected = 'expected PNG, JPEG or WebP files, or TFRecords named as in cats-r06.tfrecords.000';
    return new UserError(`${input} holds no image: ${expected}.`);
  }
  return new UserError(
    `None of the ${skipped.length} images of ${input} can be used; the first is ${first.name} (${first.reason}).`,
  );
}

/** One part of the data set: the images that share a file at each resolution. */
interface Part {
  readonly split: Split;
  readonly fold: number;
  /** Positions in the scratch file. */
  readonly positions: readonly number[];
}

interface Division {
  readonly parts: readonly Part[];
  /** Training images that make no fold of equal size. */
  readonly leftOver: readonly SkippedImage[];
}

/**
 * Puts the images into an order drawn by their names and divides them. Folds of TFRecords are of equal size, for GPUs that
 * train together must see as many batches each: what is left over is left out, since no image may change sides.
 * @throws UserError when a list of test images names none of them, or too few are left to train on
 */
function divide(images: readonly DecodedImage[], source: ImageSource, settings: Settings): Division {
  const { seed, testChoice, folds, format } = settings;
  const places = new Map(images.map(({ name }) => [name, placeOf(name, seed)]));
  const order = images.toSorted((a, b) => places.get(a.name)! - places.get(b.name)! || compareNames(a.name, b.name));
  const test = order.filter(({ name }) => testChoice.isTest(name));
  const training = order.filter(({ name }) => !testChoice.isTest(name));
  if (test.length === 0 && testChoice.split.by === 'names') {
    throw new UserError(
      `The list of --test-names names none of the ${order.length} images of ${source.title}, which are called as ` +
        `${order[0]!.name} is: give a list of their names.`,
    );
  }
  if (training.length < folds) {
    throw new UserError(
      `${source.title} leaves ${training.length} training images for ${folds} folds: lower --folds or set fewer images apart.`,
    );
  }
  const kept = format === 'tfrecord' ? training.length - (training.length % folds) : training.length;
  const positionsOf = (of: readonly DecodedImage[]) => of.map(({ position }) => position);
  const parts: Part[] = [{ split: 'test', fold: 0, positions: positionsOf(test) }];
  for (let fold = 0; fold < folds; fold++) {
    const bounds = [fold, fold + 1].map((at) => Math.round((at * kept) / folds));
    parts.push({ split: 'train', fold, positions: positionsOf(training.slice(...bounds)) });
  }
  const size = kept / folds;
  const reason = `left over: folds of TFRecords are of equal size, ${size} ${size === 1 ? 'image' : 'images'} each`;
  return { parts, leftOver: training.slice(kept).map(({ name }) => ({ name, reason })) };
}

async function writeShards(
  work: string,
  scratch: FileHandle,
  parts: readonly Part[],
  resolution: number,
  settings: Settings,
): Promise<Shard[]> {
  const { out, format, channels, onProgress } = settings;
  const shards: Shard[] = [];
  let done = 0;
  const onImage = () => onProgress?.('writing', ++done);
  const shardFile = shardFileOf(format, out);
  const size = { resolution, channels };
  const imageBytes = resolution ** 2 * channels;
  for (const { split, fold, positions } of parts) {
    const images = imagesAt(scratch, positions, imageBytes, onImage);
    shards.push(...(await writePyramidShards(work, { split, fold }, images, { ...size, shardFile })));
  }
  return shards;
}

/** The images at these positions of the scratch file, one after another. */
async function* imagesAt(
  scratch: FileHandle,
  positions: readonly number[],
  imageBytes: number,
  onImage: () => void,
): AsyncGenerator<Uint8Array> {
  for (const position of positions) {
    const { buffer } = await scratch.read(Buffer.alloc(imageBytes), 0, imageBytes, position * imageBytes);
    yield buffer;
    onImage();
  }
}

const compareNames = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
