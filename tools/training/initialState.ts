import * as tf from '@tensorflow/tfjs-core';
import { paramSpecs } from '../../src/networks/paramSpecs.ts';
import { createParams } from '../../src/networks/params.ts';
import { toArrays } from '../run/arrays.ts';
import type { TrainingOptions } from '../run/trainingOptions.ts';
import type { TrainingState } from '../run/trainingState.ts';
import { withDetailFilters } from './detailFilters.ts';

const FIRST_FILTERS = 'E/block0/conv1/weight';

/**
 * Where a training begins: random weights from the options' seed, made with the backend that runs.
 * @param known what has been learnt already; weights that it lacks begin at random, and so do their averages. They are those of a
 * new finest block, half of whose first filters in E begin with an eye for detail (`withDetailFilters`)
 */
export async function initialState(
  { architecture, seed }: TrainingOptions,
  known?: TrainingState,
): Promise<TrainingState> {
  if (known && paramSpecs(architecture).every(({ name }) => name in known.live)) return known;
  const params = createParams(architecture, seed);
  const random = await toArrays(params);
  tf.dispose(params);
  const live = known ? { ...random, [FIRST_FILTERS]: withDetailFilters(random[FIRST_FILTERS]!) } : random;
  return {
    secondMoments: {},
    stepCounts: {},
    latentAverage: new Float32Array(architecture.latentSize),
    ...known,
    live: { ...live, ...known?.live },
    averaged: { ...live, ...known?.averaged },
  };
}
