import os from 'node:os';
import * as tf from '@tensorflow/tfjs-core';
import { permute } from '../../../src/base/permute.ts';
import { LOSSES, type Losses } from '../../../src/learning/losses.ts';
import { type Architecture, blockResolution, styleCountOf } from '../../../src/networks/architecture.ts';
import { isFading } from '../../../src/networks/ops.ts';
import { paramSpecs } from '../../../src/networks/paramSpecs.ts';
import type { Model } from '../../../src/networks/params.ts';
import type { Backend } from '../../compute/backend.ts';
import type { ProviderName } from '../../compute/devices.ts';
import type { Stage } from '../../run/schedule.ts';
import type { TrainingOptions } from '../../run/trainingOptions.ts';
import type { Arrays, TrainingState } from '../../run/trainingState.ts';
import { orderOf } from '../../trace/dataOrder.ts';
import { TRACE_KERNELS } from '../../trace/kernels.ts';
import { Tracer } from '../../trace/tracer.ts';
import { type AdamArrays, adamInPlace } from '../adam.ts';
import { type IterationDraw, mixMask } from '../draws.ts';
import { initialState } from '../initialState.ts';
import type { TrainingEngine } from '../trainingEngine.ts';
import {
  type Generation,
  gradientsOf,
  type IterationTensors,
  reachedParams,
  type Update,
  updatesOf,
} from '../update.ts';
import { createReplicas } from './replicas.ts';

/** An update as a graph that the replicas hold, and which weights it moves. */
interface Program {
  readonly key: string;
  readonly moved: readonly string[];
}

/** A weight with all that belongs to it, its data in the order in which the graphs want it; `live` is memory that the replicas read. */
interface Slot extends AdamArrays {
  readonly shape: readonly number[];
  readonly averaged: Float32Array;
}

interface TracedEngineSettings {
  /** What to go on from; default: initial weights from the options' seed. */
  readonly initial?: TrainingState | undefined;
  /** Cores to use; default: all. */
  readonly threads?: number | undefined;
  /** What ONNX Runtime computes with; what it cannot do there falls to the cpu. Default: cpu. */
  readonly provider?: ProviderName | undefined;
}

/**
 * Trains with each update as one graph, recorded from the same losses and networks that the eager engine runs, and
 * computed by ONNX Runtime on all cores, each with a share of the batch: every loss is a mean over images, none of which
 * knows of another. Adam and the averages run here, over the plain arrays.
 * @param backend the tfjs backend that makes initial weights; it is closed with the engine
 * @throws UserError when the provider is not there, at the first iteration
 */
