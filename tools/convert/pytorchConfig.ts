import { Document, Scalar, visit } from 'yaml';
import type { Manifest, Split } from '../dataset/manifest.ts';
import { parseRecordName, recordPattern } from '../dataset/recordNames.ts';
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

interface PytorchConfigOptions {
  /** What the run is called: names its output directory. Begins with a letter. */
  readonly name: string;
  /** The data set's directory on the machine that trains, absolute. */
  readonly directory: string;
  readonly manifest: Manifest;
  readonly training: TrainingOptions;
}

/** A float where the number is whole: yacs, which reads the file, takes no integer in a float's place. */
class Real extends Scalar<number> {
  override minFractionDigits = 1;
}

/** The GPU counts that a data set's folds can be shared by. */
export const usableGpuCounts = ({ folds }: Pick<Manifest, 'folds'>): GpuCount[] =>
  GPU_COUNTS.filter((gpus) => folds % gpus === 0);

/**
 * The configuration, by the names of ALAE's PyTorch implementation, of a training of these options on this data set.
 * Whatever is not in it keeps that implementation's default.
 */
export function pytorchConfig({ name, directory, manifest, training }: PytorchConfigOptions): object {
  const { architecture } = training;
  const { layerCount } = architecture;
  const batchSizes = (gpus: GpuCount) => perLevel(layerCount, (lod) => batchSize(training, lod, gpus, manifest));
  return {
    NAME: name,
    DATASET: {
      PART_COUNT: manifest.folds,
      SIZE: manifest.counts.train,
      PATH: filePattern(directory, manifest, 'train'),
      PART_COUNT_TEST: 1,
      SIZE_TEST: manifest.counts.test,
      PATH_TEST: filePattern(directory, manifest, 'test'),
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
  const document = new Document(config);
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
  const asked = perLevel(training.architecture.layerCount - 1, (lod) => atLod(training.epochsPerLod, lod));
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
  return differences;
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

/** One whole number for all levels: the mean of those before the last. Below 2 there it has no epoch to fade in. */
function epochsPerLod({ architecture, epochsPerLod }: TrainingOptions): number {
  const growing = perLevel(Math.max(1, architecture.layerCount - 1), (lod) => atLod(epochsPerLod, lod));
  return Math.max(2, Math.round(growing.reduce((sum, epochs) => sum + epochs) / growing.length));
}

/** Whole epochs, at least one of them at the finest level. */
const trainEpochs = (training: TrainingOptions): number =>
  Math.max(Math.round(training.trainEpochs), epochsPerLod(training) * (training.architecture.layerCount - 1) + 1);
