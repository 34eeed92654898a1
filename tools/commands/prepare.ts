import { Command, InvalidArgumentError, Option } from 'commander';
import type { FilterName } from '../dataset/filters.ts';
import { type Crop, type Manifest, SHARD_FORMATS } from '../dataset/manifest.ts';
import {
  DEFAULT_FOLDS,
  FINEST_RESOLUTION,
  PREPARE_DEFAULTS,
  type PrepareOptions,
  prepareDataset,
} from '../dataset/prepare.ts';
import { COARSEST_RESOLUTION, resolutionsUpTo } from '../dataset/pyramid.ts';
import type { SkipKind } from '../dataset/unusable.ts';
import { createProgressLine } from '../io/progress.ts';
import { UserError } from '../io/userError.ts';
import { numberBetween, wholeNumber } from '../options/optionNumbers.ts';

/** Images left out for one reason that are named on the terminal; the manifest names them all, where there is one. */
const SKIPPED_SHOWN = 3;

const KIND_WORDS: Readonly<Record<SkipKind, string>> = {
  small: 'too small',
  empty: 'empty',
  webPage: 'web pages saved under the name of a photo',
  foreign: 'no images',
  encrypted: 'encrypted',
  packed: 'packed otherwise than by deflate',
  damaged: 'damaged',
  unreadable: 'that cannot be read',
  leftOver: 'left over from folds of equal size',
};

/** What `--fit` says of images that are not square, as the data set says it. */
const CROP_OF_FIT = { crop: 'centre', pad: 'pad', stretch: 'stretch' } as const satisfies Record<string, Crop>;

interface PrepareCommandOptions extends PrepareOptions {
  readonly fit: keyof typeof CROP_OF_FIT;
}

const FILTER_WORDS: Readonly<Record<FilterName, string>> = {
  dark: 'too dark',
  flat: 'without contrast',
  duplicate: 'copies of others',
};

export const prepareCommand = new Command('prepare')
  .description('Turn a folder or zip of images, or TFRecord files, into a data set to train on')
  .requiredOption(
    '-i, --input <path...>',
    'folder or .zip of photos (PNG, JPEG, WebP, AVIF, GIF, BMP, TIFF, HEIC); or a folder or the names of TFRecord files, as of StyleGAN or ALAE',
  )
  .requiredOption('-o, --out <dir>', 'data set directory to write')
  .option(
    '--resolution <pixels>',
    'pixels per side: a power of two (default: what 95% of the images reach)',
    resolution,
  )
  .option('--crop <x,y,width,height>', 'square to cut out of each image, in its pixels (default: the centre)', crop)
  .addOption(
    new Option(
      '--fit <way>',
      'images that are not square: crop keeps the square in the middle, pad all of it within a square of the background, stretch squeezes it',
    )
      .choices(Object.keys(CROP_OF_FIT))
      .default('crop'),
  )
  .option(
    '--background <colour>',
    'CSS colour behind transparent images and beside padded ones',
    PREPARE_DEFAULTS.background,
  )
  .option('--channels <count>', '3 for RGB, 1 for grey', channels, PREPARE_DEFAULTS.channels)
  .option(
    '--seed <number>',
    'seed of the order and of the choice of test images',
    wholeNumber(0, 2 ** 32 - 1),
    PREPARE_DEFAULTS.seed,
  )
  .option(
    '--test-fraction <part>',
    'part of the images set apart for evaluation, chosen by their names and the seed',
    numberBetween(0, 0.9),
    PREPARE_DEFAULTS.testFraction,
  )
  .option(
    '--test-names <file>',
    'text file with the names of the images set apart for evaluation, one a line (a name also matches without the prefix ' +
      'afhq_); all others are training images, whatever --test-fraction is',
  )
  .option(
    '--min-brightness <level>',
    'leave out images whose mean brightness (0 to 255) is less; 0: none',
    numberBetween(0, 255),
    PREPARE_DEFAULTS.minBrightness,
  )
  .option(
    '--min-contrast <level>',
    'leave out images whose brightness varies by less (standard deviation, 0 to 127); 0: none',
    numberBetween(0, 127),
    PREPARE_DEFAULTS.minContrast,
  )
  .option(
    '--min-difference <part>',
    'leave out images that differ from another by less than this part of their contrast: copies; 0: none',
    numberBetween(0, 1),
    PREPARE_DEFAULTS.minDifference,
  )
  .option('--dry-run', 'read and judge the images and say what would be left out, but write nothing', false)
  .addOption(
    new Option('--format <name>', "raw is for npm run alae -- train, tfrecord for ALAE's PyTorch implementation")
      .choices(SHARD_FORMATS)
      .default(PREPARE_DEFAULTS.format),
  )
  .option(
    '--folds <count>',
    `parts of the training split (default: ${DEFAULT_FOLDS.raw}, of TFRecords ${DEFAULT_FOLDS.tfrecord})`,
    wholeNumber(1, 1000),
  )
  .option('--force', 'replace an older data set of the same name', PREPARE_DEFAULTS.force)
  .addHelpText(
    'after',
    '\nExamples:\n' +
      '  npm run alae -- prepare --input cats.zip --out data/cats\n' +
      '  npm run alae -- prepare --input more-cats.zip --test-names test.txt --out data/more-cats\n' +
      '  npm run alae -- prepare --input celeba --crop 25,57,128,128 --resolution 64 --out data/celeba64\n' +
      '  npm run alae -- prepare --input tfrecords/ffhq --resolution 256 --out data/ffhq256\n' +
      '  npm run alae -- prepare --input cats.zip --format tfrecord --folds 16 --out data/cats-tf',
  )
  .action(async ({ fit, ...given }: PrepareCommandOptions, command: Command) => {
    if (given.crop !== undefined && fit !== 'crop') {
      throw new UserError(
        `--crop cuts a square out of each image, which leaves nothing to ${fit}: leave out one of them.`,
      );
    }
    const options: PrepareOptions = { crop: CROP_OF_FIT[fit], ...given };
    if (options.testNames !== undefined && command.getOptionValueSource('testFraction') === 'cli') {
      process.stderr.write('--test-fraction is not used: the list of --test-names says which are the test images.\n');
    }
    const line = createProgressLine();
    const startedMs = performance.now();
    try {
      const onProgress: PrepareOptions['onProgress'] = (step, done) => line.update(`${step} images: ${done}`);
      const manifest = await prepareDataset({ ...options, onProgress });
      line.clear();
      process.stdout.write(describe(manifest, options, performance.now() - startedMs));
    } finally {
      line.clear();
    }
  });

