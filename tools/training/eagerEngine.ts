import * as tf from '@tensorflow/tfjs-core';
import type { Losses } from '../../src/learning/losses.ts';
import { type Architecture, blockResolution, styleCountOf } from '../../src/networks/architecture.ts';
import { NETWORKS, type Network, paramSpecs } from '../../src/networks/paramSpecs.ts';
import type { Model, Params } from '../../src/networks/params.ts';
import type { Backend } from '../compute/backend.ts';
import type { Stage } from '../run/schedule.ts';
import type { TrainingOptions } from '../run/trainingOptions.ts';
import type { TrainingState, WeightsState } from '../run/trainingState.ts';
import { type GenerationDraw, type IterationDraw, mixMask as maskOf } from './draws.ts';
import { createFlatNetwork } from './flatNetwork.ts';
import { initialState } from './initialState.ts';
import type { TrainingEngine } from './trainingEngine.ts';
import {
  type Generation,
  gradientsOf,
  type IterationTensors,
  reachedParams,
  type Update,
  updatesOf,
} from './update.ts';

/**
 * Trains with tfjs operation by operation on the backend that runs.
 * @param initial what to go on from; default: initial weights from the options' seed
 */
export async function createEagerEngine(
  options: TrainingOptions,
  backend: Backend,
  initial?: TrainingState,
): Promise<TrainingEngine> {
  const { architecture } = options;
  const updates = updatesOf(options);
  const specsOf = (network: Network) => paramSpecs(architecture).filter((spec) => spec.network === network);
  const load = (state: TrainingState) => ({
    networks: NETWORKS.map((network) => createFlatNetwork(specsOf(network), state)),
    latentAverage: tf.tensor1d(state.latentAverage),
  });
  let { networks, latentAverage } = load(initial ?? (await initialState(options)));

  /** Losses, gradients, a step of every weight reached. The losses are read later, so that a GPU never waits. */
  const apply = (update: Update, iteration: IterationTensors, stage: Stage) => {
    const names = reachedParams(architecture, stage, update.networks);
    const params: Params = Object.assign({}, ...networks.map((network) => network.params));
    const live: Model = { architecture, params };
    const { prepare } = update;
    const prepared = prepare && tf.tidy(() => prepare(live, iteration));
    const { terms, gradients } = gradientsOf(live, names, (model) => update.losses(model, iteration, live, prepared));
    for (const network of networks) network.step(gradients, stage.learningRate);
    tf.dispose(gradients);
    if (update.name === 'latent') updateLatentAverage(prepared as tf.Tensor2D);
    prepared?.dispose();
    return terms;
  };

  const updateLatentAverage = (w: tf.Tensor2D) => {
    const keep = options.latentAverageDecay;
    const next = tf.tidy(() => tf.add(tf.mul(latentAverage, keep), tf.mul(tf.mean(w, 0), 1 - keep)) as tf.Tensor1D);
    latentAverage.dispose();
    latentAverage = next;
  };

  const disposeAll = () => {
    for (const network of networks) network.dispose();
    latentAverage.dispose();
  };

  return {
    description: `tfjs on ${backend.description}`,
    resetOptimiser: () => {
      for (const network of networks) network.resetOptimiser();
    },
    iterate: async (draw, stage, r1Gamma) => {
      const iteration = toTensorsOf(draw, stage, r1Gamma, architecture);
      const terms = updates.flatMap((update) => Object.entries(apply(update, iteration, stage)));
      for (const network of networks) network.updateAverage(stage.averageKeep);
      const losses = await Promise.all(terms.map(async ([name, term]) => [name, (await term.data())[0]!]));
      tf.dispose([
        ...terms.map(([, term]) => term),
        iteration.real,
        ...iteration.generations.flatMap(({ z, mixZ, mixMask, noise }) => [z, mixZ, mixMask, ...noise]),
        ...iteration.photoNoise,
      ]);
      return Object.fromEntries(losses) as Losses;
    },
    state: async () => {
      const states = await Promise.all(networks.map((network) => network.state()));
      const all = <Key extends keyof WeightsState>(key: Key): WeightsState[Key] =>
        Object.assign({}, ...states.map((state) => state[key]));
      return {
        live: all('live'),
        averaged: all('averaged'),
        secondMoments: all('secondMoments'),
        stepCounts: all('stepCounts'),
        latentAverage: Float32Array.from(await latentAverage.data()),
      };
    },
    restore: (state) => {
      disposeAll();
      ({ networks, latentAverage } = load(state));
    },
    close: async () => {
      disposeAll();
      await backend.close();
    },
  };
}

function toTensorsOf(
  { real, generations, photoNoise }: IterationDraw,
  stage: Stage,
  r1Gamma: number,
  architecture: Architecture,
): IterationTensors {
  const { lod, batchSize } = stage;
  const resolution = blockResolution(lod);
  const toPlanes = (noise: readonly Float32Array[]) =>
    noise.map((plane, input) => {
      const size = blockResolution(Math.floor(input / 2));
      return tf.tensor4d(plane, [plane.length / size ** 2, size, size, 1]);
    });
  const toGeneration = ({ z, mixZ, mixFrom, noise }: GenerationDraw): Generation => ({
    z: tf.tensor2d(z, [batchSize, architecture.latentSize]),
    mixZ: tf.tensor2d(mixZ, [batchSize, architecture.latentSize]),
    mixMask: tf.tensor3d(maskOf(mixFrom, architecture), [1, styleCountOf(architecture), 1]),
    noise: toPlanes(noise),
  });
  const [first, second, third] = generations;
  return {
    growth: stage,
    real: tf.tensor4d(real, [batchSize, resolution, resolution, architecture.channels]),
    generations: [toGeneration(first), toGeneration(second), toGeneration(third)],
    photoNoise: toPlanes(photoNoise),
    r1Gamma,
  };
}
