import { type FileHandle, open, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { checkReplaceable, writeDirectoryAside } from '../io/atomicDirectory.ts';
import { UserError } from '../io/userError.ts';
import { mapConcurrently } from './concurrency.ts';
import { type Colour, colourOf, croppedSide, squareImage } from './decodePhoto.ts';
import {
  compareText,
  FILTER_DEFAULTS,
  type Filters,
  findDuplicates,
  judgeImage,
  type Signature,
  signatureOf,
} from './filters.ts';
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
import { UnusableImage } from './unusable.ts';

/** The finest resolution that the networks know. */
export const FINEST_RESOLUTION = 1024;

/** Where no resolution is given, this part of the images must be at least that large; the others are skipped. */
const LARGE_ENOUGH_FRACTION = 0.95;

export const PREPARE_DEFAULTS = {
  crop: 'centre' as Crop,
  background: 'white',
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
  /** Where no resolution is given, none above this is chosen. */
  readonly finestResolution?: number;
  readonly crop?: Crop;
  /** CSS colour behind transparent images and beside padded ones. */
  readonly background?: string;
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

type Settings = Required<
  Omit<PrepareOptions, 'input' | 'resolution' | 'finestResolution' | 'onProgress' | 'testNames' | 'testFraction'>
> &
  Pick<PrepareOptions, 'resolution' | 'finestResolution' | 'onProgress'> & { readonly testChoice: TestChoice };

/** An image in the scratch file, which holds them in the order of arrival. */
interface DecodedImage {
  readonly name: string;
  /** In the source: tells images of one name apart. */
  readonly place: number;
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
  const { seed, crop, background, testChoice, channels, format, folds } = settings;
  const { minBrightness, minContrast, minDifference } = settings;
  return {
    format: 'alae-dataset',
    version: DATASET_VERSION,
    source: source.name,
    seed,
    crop,
    ...(background !== PREPARE_DEFAULTS.background && { background }),
    testSplit: testChoice.split,
    channels,
    shardFormat: format,
    resolutions: resolutionsUpTo(decoded.resolution),
    folds,
    counts,
    shards,
    filters: { minBrightness, minContrast, minDifference },
    skipped: [...decoded.skipped, ...leftOver].sort((a, b) => compareText(a.name, b.name)),
  };
}

/** @param scratch undefined: the images are only judged */
async function decodeAll(source: ImageSource, scratch: FileHandle | undefined, settings: Settings): Promise<Decoded> {
  const { crop, channels } = settings;
  const background = await readColour(settings.background);
  const resolution = settings.resolution ?? (await chooseResolution(source, settings));
  const judged: { readonly image: DecodedImage; readonly signature: Signature }[] = [];
  const skipped: SkippedImage[] = [];
  const imageBytes = resolution ** 2 * channels;
  let count = 0;
  await mapConcurrently(source.images(), 2 * os.availableParallelism(), async (image) => {
    const { name } = image;
    const place = count++;
    let pixels: Uint8Array;
    try {
      const decoded = await image.pixels(settings.background);
      pixels = Uint8Array.from(squareImage(decoded, { crop, resolution, channels, background }));
    } catch (error) {
      skipped.push(skippedFor(name, error));
      return;
    }
    const rejection = judgeImage(pixels, channels, settings);
    if (rejection) {
      skipped.push({ name, ...rejection });
      return;
    }
    const position = judged.length;
    judged.push({ image: { name, place, position }, signature: signatureOf(name, pixels, resolution, channels) });
    await scratch?.write(pixels, 0, imageBytes, position * imageBytes);
    settings.onProgress?.('reading', judged.length);
  });
  judged.sort((a, b) => a.image.place - b.image.place); // decoding may have taken them in another order
  const copies = findDuplicates(
    judged.map(({ signature }) => signature),
    settings,
  );
  for (const [copy, original] of copies) {
    const [{ image }, { image: kept }] = [judged[copy]!, judged[original]!];
    skipped.push({ name: image.name, filter: 'duplicate', reason: `a copy of ${kept.name}` });
  }
  const images = judged.flatMap(({ image }, i) => (copies.has(i) ? [] : [image]));
  if (images.length === 0) throw nothingUsable(source.title, skipped);
  return { resolution, images, skipped };
}

const readColour = (text: string): Promise<Colour> =>
  colourOf(text).catch((cause) => {
    throw new UserError(`“${text}” is no colour: give --background one such as white or #204060.`, { cause });
  });

/** @throws what is not the image's fault */
function skippedFor(name: string, error: unknown): SkippedImage {
  if (error instanceof UnusableImage) return { name, reason: error.message, kind: error.kind };
  throw error;
}

/** The largest power of two that nearly all images reach, so that one small image does not decide for all. */
async function chooseResolution(
  source: ImageSource,
  { crop, finestResolution, onProgress }: Settings,
): Promise<number> {
  const sides: number[] = [];
  const skipped: SkippedImage[] = [];
  await mapConcurrently(source.images(), 2 * os.availableParallelism(), async (image) => {
    try {
      sides.push(croppedSide(await image.size(), crop));
      onProgress?.('measuring', sides.length);
    } catch (error) {
      skipped.push(skippedFor(image.name, error));
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
  return Math.min(finestResolution ?? FINEST_RESOLUTION, 2 ** Math.floor(Math.log2(side)));
}

function nothingUsable(input: string, skipped: readonly SkippedImage[]): UserError {
  const wanted = skipped.filter(({ kind }) => kind !== 'foreign');
  const first = wanted[0];
  if (!first) {
    const expected = 'expected PNG, JPEG, WebP and other photos, or TFRecords named as in cats-r06.tfrecords.000';
    return new UserError(
      `${input} holds no image${skipped.length > 0 ? ` among ${skipped.length} files` : ''}: ${expected}.`,
    );
  }
  if (wanted.every(({ kind }) => kind === 'encrypted')) {
    return new UserError(`${input} is encrypted: unpack it with its password, and give --input the folder.`);
  }
  if (wanted.every(({ kind }) => kind === 'packed')) {
    return new UserError(
      `${input} is of a kind that is not read here (${first.name}: ${first.reason}): unpack it, and give --input the folder.`,
    );
  }
  return new UserError(
    `None of the ${wanted.length} images of ${input} can be used; the first is ${first.name} (${first.reason}).`,
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
  const order = images.toSorted(
    (a, b) => places.get(a.name)! - places.get(b.name)! || compareText(a.name, b.name) || a.place - b.place,
  );
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
  return { parts, leftOver: training.slice(kept).map(({ name }) => ({ name, reason, kind: 'leftOver' })) };
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
