import * as tf from '@tensorflow/tfjs-core';
import { blockResolution, styleCountOf } from '../../src/networks/architecture.ts';
import { generate, map, repeatStyles } from '../../src/networks/model.ts';
import { createParams, type Network, type Params, paramSpecs } from '../../src/networks/params.ts';
import type { Backend } from '../backend.ts';
import type { GenerationDraw } from './draws.ts';
import type { Arrays, TrainingEngine, TrainingState } from './engine.ts';
import { discriminatorLoss, generatorLoss, latentLoss } from './losses.ts';
import { type AdamSlot, adamStep } from './optimiser.ts';
import type { TrainingOptions } from './options.ts';
import type { Stage } from './schedule.ts';
import { gradientsOf, reachedParams } from './update.ts';

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
  const scales = new Map(paramSpecs(architecture).map((spec) => [spec.name, spec.learningRateScale]));
  const live: Record<string, tf.Tensor> = initial
    ? toTensors(initial.live)
    : { ...createParams(architecture, options.seed) };
  const averaged: Record<string, tf.Tensor> = initial ? toTensors(initial.averaged) : clones(live);
  let slots: Record<string, AdamSlot> = initial ? toSlots(initial) : {};
  let latentAverage: tf.Tensor1D = initial ? tf.tensor1d(initial.latentAverage) : tf.zeros([architecture.latentSize]);

  const replace = (tensors: Record<string, tf.Tensor>, name: string, tensor: tf.Tensor) => {
    tensors[name]?.dispose();
    tensors[name] = tensor;
  };

  /** One update: loss, gradients, a step of every weight reached. The loss is read later, so that a GPU never waits. */
  const update = (stage: Stage, networks: readonly Network[], loss: (params: Params) => tf.Scalar): tf.Scalar => {
    const { value, gradients } = gradientsOf(live, reachedParams(architecture, stage, networks), loss);
    for (const [name, gradient] of Object.entries(gradients)) {
      const stepped = adamStep(live[name]!, gradient, slots[name], stage.learningRate, scales.get(name)!);
      slots[name]?.secondMoment.dispose();
      slots[name] = stepped.slot;
      replace(live, name, stepped.weight);
      gradient.dispose();
    }
    return value;
  };

  const updateAverages = (batchSize: number) => {
    const keep = 0.5 ** (batchSize / options.averageHalfLifeImages);
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

  return {
    description: `tfjs on ${backend.description}`,
    resetOptimiser: () => {
      tf.dispose(Object.values(slots).map((slot) => slot.secondMoment));
      slots = {};
    },
    iterate: async (draw, stage, r1Gamma) => {
      const { lod, batchSize } = stage;
      const resolution = blockResolution(lod);
      const real = tf.tensor4d(draw.real, [batchSize, resolution, resolution, architecture.channels]);
      const [first, second, third] = draw.generations.map((generation) => toTensorDraw(generation, batchSize, options));

      const fake = tf.tidy(() =>
        generate(live, architecture, mixedStyles(live, first!, options), { ...stage, noise: first!.noise }),
      );
      const discriminator = update(stage, ['E', 'D'], (params) =>
        discriminatorLoss(params, architecture, stage, real, fake, r1Gamma),
      );
      const generator = update(stage, ['G', 'F'], (params) =>
        generatorLoss(params, architecture, stage, mixedStyles(params, second!, options), second!.noise),
      );
      const target = map(live, architecture, third!.z);
      const latent = update(stage, ['E', 'G', 'F'], (params) => {
        const styles = repeatStyles(map(params, architecture, third!.z), styleCountOf(architecture));
        return latentLoss(params, architecture, stage, styles, target, third!.noise);
      });
      updateLatentAverage(target);
      updateAverages(batchSize);

      const losses = await Promise.all([discriminator, generator, latent].map(async (loss) => (await loss.data())[0]!));
      tf.dispose([real, fake, target, discriminator, generator, latent]);
      for (const generation of [first, second, third])
        tf.dispose([generation!.z, generation!.mixZ, ...generation!.noise]);
      return { discriminator: losses[0]!, generator: losses[1]!, latent: losses[2]! };
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
    close: async () => {
      tf.dispose([live, averaged, latentAverage]);
      tf.dispose(Object.values(slots).map((slot) => slot.secondMoment));
      await backend.close();
    },
  };
}

interface TensorDraw {
  readonly z: tf.Tensor2D;
  readonly mixZ: tf.Tensor2D;
  readonly mixFrom: number;
  readonly noise: readonly tf.Tensor4D[];
}

function toTensorDraw(draw: GenerationDraw, batchSize: number, { architecture }: TrainingOptions): TensorDraw {
  const latents = (z: Float32Array) => tf.tensor2d(z, [batchSize, architecture.latentSize]);
  return {
    z: latents(draw.z),
    mixZ: latents(draw.mixZ),
    mixFrom: draw.mixFrom,
    noise: draw.noise.map((plane, input) => {
      const resolution = blockResolution(Math.floor(input / 2));
      return tf.tensor4d(plane, [plane.length / resolution ** 2, resolution, resolution, 1]);
    }),
  };
}

/** F of both draws, the second from style `mixFrom` on: [N, 2L, S]. */
function mixedStyles(params: Params, { z, mixZ, mixFrom }: TensorDraw, { architecture }: TrainingOptions): tf.Tensor3D {
  const styleCount = styleCountOf(architecture);
  const w = map(params, architecture, z);
  if (mixFrom >= styleCount) return repeatStyles(w, styleCount);
  const mixW = map(params, architecture, mixZ);
  return tf.concat([repeatStyles(w, mixFrom), repeatStyles(mixW, styleCount - mixFrom)], 1);
}

/** Arrays as tensors. The caller disposes of them. */
export const toTensors = (arrays: Arrays): Record<string, tf.Tensor> =>
  Object.fromEntries(Object.entries(arrays).map(([name, { shape, values }]) => [name, tf.tensor(values, [...shape])]));

const clones = (tensors: Params): Record<string, tf.Tensor> =>
  Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, tf.clone(tensor)]));

async function toArrays(tensors: Params): Promise<Arrays> {
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
