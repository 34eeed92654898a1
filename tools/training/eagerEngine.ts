import * as tf from '@tensorflow/tfjs-core';
import { type Architecture, blockResolution, styleCountOf } from '../../src/networks/architecture.ts';
import { createParams, type Params, paramSpecs } from '../../src/networks/params.ts';
import type { Backend } from '../backend.ts';
import { type GenerationDraw, type IterationDraw, mixMask as maskOf } from './draws.ts';
import type { Arrays, Losses, TrainingEngine, TrainingState } from './engine.ts';
import { type AdamSlot, adamStep } from './optimiser.ts';
import type { TrainingOptions } from './options.ts';
import type { Stage } from './schedule.ts';
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
  const scales = new Map(paramSpecs(architecture).map((spec) => [spec.name, spec.learningRateScale]));
  let live: Record<string, tf.Tensor> = initial
    ? toTensors(initial.live)
    : { ...createParams(architecture, options.seed) };
  let averaged: Record<string, tf.Tensor> = initial ? toTensors(initial.averaged) : clones(live);
  let slots: Record<string, AdamSlot> = initial ? toSlots(initial) : {};
  let latentAverage: tf.Tensor1D = initial ? tf.tensor1d(initial.latentAverage) : tf.zeros([architecture.latentSize]);

  const replace = (tensors: Record<string, tf.Tensor>, name: string, tensor: tf.Tensor) => {
    tensors[name]?.dispose();
    tensors[name] = tensor;
  };

  /** Losses, gradients, a step of every weight reached. The losses are read later, so that a GPU never waits. */
  const apply = (update: Update, iteration: IterationTensors, stage: Stage) => {
    const names = reachedParams(architecture, stage, update.networks);
    const { prepare } = update;
    const prepared = prepare && tf.tidy(() => prepare(live, iteration));
    const { terms, gradients } = gradientsOf(live, names, (params) => update.losses(params, iteration, live, prepared));
    for (const [name, gradient] of Object.entries(gradients)) {
      const stepped = adamStep(live[name]!, gradient, slots[name], stage.learningRate, scales.get(name)!);
      slots[name]?.secondMoment.dispose();
      slots[name] = stepped.slot;
      replace(live, name, stepped.weight);
      gradient.dispose();
    }
    if (update.name === 'latent') updateLatentAverage(prepared as tf.Tensor2D);
    prepared?.dispose();
    return terms;
  };

  const updateAverages = (keep: number) => {
    for (const [name, weight] of Object.entries(live)) {
      replace(
        averaged,
        name,
        tf.tidy(() => tf.add(tf.mul(averaged[name]!, keep), tf.mul(weight, 1 - keep))),
      );
    }
  };

  const updateLatentAverage = (w: tf.Tensor2D) => {
    const keep = options.latentAverageDecay;
    const next = tf.tidy(() => tf.add(tf.mul(latentAverage, keep), tf.mul(tf.mean(w, 0), 1 - keep)) as tf.Tensor1D);
    latentAverage.dispose();
    latentAverage = next;
  };

  const disposeAll = () => {
    tf.dispose([live, averaged, latentAverage]);
    tf.dispose(Object.values(slots).map((slot) => slot.secondMoment));
  };

  return {
    description: `tfjs on ${backend.description}`,
    resetOptimiser: () => {
      tf.dispose(Object.values(slots).map((slot) => slot.secondMoment));
      slots = {};
    },
    iterate: async (draw, stage, r1Gamma) => {
      const iteration = toTensorsOf(draw, stage, r1Gamma, architecture);
      const terms = Object.assign({}, ...updates.map((update) => apply(update, iteration, stage))) as Record<
        keyof Losses,
        tf.Scalar
      >;
      updateAverages(stage.averageKeep);
      const read = async (name: keyof Losses) => (await terms[name].data())[0]!;
      const [discriminator, generator, latent] = await Promise.all([
        read('discriminator'),
        read('generator'),
        read('latent'),
      ]);
      tf.dispose([
        terms,
        iteration.real,
        ...iteration.generations.flatMap(({ z, mixZ, mixMask, noise }) => [z, mixZ, mixMask, ...noise]),
      ]);
      return { discriminator, generator, latent };
    },
    state: async () => ({
      live: await toArrays(live),
      averaged: await toArrays(averaged),
      secondMoments: await toArrays(
        Object.fromEntries(Object.entries(slots).map(([name, slot]) => [name, slot.secondMoment])),
      ),
      stepCounts: Object.fromEntries(Object.entries(slots).map(([name, slot]) => [name, slot.stepCount])),
      latentAverage: Float32Array.from(await latentAverage.data()),
    }),
    restore: (state) => {
      disposeAll();
      live = toTensors(state.live);
      averaged = toTensors(state.averaged);
      slots = toSlots(state);
      latentAverage = tf.tensor1d(state.latentAverage);
    },
    close: async () => {
      disposeAll();
      await backend.close();
    },
  };
}

function toTensorsOf(
  { real, generations }: IterationDraw,
  stage: Stage,
  r1Gamma: number,
  architecture: Architecture,
): IterationTensors {
  const { lod, batchSize } = stage;
  const resolution = blockResolution(lod);
  const toGeneration = ({ z, mixZ, mixFrom, noise }: GenerationDraw): Generation => ({
    z: tf.tensor2d(z, [batchSize, architecture.latentSize]),
    mixZ: tf.tensor2d(mixZ, [batchSize, architecture.latentSize]),
    mixMask: tf.tensor3d(maskOf(mixFrom, architecture), [1, styleCountOf(architecture), 1]),
    noise: noise.map((plane, input) => {
      const size = blockResolution(Math.floor(input / 2));
      return tf.tensor4d(plane, [plane.length / size ** 2, size, size, 1]);
    }),
  });
  const [first, second, third] = generations;
  return {
    architecture,
    growth: stage,
    real: tf.tensor4d(real, [batchSize, resolution, resolution, architecture.channels]),
    generations: [toGeneration(first), toGeneration(second), toGeneration(third)],
    r1Gamma,
  };
}

/** Arrays as tensors. The caller disposes of them. */
export const toTensors = (arrays: Arrays): Record<string, tf.Tensor> =>
  Object.fromEntries(Object.entries(arrays).map(([name, { shape, values }]) => [name, tf.tensor(values, [...shape])]));

const clones = (tensors: Params): Record<string, tf.Tensor> =>
  Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, tf.clone(tensor)]));

/** Tensors as arrays. */
export async function toArrays(tensors: Params): Promise<Arrays> {
  const entries = Object.entries(tensors).map(
    async ([name, tensor]) => [name, { shape: tensor.shape, values: Float32Array.from(await tensor.data()) }] as const,
  );
  return Object.fromEntries(await Promise.all(entries));
}

function toSlots({ secondMoments, stepCounts }: TrainingState): Record<string, AdamSlot> {
  return Object.fromEntries(
    Object.entries(toTensors(secondMoments)).map(([name, secondMoment]) => [
      name,
      { secondMoment, stepCount: stepCounts[name] ?? 0 },
    ]),
  );
}