export async function createTracedEngine(
  options: TrainingOptions,
  backend: Backend,
  { initial, threads = os.availableParallelism(), provider = 'cpu' }: TracedEngineSettings = {},
): Promise<TrainingEngine> {
  const { architecture } = options;
  const updates = updatesOf(options);
  const slots = new Map<string, Slot>();
  const shared = Object.fromEntries(paramSpecs(architecture).map(({ name, shape }) => [name, sharedFloats(shape)]));
  const latentAverage = new Float32Array(architecture.latentSize);
  const restore = (state: TrainingState) => {
    for (const { name, shape, learningRateScale } of paramSpecs(architecture)) {
      const toGraph = (arrays: Arrays) => permute(arrays[name]!.values, shape, orderOf(shape));
      const live = shared[name]!;
      live.set(toGraph(state.live));
      slots.set(name, {
        shape,
        learningRateScale,
        live,
        averaged: toGraph(state.averaged),
        secondMoment: state.secondMoments[name] ? toGraph(state.secondMoments) : undefined,
        stepCount: state.stepCounts[name] ?? 0,
      });
    }
    latentAverage.set(state.latentAverage);
  };
  restore(initial ?? (await initialState(options)));

  const replicas = createReplicas({ weights: shared, provider, threads });
  const programs = new Map<string, Program>();
  let programsLod = -1;
  const programFor = async (update: Update, stage: Stage, r1Gamma: number): Promise<Program> => {
    if (stage.lod !== programsLod) {
      await replicas.release();
      programs.clear();
      programsLod = stage.lod;
    }
    const gamma = update.name === 'discriminator' ? r1Gamma : 0;
    const key = [update.name, stage.batchSize, isFading(stage.lod, stage.blend), gamma].join();
    let program = programs.get(key);
    if (!program) {
      const share = { ...stage, batchSize: stage.batchSize / replicas.countFor(stage.batchSize) };
      const { bytes, moved } = recordUpdate(update, architecture, share, gamma);
      await replicas.load(key, bytes, stage.batchSize);
      program = { key, moved };
      programs.set(key, program);
    }
    return program;
  };

  return {
    description:
      provider === 'cpu'
        ? `ONNX Runtime on ${threads} ${threads === 1 ? 'core' : 'cores'}`
        : `ONNX Runtime with its ${provider} provider`,
    resetOptimiser: () => {
      for (const slot of slots.values()) {
        slot.secondMoment = undefined;
        slot.stepCount = 0;
      }
    },
    iterate: async (draw, stage, r1Gamma) => {
      const count = replicas.countFor(stage.batchSize);
      const shares = Array.from({ length: count }, (_, share) => drawArrays(draw, stage, architecture, share, count));
      const losses: { -readonly [Name in keyof Losses]?: number } = {};
      for (const update of updates) {
        const { key, moved } = await programFor(update, stage, r1Gamma);
        const results = await replicas.run(key, shares);
        for (const name of LOSSES) {
          const loss = results[`loss:${name}`];
          if (loss) losses[name] = loss[0]!;
        }
        for (const name of moved) adamInPlace(slots.get(name)!, results[`gradient:${name}`]!, stage.learningRate);
        if (update.name === 'latent') approach(latentAverage, results.latentMean!, options.latentAverageDecay);
      }
      for (const { live, averaged } of slots.values()) approach(averaged, live, stage.averageKeep);
      return losses as Losses;
    },
    state: async () => {
      const pick = (values: (slot: Slot) => Float32Array | undefined): Arrays =>
        Object.fromEntries(
          [...slots].flatMap(([name, slot]) => {
            const data = values(slot);
            return data ? [[name, { shape: slot.shape, values: fromGraph(data, slot.shape) }]] : [];
          }),
        );
      return {
        live: pick((slot) => slot.live),
        averaged: pick((slot) => slot.averaged),
        secondMoments: pick((slot) => slot.secondMoment),
        stepCounts: Object.fromEntries(
          [...slots].flatMap(([name, { stepCount }]) => (stepCount ? [[name, stepCount]] : [])),
        ),
        latentAverage: Float32Array.from(latentAverage),
      };
    },
    restore,
    close: async () => {
      await replicas.close();
      await backend.close();
    },
  };
}

/** Memory for the values of a weight that other threads can read. */
const sharedFloats = (shape: readonly number[]): Float32Array =>
  new Float32Array(new SharedArrayBuffer(4 * shape.reduce((product, n) => product * n, 1)));

/** Data in graph order → the order of the tensor's shape. */
function fromGraph(data: Float32Array, shape: readonly number[]): Float32Array {
  const order = orderOf(shape);
  const stored = order.map((axis) => shape[axis]!);
  return permute(
    data,
    stored,
    [...shape.keys()].map((axis) => order.indexOf(axis)),
  );
}

/** `average ← keep·average + (1 - keep)·target`, in place. */
function approach(average: Float32Array, target: Float32Array, keep: number): void {
  const take = 1 - keep;
  for (let i = 0; i < average.length; i++) average[i] = keep * average[i]! + take * target[i]!;
}

const UPDATE_NAMES = ['first', 'second', 'third'] as const;
const PHOTO_UPDATE = 'photo';

