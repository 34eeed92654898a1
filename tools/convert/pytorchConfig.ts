import { Document, Scalar, type ScalarTag, visit } from 'yaml';
import type { Manifest, Split } from '../dataset/manifest.ts';
import { parseRecordName, recordPattern } from '../dataset/recordNames.ts';
import { UserError } from '../io/userError.ts';
import { atLod, TRAINING_DEFAULTS, type TrainingOptions } from '../run/trainingOptions.ts';

/** Numbers of GPUs that ALAE's PyTorch implementation has batch sizes for. */
export const GPU_COUNTS = [1, 2, 4, 8] as const;
export type GpuCount = (typeof GPU_COUNTS)[number];

/** With fewer images than this a GPU mostly waits: its published configurations come down to 4 at their finest level. */
const MIN_IMAGES_PER_GPU = 4;

/** What that implementation computes in one way only, that of our defaults. */
const FIXED_OPTIONS = [
  'fadeFraction',
  'r1Gamma',
  'r1Interval',
  'averageHalfLifeImages',
  'averageRampUp',
] as const satisfies readonly (keyof TrainingOptions)[];

/** What it does not have, and what it does instead. */
const MISSING_OPTIONS = {
  seed: 'each run draws other random numbers',
  sharedPasses: 'its updates run one after the other',
  checkpointMinutes: 'it writes one after every epoch',
  sheetKimg: 'it draws them after every epoch, and from REPORT_FREQ in between',
} as const satisfies Partial<Record<keyof TrainingOptions, string>>;

interface PytorchConfigOptions {
  /** What the run is called: names its output directory. Begins with a letter. */
  readonly name: string;
  /** The data set's directory on the machine that trains, absolute. */
  readonly directory: string;
  readonly manifest: Manifest;
  readonly training: TrainingOptions;
}

/** A float, also where the number is whole: yacs, which reads the file, takes no integer in a float's place. */
class Real extends Scalar<number> {
  override format = REAL;
}

const REAL = 'real';

/** To PyYAML a float has a point: it reads 2 as an integer, and 1e-7 as a text. */
const REAL_TAG: ScalarTag = {
  tag: 'tag:yaml.org,2002:float',
  format: REAL,
  default: true,
  identify: (value) => typeof value === 'number',
  test: /^(?!)/, // nothing is read with it
  resolve: Number,
  stringify: ({ value }) => {
    const text = String(value);
    return text.includes('.') ? text : text.replace(/^-?\d+/, '$&.0');
  },
};

/** The GPU counts that a data set's folds can be shared by. */
export const usableGpuCounts = ({ folds }: Pick<Manifest, 'folds'>): GpuCount[] =>
  GPU_COUNTS.filter((gpus) => folds % gpus === 0);

/**
 * The configuration, by the names of ALAE's PyTorch implementation, of a training of these options on this data set.
 * Whatever is not in it keeps that implementation's default.
 * @throws UserError where it does not have such networks
 */
export function pytorchConfig({ name, directory, manifest, training }: PytorchConfigOptions): object {
  const { architecture } = training;
  if (architecture.generator === 'stylegan2') {
    throw new UserError(
      "ALAE's PyTorch implementation has no StyleGAN2 generator: leave generator out of the architecture, or train with " +
        'npm run alae -- torch.',
    );
  }
  const { layerCount } = architecture;
  const batchSizes = (gpus: GpuCount) => perLevel(layerCount, (lod) => batchSize(training, lod, gpus, manifest));
  return {
    NAME: name,
    DATASET: {
      PART_COUNT: manifest.folds,
      SIZE: manifest.counts.train,
      PATH: filePattern(directory, manifest, 'train'),
      SIZE_TEST: manifest.counts.test,
      ...(manifest.counts.test > 0 && { PART_COUNT_TEST: 1, PATH_TEST: filePattern(directory, manifest, 'test') }),
      FLIP_IMAGES: training.flip,
      MAX_RESOLUTION_LEVEL: layerCount + 1, // log2 of the pixels per side
      SAMPLES_PATH: 'no_path', // its sample sheets then show images of the data set
    },
    MODEL: {
      LATENT_SPACE_SIZE: architecture.latentSize,
      LAYER_COUNT: layerCount,
      MAX_CHANNEL_COUNT: architecture.maxChannels,
      START_CHANNEL_COUNT: architecture.startChannels,
      DLATENT_AVG_BETA: new Real(training.latentAverageDecay),
      STYLE_MIXING_PROB: new Real(training.styleMixingProbability),
      MAPPING_LAYERS: architecture.mappingLayers,
      CHANNELS: architecture.channels,
    },
    OUTPUT_DIR: `training_artifacts/${name}`,
    TRAIN: {
      BASE_LEARNING_RATE: new Real(atLod(training.learningRatePerLod, 0)),
      EPOCHS_PER_LOD: epochsPerLod(training),
      LEARNING_DECAY_RATE: new Real(0.1),
      LEARNING_DECAY_STEPS: [],
      TRAIN_EPOCHS: trainEpochs(training),
      LOD_2_BATCH_8GPU: batchSizes(8),
      LOD_2_BATCH_4GPU: batchSizes(4),
      LOD_2_BATCH_2GPU: batchSizes(2),
      LOD_2_BATCH_1GPU: batchSizes(1),
      LEARNING_RATES: perLevel(layerCount, (lod) => new Real(atLod(training.learningRatePerLod, lod))),
    },
  };
}

