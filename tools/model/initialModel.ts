import { readModel } from '../../src/modelFolder/decodeWeights.ts';
import type { Learning } from '../../src/modelFolder/learningFile.ts';
import { AVERAGE_LATENT, GROUPS, type ModelReplay } from '../../src/modelFolder/schema.ts';
import type { ModelSource } from '../../src/modelFolder/source.ts';
import { paramSpecs } from '../../src/networks/paramSpecs.ts';
import type { Origin } from '../run/checkpoint.ts';
import type { TrainingOptions } from '../run/trainingOptions.ts';
import type { TrainingState } from '../run/trainingState.ts';
import { readModelLearning } from './learning.ts';
import { folderSource, sayingWhichModel } from './openModel.ts';
import type { PackedReplay } from './replay.ts';

/** A published model, as the state in which a training may begin. */
export interface InitialModel {
  readonly architecture: TrainingOptions['architecture'];
  readonly state: TrainingState;
  readonly origin: Origin;
  /** Of its training, where the folder brings one. */
  readonly replay?: PackedReplay;
  readonly learning: Learning | null;
}

/**
 * Reads a model folder to begin a training from. A folder holds averaged weights only: they become the live ones as well,
 * and the optimiser starts with nothing to remember.
 * @throws UserError when the folder cannot be used
 */
export async function readInitialModel(folder: string): Promise<InitialModel> {
  const source = folderSource(folder);
  const { model, weights } = await sayingWhichModel(folder, readModel(source, { groups: GROUPS }));
  const { architecture, name, training, replay } = model;
  const learnt = Object.fromEntries(paramSpecs(architecture).map((spec) => [spec.name, weights[spec.name]!]));
  return {
    architecture,
    state: {
      live: learnt,
      averaged: learnt,
      secondMoments: {},
      stepCounts: {},
      latentAverage: weights[AVERAGE_LATENT]!.values.slice(0, architecture.latentSize), // once per style in the folder
    },
    origin: {
      model: name,
      imagesSeen: training?.imagesSeen,
      photoImagesSeen: training?.photoImagesSeen,
      testSplit: training?.testSplit,
    },
    learning: await readModelLearning(folder, model),
    ...(replay && { replay: await sayingWhichModel(folder, readReplay(source, replay)) }),
  };
}

async function readReplay(source: ModelSource, replay: ModelReplay): Promise<PackedReplay> {
  const files = new Map<string, Uint8Array>();
  for (const { path } of replay.frames) files.set(path, await source.fetch(path));
  return { replay, files };
}
