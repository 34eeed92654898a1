import { readModel } from '../../src/modelFolder/decode.ts';
import { AVERAGE_LATENT, GROUPS } from '../../src/modelFolder/schema.ts';
import { paramSpecs } from '../../src/networks/params.ts';
import { folderSource, sayingWhichModel } from '../model.ts';
import type { Origin } from './checkpoint.ts';
import type { TrainingState } from './engine.ts';
import type { TrainingOptions } from './options.ts';

/** A published model, as the state in which a training may begin. */
export interface InitialModel {
  readonly architecture: TrainingOptions['architecture'];
  readonly state: TrainingState;
  readonly origin: Origin;
}

/**
 * Reads a model folder to begin a training from. A folder holds averaged weights only: they become the live ones as well,
 * and the optimiser starts with nothing to remember.
 * @throws UserError when the folder cannot be used
 */
export async function readInitialModel(folder: string): Promise<InitialModel> {
  const { model, weights } = await sayingWhichModel(folder, readModel(folderSource(folder), { groups: GROUPS }));
  const { architecture, name, training } = model;
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
    origin: { model: name, imagesSeen: training?.imagesSeen },
  };
}
