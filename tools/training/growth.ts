import { type Architecture, blockResolution } from '../../src/networks/architecture.ts';
import { namesInDepth } from '../../src/networks/paramSpecs.ts';
import { UserError } from '../io/userError.ts';
import type { InitialModel } from '../model/initialModel.ts';
import { levelsOf } from '../run/schedule.ts';
import type { TrainingOptions } from '../run/trainingOptions.ts';
import type { Arrays } from '../run/trainingState.ts';

/**
 * The networks of a model with one more layer: half as many channels in the new finest block, and no other width changes.
 * @param model what it is called in an error
 * @throws UserError where the finest block's channels cannot be halved
 */
export function grownArchitecture<T extends Architecture>(architecture: T, model: string): T {
  const { layerCount, startChannels } = architecture;
  if (startChannels % 2 !== 0) {
    throw new UserError(
      `The model ${model} cannot grow to ${layerCount + 1} layers: its startChannels are ${startChannels}, which the new ` +
        'block would halve; begin a new run with random weights, or with a model whose startChannels are even.',
    );
  }
  return { ...architecture, layerCount: layerCount + 1, startChannels: startChannels / 2 };
}

/**
 * A model to begin with, grown by one layer: what it has learnt under the names of the larger networks. The new blocks' weights
 * are missing, and so begin as those of any training do (`initialState`).
 * @throws UserError as `grownArchitecture`
 */
export function growModel(initial: InitialModel): InitialModel {
  const { layerCount } = initial.architecture;
  const architecture = grownArchitecture(initial.architecture, initial.origin.model);
  const names = namesInDepth(initial.architecture, architecture);
  const renamed = (arrays: Arrays): Arrays =>
    Object.fromEntries(Object.entries(arrays).map(([name, array]) => [names.get(name)!, array]));
  const { live, averaged } = initial.state;
  return {
    ...initial,
    architecture,
    state: { ...initial.state, live: renamed(live), averaged: renamed(averaged) },
    origin: { ...initial.origin, layerCount },
  };
}

/** A new block that is there at once drowns in its random numbers what the others know. @throws UserError */
export function checkFadesIn(options: TrainingOptions, trainCount: number): void {
  const { lod, fromImages, fadedInAt } = levelsOf(options, trainCount).at(-1)!;
  if (fadedInAt > fromImages) return;
  throw new UserError(
    `The new block of ${blockResolution(lod)} pixels would not fade in: give that size, number ${lod + 1} in the list, some ` +
      'epochs in epochsPerLod and a fadeFraction above 0 of them.',
  );
}