function describe(
  { counts, resolutions, skipped, folds }: Manifest,
  { out, dryRun }: PrepareOptions,
  elapsedMs: number,
): string {
  const lines = [
    `${dryRun ? 'Nothing is written; there would be' : `${out}:`} ${counts.train} training images in ${folds} ${folds === 1 ? 'fold' : 'folds'} and ${counts.test} test ` +
      `images at ${resolutions.join(', ')} pixels, in ${(elapsedMs / 1000).toFixed(1)} s.`,
  ];
  if (skipped.length > 0) {
    const where = dryRun ? '' : ` (all named in ${out}/dataset.json)`;
    lines.push(`${skipped.length} left out${where}:`);
    const words: Readonly<Record<string, string>> = { ...FILTER_WORDS, ...KIND_WORDS };
    for (const [reason, word] of Object.entries(words)) {
      const left = skipped.filter(({ filter, kind }) => (filter ?? kind) === reason);
      if (left.length > 0) lines.push(`  ${word}: ${left.length}`);
      const shown = dryRun ? left : left.slice(0, SKIPPED_SHOWN);
      lines.push(...shown.map((image) => `    ${image.name}: ${image.reason}`));
      if (shown.length < left.length) lines.push('    …');
    }
  }
  return `${lines.join('\n')}\n`;
}

function resolution(text: string): number {
  const value = Number(text);
  const allowed = resolutionsUpTo(FINEST_RESOLUTION);
  if (allowed.includes(value)) return value;
  throw new InvalidArgumentError(`It must be a power of two from ${COARSEST_RESOLUTION} to ${FINEST_RESOLUTION}.`);
}

function channels(text: string): 1 | 3 {
  if (text === '1') return 1;
  if (text === '3') return 3;
  throw new InvalidArgumentError('It must be 1 or 3.');
}

function crop(text: string): Crop {
  const numbers = /^\d+,\d+,\d+,\d+$/.test(text) ? text.split(',').map(Number) : [];
  const [x, y, width, height] = numbers;
  if (x === undefined || y === undefined || !width || !height) {
    throw new InvalidArgumentError('It must be four whole numbers, as in 25,57,128,128.');
  }
  if (width !== height) throw new InvalidArgumentError(`It must be square, not ${width}x${height}.`);
  return { x, y, width, height };
}
