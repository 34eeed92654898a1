import { copyFile, readdir, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { generateImage, type LoadedModel, mapSamples } from '../src/engine/inference.ts';
import { pixelsToTensor } from '../src/image/pixelTensor.ts';
import { repeatW, TRUNCATION_DEFAULTS, truncateStyles } from '../src/latent/styles.ts';
import { recordCheck } from '../src/modelFolder/check.ts';
import { toParams } from '../src/modelFolder/decode.ts';
import { readModelFile, readModelIndex } from '../src/modelFolder/read.ts';
import {
  INDEX_FILE,
  MODEL_FILE,
  type ModelFile,
  type ModelLicence,
  type WeightArrays,
} from '../src/modelFolder/schema.ts';
import { packModel, packModelIndex } from '../src/modelFolder/write.ts';
import { blockResolution } from '../src/networks/architecture.ts';
import { startBackend } from './backend.ts';
import { checkReplaceable, writeDirectoryAside } from './directoryAside.ts';
import { folderSource, sayingWhichModel } from './model.ts';
import type { Device } from './options.ts';
import { type Checkpoint, readLatestCheckpoint } from './training/checkpoint.ts';
import type { TrainingOptions } from './training/options.ts';
import { SHEET_FILE } from './training/runDirectory.ts';
import { hasCode } from './userError.ts';

const CHECK_SEED = 1;

export interface ExportOptions {
  /** Run directory of a training. */
  readonly run: string;
  /** Model folder to write; the index of models beside it is brought up to date. */
  readonly out: string;
  readonly title: string;
  readonly description: string;
  readonly licence: ModelLicence;
  readonly device: Device;
  readonly force: boolean;
}

/**
 * Makes a model folder of a run's newest checkpoint: its averaged weights, as far as they have grown.
 * @throws UserError
 */
export async function exportModel(options: ExportOptions): Promise<ModelFile> {
  const { run, out, title, description, licence } = options;
  await checkReplaceable(out, { marker: MODEL_FILE, what: 'a model', force: options.force });
  const checkpoint = await readLatestCheckpoint(run);
  const { architecture, weights } = grownModel(checkpoint);
  const backend = await startBackend(options.device);
  const model = { architecture, params: toParams(weights) };
  try {
    const check = await recordCheck(weights, architecture, await checkInput(model, weights));
    const packed = await sayingWhichModel(
      run,
      packModel({
        name: path.basename(path.resolve(out)),
        title,
        description,
        architecture,
        licence,
        training: await describeTraining(run, checkpoint, architecture.layerCount - 1),
        weights: { ...weights, ...check },
      }),
    );
    await writeDirectoryAside(out, async (directory) => {
      for (const [file, bytes] of packed.files) await writeFile(path.join(directory, file), bytes);
      await copyNewestSheet(run, directory);
    });
    await writeIndex(path.dirname(path.resolve(out)), packed.model.name);
    return packed.model;
  } finally {
    tf.dispose(model.params);
    await backend.close();
  }
}

/** The run's newest sample sheet, which the model card shows. A run that has none yet makes a card without. */
async function copyNewestSheet(run: string, directory: string): Promise<void> {
  await copyFile(path.join(run, SHEET_FILE), path.join(directory, SHEET_FILE)).catch((cause) => {
    if (!hasCode(cause, 'ENOENT')) throw cause;
  });
}

type PackableArchitecture = TrainingOptions['architecture'];

/**
 * The model that a checkpoint has grown into. Blocks whose turn had not come hold random numbers and are left out: what
 * remains is a whole model of a lower resolution, whose E counts its blocks from its own finest one.
 */
export function grownModel({ options, progress, state }: Pick<Checkpoint, 'options' | 'progress' | 'state'>): {
  architecture: PackableArchitecture;
  weights: WeightArrays;
} {
  const full = options.architecture;
  // A block that is still fading in is not a whole one.
  const layerCount = progress.lod + (progress.blend < 1 ? 0 : 1);
  const missing = full.layerCount - layerCount;
  const architecture = { ...full, layerCount, startChannels: full.startChannels * 2 ** missing };
  const weights: WeightArrays = {};
  for (const [name, array] of Object.entries(state.averaged)) {
    const grown = grownName(name, layerCount, missing);
    if (grown) weights[grown] = array;
  }
  const { latentSize } = full;
  weights.wAverage = { shape: [2 * layerCount, latentSize], values: repeatW(state.latentAverage, layerCount) };
  return { architecture, weights };
}

/** A weight's name in the grown model, or undefined where it has no part in it. */
function grownName(name: string, layerCount: number, missing: number): string | undefined {
  const match = /^(E|G)\/(block|fromRgb|toRgb)(\d+)(.*)$/.exec(name);
  if (!match) return name;
  const [, network, layer, digits, rest] = match;
  const block = Number(digits) - (network === 'E' ? missing : 0);
  return block >= 0 && block < layerCount ? `${network}/${layer}${block}${rest}` : undefined;
}

/** An image that the model knows its way with: one of its own, in [-1, 1]. */
async function checkInput(model: LoadedModel, weights: WeightArrays): Promise<Float32Array> {
  const { layerCount, latentSize, channels } = model.architecture;
  const styles = repeatW(await mapSamples(model, CHECK_SEED, 1), layerCount);
  const image = await generateImage(
    model,
    truncateStyles(styles, weights.wAverage!.values, latentSize, TRUNCATION_DEFAULTS),
  );
  const tensor = pixelsToTensor(image, channels);
  try {
    return await tensor.data<'float32'>();
  } finally {
    tensor.dispose();
  }
}

async function describeTraining(
  run: string,
  { options, progress }: Checkpoint,
  lodReached: number,
): Promise<ModelFile['training']> {
  return {
    dataset: progress.dataset,
    imagesSeen: progress.imagesSeen,
    date: (await stat(path.join(run, 'stats.jsonl')).catch(() => stat(run))).mtime.toISOString().slice(0, 10),
    commit: progress.commit,
    lodReached,
    schedule: scheduleInWords(options, lodReached),
  };
}

function scheduleInWords(options: TrainingOptions, lod: number): string {
  const list = (value: number | readonly number[], count = lod + 1) => [value].flat().slice(0, count).join('/');
  // The last size has no number of epochs of its own: it goes on for as long as the training.
  const growth =
    lod === 0
      ? '4 pixels'
      : `grown from 4 to ${blockResolution(lod)} pixels, ${list(options.epochsPerLod, lod)} epochs at each size before the last`;
  return (
    `${growth}, batches of ${list(options.batchSizePerLod)}, learning rate ${list(options.learningRatePerLod)}, ` +
    `R1 γ ${options.r1Gamma} ${options.r1Interval === 1 ? 'at every iteration' : `once in ${options.r1Interval} iterations`}`
  );
}

/** Brings index.json up to date: the models that it knows and that are still there, then the new one. */
async function writeIndex(models: string, newName: string): Promise<void> {
  const present = new Set(await readdir(models));
  const index = present.has(INDEX_FILE) && (await sayingWhichModel(newName, readModelIndex(folderSource(models))));
  const known = index ? index.models.map(({ name }) => name) : [];
  const names = [...new Set([...known, newName])].filter((name) => present.has(name));
  const files = await Promise.all(
    names.map((name) => {
      const folder = path.join(models, name);
      return sayingWhichModel(folder, readModelFile(folderSource(folder)));
    }),
  );
  const [file, bytes] = packModelIndex(files);
  await writeFile(path.join(models, file), bytes);
}
