import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Command, Option } from 'commander';
import { resolutionOf } from '../../src/networks/architecture.ts';
import {
  GPU_COUNTS,
  type GpuCount,
  pytorchConfig,
  pytorchDifferences,
  pytorchGpuRemarks,
  pytorchYaml,
  usableGpuCounts,
} from '../convert/pytorchConfig.ts';
import { openManifest } from '../dataset/dataset.ts';
import type { Manifest } from '../dataset/manifest.ts';
import { notWritten, UserError } from '../io/userError.ts';
import { readTrainingOptions, TRAINING_DEFAULTS, type TrainingOptions } from '../run/trainingOptions.ts';

interface ConfigOptions {
  readonly dataset: string;
  readonly out: string;
  readonly trainingConfig?: string;
  readonly datasetPath?: string;
  readonly gpus?: string;
}

export const configCommand = new Command('config')
  .description("Write the configuration with which ALAE's PyTorch implementation trains on a data set")
  .requiredOption('-d, --dataset <dir>', 'data set made by prepare --format tfrecord')
  .requiredOption('-o, --out <file>', 'YAML file to write, whose name becomes that of the run')
  .option('-c, --training-config <file>', 'YAML of this trainer (see tools/configs) to take the training from')
  .option('--dataset-path <dir>', "the data set's directory on the machine that trains (default: where it is now)")
  .addOption(
    new Option('--gpus <count>', 'check that the data set can be shared by so many GPUs').choices(
      GPU_COUNTS.map(String),
    ),
  )
  .addHelpText(
    'after',
    '\nThat implementation trains on all GPUs that it sees, and shares the folds among them.\n\nExamples:\n' +
      '  npm run alae -- config --dataset data/cats-tf --training-config tools/configs/cats64.yaml --out cats64.yaml\n' +
      '  npm run alae -- config --dataset data/cats-tf --dataset-path /data/datasets/cats --gpus 8 --out cats.yaml',
  )
  .action(async (options: ConfigOptions) => {
    process.stdout.write(await writeConfig(options));
  });

async function writeConfig({ dataset, out, trainingConfig, datasetPath, gpus }: ConfigOptions): Promise<string> {
  const name = path.basename(out).replace(/\.ya?ml$/i, '');
  if (!/^[a-z][\w.-]*$/i.test(name)) {
    throw new UserError(`${out} does not name a run: give --out a name of letters, digits, - and _, a letter first.`);
  }
  const { manifest, training } = await readInputs(dataset, trainingConfig);
  const gpuCounts = usableGpuCounts(manifest);
  if (gpus !== undefined && !gpuCounts.includes(Number(gpus) as GpuCount)) {
    throw new UserError(
      `${dataset} has ${manifest.folds} ${manifest.folds === 1 ? 'fold' : 'folds'}, which ${gpus} GPUs cannot share: prepare it again with --folds ${gpus} ` +
        'or a multiple.',
    );
  }
  const remarks = [
    `For ${alternatives(gpuCounts)} (${manifest.folds} ${manifest.folds === 1 ? 'fold' : 'folds'}); batch sizes are of all GPUs together.`,
    ...pytorchGpuRemarks(training, manifest),
    ...pytorchDifferences(training),
  ];
  const directory = datasetPath ?? path.resolve(dataset).split(path.sep).join('/');
  const config = pytorchConfig({ name, directory: directory.replace(/\/+$/, ''), manifest, training });
  await writeFile(out, pytorchYaml(config, remarks)).catch((cause) => {
    throw notWritten(out, cause);
  });
  return `${[`${out}: train with python train_alae.py -c ${path.basename(out)}`, ...remarks].join('\n  ')}\n`;
}

/** Without a training configuration the networks are made for the data set's finest images. */
async function readInputs(
  dataset: string,
  trainingConfig: string | undefined,
): Promise<{ manifest: Manifest; training: TrainingOptions }> {
  if (trainingConfig !== undefined) {
    const training = await readTrainingOptions(trainingConfig);
    const required = { resolution: resolutionOf(training.architecture), channels: training.architecture.channels };
    return { manifest: await openManifest(dataset, 'tfrecord', required), training };
  }
  const manifest = await openManifest(dataset, 'tfrecord');
  const architecture = {
    ...TRAINING_DEFAULTS.architecture,
    layerCount: manifest.resolutions.length,
    channels: manifest.channels,
  };
  return { manifest, training: { ...TRAINING_DEFAULTS, architecture } };
}

function alternatives(gpuCounts: readonly GpuCount[]): string {
  const [last, ...others] = gpuCounts.toReversed();
  const list = others.length === 0 ? `${last}` : `${others.toReversed().join(', ')} or ${last}`;
  return `${list} ${last === 1 ? 'GPU' : 'GPUs'}`;
}
