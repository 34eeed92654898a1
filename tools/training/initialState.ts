import * as tf from '@tensorflow/tfjs-core';
import { createParams } from '../../src/networks/params.ts';
import { toArrays } from './arrays.ts';
import type { TrainingState } from './engine.ts';
import type { TrainingOptions } from './options.ts';

/** Where a training begins: random weights from the options' seed, made with the backend that runs. */
export async function initialState({ architecture, seed }: TrainingOptions): Promise<TrainingState> {
  const params = createParams(architecture, seed);
  const live = await toArrays(params);
  tf.dispose(params);
  return {
    live,
    averaged: live,
    secondMoments: {},
    stepCounts: {},
    latentAverage: new Float32Array(architecture.latentSize),
  };
}