/** One share of an iteration's draws by the names of the graphs' inputs: of what there is per image, that many images. */
function drawArrays(
  draw: IterationDraw,
  stage: Stage,
  architecture: Architecture,
  share: number,
  count: number,
): Record<string, Float32Array> {
  const part = (perImage: Float32Array) => {
    const length = perImage.length / count;
    return perImage.subarray(share * length, (share + 1) * length);
  };
  const arrays: Record<string, Float32Array> = { real: part(draw.real), blend: Float32Array.of(stage.blend) };
  const addNoise = (scope: string, noise: readonly Float32Array[]) =>
    noise.forEach((planes, input) => {
      arrays[`${scope}.noise${input}`] = input === 0 ? planes : part(planes); // the first is the same for all images
    });
  draw.generations.forEach(({ z, mixZ, mixFrom, noise }, index) => {
    const scope = UPDATE_NAMES[index]!;
    arrays[`${scope}.z`] = part(z);
    arrays[`${scope}.mixZ`] = part(mixZ);
    arrays[`${scope}.mixMask`] = mixMask(mixFrom, architecture);
    addNoise(scope, noise);
  });
  addNoise(PHOTO_UPDATE, draw.photoNoise);
  return arrays;
}

/** Records one update, second derivatives included: inputs are all weights and draws, outputs the loss and gradients. */
function recordUpdate(
  update: Update,
  architecture: Architecture,
  { lod, batchSize, blend }: Stage,
  r1Gamma: number,
): { bytes: Uint8Array; moved: readonly string[] } {
  return Tracer.run(TRACE_KERNELS, (tracer) => {
    const input = <T extends tf.Tensor>(name: string, shape: readonly number[], order?: readonly number[]) =>
      tracer.input(name, shape, order) as T;
    const resolution = blockResolution(lod);
    const noise = (scope: string) =>
      Array.from({ length: 2 * (lod + 1) }, (_, i) => {
        const size = blockResolution(Math.floor(i / 2));
        return input<tf.Tensor4D>(`${scope}.noise${i}`, [i === 0 ? 1 : batchSize, size, size, 1]);
      });
    const generation = (scope: string): Generation => ({
      z: input(`${scope}.z`, [batchSize, architecture.latentSize]),
      mixZ: input(`${scope}.mixZ`, [batchSize, architecture.latentSize]),
      mixMask: input(`${scope}.mixMask`, [1, styleCountOf(architecture), 1]),
      noise: noise(scope),
    });
    const growth = { lod, blend: isFading(lod, blend) ? input<tf.Scalar>('blend', []) : 1 };
    const iteration: IterationTensors = {
      growth,
      real: input('real', [batchSize, resolution, resolution, architecture.channels]),
      generations: [generation(UPDATE_NAMES[0]), generation(UPDATE_NAMES[1]), generation(UPDATE_NAMES[2])],
      photoNoise: update.name === PHOTO_UPDATE ? noise(PHOTO_UPDATE) : [],
      r1Gamma,
    };
    const params = Object.fromEntries(
      paramSpecs(architecture).map(({ name, shape }) => [name, input(name, shape, orderOf(shape))]),
    );
    const live: Model = { architecture, params };
    const moved = reachedParams(architecture, growth, update.networks);
    const prepared = update.prepare?.(live, iteration);
    const { terms, gradients } = gradientsOf(live, moved, (model) => update.losses(model, iteration, live, prepared));
    const outputs: Record<string, string> = {};
    for (const [name, value] of Object.entries(terms)) outputs[`loss:${name}`] = tracer.output(value);
    for (const name of moved) {
      const gradient = gradients[name]!;
      outputs[`gradient:${name}`] = tracer.output(gradient, orderOf(gradient.shape));
    }
    if (update.name === 'latent') outputs.latentMean = tracer.output(tf.mean(prepared as tf.Tensor2D, 0));
    return { bytes: tracer.graph.build(outputs), moved };
  });
}
