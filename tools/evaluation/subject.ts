import { readModel } from '../../src/modelFolder/decodeWeights.ts';
import { AVERAGE_LATENT, type ModelFile } from '../../src/modelFolder/schema.ts';
import { resolutionOf } from '../../src/networks/architecture.ts';
import { type Dataset, openDataset } from '../dataset/dataset.ts';
import { describeOtherSplit } from '../dataset/testSplit.ts';
import { folderSource, sayingWhichModel } from '../model/openModel.ts';
import { compileNetworks, type Networks } from './networks.ts';
import type { Runner } from './runner.ts';

export interface SubjectOptions {
  /** Model folder. */
  readonly model: string;
  /** Directory made by prepare; the model must not have been trained on its test split. */
  readonly dataset: string;
  /** Draws samples and reconstructions with noise, as training and the studio do. */
  readonly hasNoise: boolean;
}

/** A model and the data set that it is to be judged on. */
export interface Subject {
  readonly model: ModelFile;
  /** w̄ [S] */
  readonly average: Float32Array;
  /** Pixels per side. */
  readonly resolution: number;
  readonly dataset: Dataset;
  readonly networks: Networks;
  /** Why test images may be no news to the model. */
  readonly warning: string | undefined;
}

/** @throws UserError when model and data set do not go together */
export async function openSubject(
  runner: Runner,
  { model: folder, dataset: directory, hasNoise }: SubjectOptions,
): Promise<Subject> {
  const reading = readModel(folderSource(folder), { groups: ['E', 'G', 'F'] });
  const { model, weights } = await sayingWhichModel(folder, reading);
  const { architecture } = model;
  const resolution = resolutionOf(architecture);
  const dataset = await openDataset(directory, { resolution, channels: architecture.channels });
  return {
    model,
    average: weights[AVERAGE_LATENT]!.values.subarray(0, architecture.latentSize), // it repeats one code for every style
    resolution,
    dataset,
    networks: await compileNetworks(runner, architecture, weights, { hasNoise }),
    warning: describeOtherSplit(folder, model.training?.testSplit, dataset),
  };
}