/** The configuration as a YAML file that begins with comments. */
export function pytorchYaml(config: object, comments: readonly string[]): string {
  const document = new Document(config, { customTags: (tags) => [...tags, REAL_TAG] });
  document.commentBefore = comments.map((line) => ` ${line}`).join('\n');
  visit(document, {
    Seq: (_, list) => {
      list.flow = true;
    },
  });
  // Quoted, since PyYAML reads YAML 1.1, to which a name like "off" is no text.
  return document.toString({ lineWidth: 0, defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'PLAIN' });
}

/** Sentences about what is otherwise than the options ask, since that implementation computes it in one way only. */
export function pytorchDifferences(training: TrainingOptions): string[] {
  const [epochs, totalEpochs] = [epochsPerLod(training), trainEpochs(training)];
  const asked = growingEpochs(training);
  const differences: string[] = [];
  if (asked.some((value) => value !== epochs)) {
    differences.push(
      `epochsPerLod is ${epochs} here, one whole number for all levels, instead of ${asked.join(', ')}.`,
    );
  }
  if (totalEpochs !== training.trainEpochs) {
    differences.push(`trainEpochs is ${totalEpochs} here instead of ${training.trainEpochs}.`);
  }
  if (training.photo) differences.push('There is no photo update (photo) here.');
  for (const option of FIXED_OPTIONS) {
    const [fixed, value] = [TRAINING_DEFAULTS[option], training[option]];
    if (value !== fixed) differences.push(`${option} is ${fixed} here instead of ${value}.`);
  }
  for (const [option, why] of Object.entries(MISSING_OPTIONS)) {
    const value = training[option as keyof typeof MISSING_OPTIONS];
    if (value !== TRAINING_DEFAULTS[option as keyof typeof MISSING_OPTIONS]) {
      differences.push(`${option} ${value} cannot be had here: ${why}.`);
    }
  }
  return differences;
}

/** Sentences about what the number of GPUs and of images makes of the batches, and the number of folds of the GPUs. */
export function pytorchGpuRemarks(training: TrainingOptions, manifest: Manifest): string[] {
  const { layerCount } = training.architecture;
  const usable = usableGpuCounts(manifest);
  const asked = perLevel(layerCount, (lod) => atLod(training.batchSizePerLod, lod));
  const remarks: string[] = [];
  if (usable.length === 1) {
    const folds = manifest.folds === 1 ? '1 fold' : `${manifest.folds} folds`;
    remarks.push(`No number of GPUs but 1 divides ${folds}: for more prepare the data set again with --folds 8.`);
  }
  for (const gpus of usable) {
    const batches = perLevel(layerCount, (lod) => batchSize(training, lod, gpus, manifest));
    if (batches.every((batch, lod) => batch === asked[lod])) continue;
    const [images, reason] = batches.some((batch, lod) => batch > asked[lod]!)
      ? ['raised', `each takes ${MIN_IMAGES_PER_GPU} images at least, and all the same number`]
      : ['lowered', `there are ${manifest.counts.train} images`];
    remarks.push(
      `On ${gpus} ${gpus === 1 ? 'GPU' : 'GPUs'} batches are ${images} to ${batches.join(', ')} instead of ${asked.join(', ')}: ${reason}.`,
    );
  }
  return remarks;
}

const perLevel = <T>(count: number, valueAt: (lod: number) => T): T[] =>
  Array.from({ length: count }, (_, lod) => valueAt(lod));

/** A `%` of the directory is doubled, since the pattern is filled in by Python's % operator. */
function filePattern(directory: string, { shards }: Manifest, split: Split): string {
  const file = shards.find((shard) => shard.split === split)!.file;
  return `${directory.replaceAll('%', '%%')}/${recordPattern(parseRecordName(file)!.prefix)}`;
}

/**
 * Images per iteration on all GPUs together: what one GPU would take, or more where each would get too few; a multiple
 * of the number of GPUs; never more than there are, since it drops incomplete batches.
 */
function batchSize(training: TrainingOptions, lod: number, gpus: GpuCount, { counts }: Manifest): number {
  const onOneGpu = atLod(training.batchSizePerLod, lod);
  const perGpu = Math.max(Math.ceil(onOneGpu / gpus), Math.min(onOneGpu, MIN_IMAGES_PER_GPU));
  return gpus * Math.max(1, Math.min(perGpu, Math.floor(counts.train / gpus)));
}

/** The epochs asked for at each level before the last. */
const growingEpochs = ({ architecture, epochsPerLod }: TrainingOptions): number[] =>
  perLevel(architecture.layerCount - 1, (lod) => atLod(epochsPerLod, lod));

/**
 * One whole number for all levels: the mean of those before the last. 0, where none of them has any, begins at the finest level;
 * else there are 2 at least, since with 1 no epoch is left to fade in, and the implementation divides by that number.
 */
function epochsPerLod(training: TrainingOptions): number {
  const growing = growingEpochs(training);
  if (growing.length === 0) return Math.max(2, Math.round(atLod(training.epochsPerLod, 0)));
  if (growing.every((epochs) => epochs === 0)) return 0;
  return Math.max(2, Math.round(growing.reduce((sum, epochs) => sum + epochs) / growing.length));
}

/** Whole epochs; at the finest level at least those of its fade, half of a level's, and as many again. */
function trainEpochs(training: TrainingOptions): number {
  const epochs = epochsPerLod(training);
  const growing = epochs * (training.architecture.layerCount - 1);
  return Math.max(Math.round(training.trainEpochs), growing + Math.max(1, 2 * Math.floor(epochs / 2)));
}
