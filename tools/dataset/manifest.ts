import { z } from 'zod';
import { testSplitSchema } from '../../src/modelFolder/schema.ts';
import { FILTER_NAMES } from './filters.ts';
import { SKIP_KINDS } from './unusable.ts';

/** The file that makes a directory a data set. It is written last. */
export const MANIFEST_FILE = 'dataset.json';

/** Raised when a data set of an older version can no longer be read as it is. */
export const DATASET_VERSION = 1;

const SPLITS = ['train', 'test'] as const;
export type Split = (typeof SPLITS)[number];

const count = z.int().nonnegative();

const cropSchema = z.union([
  z.enum(['centre', 'pad', 'stretch']),
  z.strictObject({ x: count, y: count, width: z.int().positive(), height: z.int().positive() }),
]);

/**
 * Which part of an image is kept: the largest centred square, all of it within a square of the background, all of it squeezed
 * into a square, or a fixed square in pixels of each image.
 */
export type Crop = z.infer<typeof cropSchema>;

export const SHARD_FORMATS = ['raw', 'tfrecord'] as const;
/** How a shard holds its images: `raw` is for this project's trainer, `tfrecord` for ALAE's PyTorch implementation. */
export type ShardFormat = (typeof SHARD_FORMATS)[number];

const shardSchema = z.strictObject({
  /** Name inside the data set's directory: no path leads out of it. */
  file: z.string().regex(/^[\w.-]+$/),
  split: z.enum(SPLITS),
  resolution: z.int().positive(),
  fold: count,
  /** Images in the file, one after another: raw ones each uint8 [resolution, resolution, channels]. */
  count,
  byteLength: count,
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type Shard = z.infer<typeof shardSchema>;

/** What `dataset.json` says about the shards beside it. */
export const manifestSchema = z
  .strictObject({
    format: z.literal('alae-dataset'),
    version: z.literal(DATASET_VERSION),
    /** Name of the folder or archive that the images came from. */
    source: z.string(),
    seed: z.int(),
    crop: cropSchema,
    /** What shows through transparent images, and beside padded ones, as a CSS colour; white where nothing is said. */
    background: z.string().optional(),
    /** Part of the images that a shuffle set apart, in data sets of before there was `testSplit`. */
    testFraction: z.number().min(0).max(1).optional(),
    testSplit: testSplitSchema.optional(),
    channels: z.union([z.literal(1), z.literal(3)]),
    shardFormat: z.enum(SHARD_FORMATS).default('raw'),
    /** Coarsest first: 4, 8, … */
    resolutions: z.array(z.int().positive()).min(1),
    /** Parts of the training split at every resolution; the test split is always one part. */
    folds: z.int().positive(),
    counts: z.strictObject({ train: count, test: count }),
    shards: z.array(shardSchema),
    /** What was asked of the images; none in data sets of before there were filters. */
    filters: z.record(z.string(), z.number()).default({}),
    /** Files left out and why; `filter` where one has taken them out, `kind` for what no filter has seen. */
    skipped: z.array(
      z.strictObject({
        name: z.string(),
        reason: z.string(),
        filter: z.enum(FILTER_NAMES).optional(),
        kind: z.enum(SKIP_KINDS).optional(),
      }),
    ),
  })
  .refine(
    ({ shards, channels, shardFormat }) =>
      shardFormat !== 'raw' ||
      shards.every(({ count, resolution, byteLength }) => byteLength === count * resolution ** 2 * channels),
    'a byteLength contradicts its count, resolution and channels',
  );
export type Manifest = z.infer<typeof manifestSchema>;
export type SkippedImage = Manifest['skipped'][number];
