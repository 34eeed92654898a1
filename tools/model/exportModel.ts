import { copyFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { repeatW } from '../../src/latent/styles.ts';
import { coarserPart } from '../../src/modelFolder/coarserPart.ts';
import { LEARNING_FILE, type Learning, packLearning } from '../../src/modelFolder/learningFile.ts';
import { readModelFile } from '../../src/modelFolder/read.ts';
import {
  AVERAGE_LATENT,
  type ModelFile,
  type ModelLicence,
  type ModelTraining,
  type WeightArrays,
} from '../../src/modelFolder/schema.ts';
import { blockResolution } from '../../src/networks/architecture.ts';
import { grouped } from '../../src/words/language.ts';
import { startBackend } from '../compute/backend.ts';
import type { Device } from '../compute/devices.ts';
import { hasCode } from '../io/userError.ts';
import { type Checkpoint, type Progress, readLatestCheckpoint } from '../run/checkpoint.ts';
import { SHEET_FILE, statsFile } from '../run/runDirectory.ts';
import { atLod, type TrainingOptions } from '../run/trainingOptions.ts';
import { collectLearning, readModelLearning, withMilestonesOf } from './learning.ts';
import { type FramingMeasurement, measureFraming } from './measureFraming.ts';
import { folderSource } from './openModel.ts';
import { packReplay, writeReplay } from './replay.ts';
import { checkModelReplaceable, writeModelFolder } from './writeModelFolder.ts';

interface ExportOptions {
  /** Run directory of a training. */
  readonly run: string;
  /** Model folder to write; the index of models beside it is brought up to date. */
  readonly out: string;
  readonly title: string;
  readonly description: string;
  readonly licence: ModelLicence;
  readonly device: Device;
  readonly force: boolean;
  /** Whence its framing is measured; default: it is that of the model that is replaced, if that has one. */
  readonly framing?: FramingMeasurement;
  /** Whether frames of the training go with the model, where the run has kept its sample sheets; default: they do. */
  readonly replay?: boolean;
}

/**
 * Makes a model folder of a run's newest checkpoint: its averaged weights, as far as they have grown.
 * @throws UserError
 */
export async function exportModel(options: ExportOptions): Promise<ModelFile> {
  const { run, out, title, description, licence } = options;
  await checkModelReplaceable(out, options.force);
  const checkpoint = await readLatestCheckpoint(run);
  const { architecture, weights } = grownModel(checkpoint);
  const learning = await learningOf(run, checkpoint.progress, out);
  const framing = options.framing ? await measureFraming(options.framing) : (await replacedModel(out))?.framing;
  const packed = options.replay === false ? undefined : await packReplay(run, checkpoint.progress);
  const backend = await startBackend(options.device);
  try {
    const training = await describeTraining(run, checkpoint, architecture.layerCount - 1);
    return await writeModelFolder({
      out,
      from: run,
      facts: {
        ...{ title, description, architecture, licence, training },
        ...(framing && { framing }),
        ...(packed && { replay: packed.replay }),
        ...(learning && { learning: LEARNING_FILE }),
      },
      weights,
      async addFiles(directory) {
        await copyNewestSheet(run, directory);
        if (packed) await writeReplay(directory, packed);
        if (learning) await writeFile(path.join(directory, LEARNING_FILE), packLearning(learning));
      },
    });
  } finally {
    await backend.close();
  }
}

/** How the run has learnt; what was measured of it before stands in the model that it replaces, if that is of this run. */
async function learningOf(run: string, progress: Progress, out: string): Promise<Learning | undefined> {
  const learning = await collectLearning(run, progress);
  const replaced = await replacedModel(out)
    .then((model) => model && readModelLearning(out, model))
    .catch(() => null); // it cannot be used
  return learning && withMilestonesOf(learning, replaced);
}

/** The model in the folder that is written; null where there is none, or one that cannot be used. */
const replacedModel = (out: string): Promise<ModelFile | null> => readModelFile(folderSource(out)).catch(() => null);

/** The run's newest sample sheet, which the model card shows. A run that has none yet makes a card without. */
async function copyNewestSheet(run: string, directory: string): Promise<void> {
  await copyFile(path.join(run, SHEET_FILE), path.join(directory, SHEET_FILE)).catch((cause) => {
    if (!hasCode(cause, 'ENOENT')) throw cause;
  });
}

type PackableArchitecture = TrainingOptions['architecture'];

/**
 * The model that a checkpoint has grown into: blocks whose turn had not come hold random numbers, and are left out.
 */
export function grownModel({ options, progress, state }: Pick<Checkpoint, 'options' | 'progress' | 'state'>): {
  architecture: PackableArchitecture;
  weights: WeightArrays;
} {
  const { architecture } = options;
  // A block that is still fading in is not a whole one.
  const layerCount = progress.lod + (progress.blend < 1 ? 0 : 1);
  const average = repeatW(state.latentAverage, architecture.layerCount);
  const shape = [2 * architecture.layerCount, architecture.latentSize];
  return coarserPart(
    { architecture, weights: { ...state.averaged, [AVERAGE_LATENT]: { shape, values: average } } },
    layerCount,
  );
}

async function describeTraining(
  run: string,
  { options, progress }: Checkpoint,
  lodReached: number,
): Promise<ModelTraining> {
  const { origin, testSplit } = progress;
  const photoImagesSeen = (origin?.photoImagesSeen ?? 0) + progress.photoImagesSeen;
  // What the model that it began with has learnt from is in it, too.
  const isKept = !origin || isDeepStrictEqual(origin.testSplit, testSplit);
  return {
    dataset: progress.dataset,
    imagesSeen: (progress.origin?.imagesSeen ?? 0) + progress.imagesSeen,
    ...(photoImagesSeen > 0 && { photoImagesSeen }),
    date: (await stat(statsFile(run)).catch(() => stat(run))).mtime.toISOString().slice(0, 10),
    commit: progress.commit,
    lodReached,
    schedule: `${originInWords(progress)}${scheduleInWords(options, lodReached)}`,
    ...(testSplit && isKept && { testSplit }),
  };
}

function originInWords({ origin, imagesSeen }: Progress): string {
  if (!origin) return '';
  const size = origin.layerCount === undefined ? '' : ` of ${blockResolution(origin.layerCount - 1)} pixels`;
  // How many images a converted model has seen is not known.
  const images = origin.imagesSeen === undefined ? '' : ` (${grouped(origin.imagesSeen)} images)`;
  return `begun as ${origin.model}${size}${images}, then ${grouped(imagesSeen)} images: `;
}

function scheduleInWords(options: TrainingOptions, lod: number): string {
  const list = (value: number | readonly number[], count = lod + 1) => [value].flat().slice(0, count).join('/');
  const hasGrown = Array.from({ length: lod }, (_, i) => i).some((i) => atLod(options.epochsPerLod, i) > 0);
  const used = (value: number | readonly number[]) => (hasGrown ? list(value) : atLod(value, lod));
  // The last size has no number of epochs of its own: it goes on for as long as the training.
  const growth = hasGrown
    ? `grown from 4 to ${blockResolution(lod)} pixels, ${list(options.epochsPerLod, lod)} epochs at each size before the last`
    : `all at ${blockResolution(lod)} pixels`;
  return (
    `${growth}, batches of ${used(options.batchSizePerLod)}, learning rate ${used(options.learningRatePerLod)}, ` +
    `R1 γ ${options.r1Gamma} ${options.r1Interval === 1 ? 'at every iteration' : `once in ${options.r1Interval} iterations`}`
  );
}
