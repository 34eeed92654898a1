import * as tf from '@tensorflow/tfjs-core';
import type { ParamSpec } from '../../src/networks/paramSpecs.ts';
import type { Params } from '../../src/networks/params.ts';
import type { Arrays, WeightsState } from '../run/trainingState.ts';
import { adamStep } from './adam.ts';

/**
 * One network's weights in one vector, for Adam and the averages: a dozen operations a network instead of a dozen a weight.
 * On a graphics card an iteration takes as long as its launches are many.
 */
interface FlatNetwork {
  /** The weights as the network takes them; a step puts others in their place. */
  readonly params: Params;
  /** One step of Adam along the gradients of those weights that have one. */
  step(gradients: Params, learningRate: number): void;
  /** `average ← keep·average + (1 - keep)·weights` */
  updateAverage(keep: number): void;
  resetOptimiser(): void;
  state(): Promise<WeightsState>;
  dispose(): void;
}

/** A weight's place in the vector. */
interface Part extends ParamSpec {
  readonly begin: number;
  readonly length: number;
}

/** @param specs of the network's weights @param state of these weights and maybe others */
export function createFlatNetwork(specs: readonly ParamSpec[], state: WeightsState): FlatNetwork {
  const parts = layOut(specs);
  const scale = join(parts, ({ length, learningRateScale }) => new Float32Array(length).fill(learningRateScale));
  let live = join(parts, ({ name }) => state.live[name]!.values);
  let averaged = join(parts, ({ name }) => state.averaged[name]!.values);
  let stepCounts = new Map(
    parts.flatMap(({ name }) => (name in state.stepCounts ? [[name, state.stepCounts[name]!]] : [])),
  );
  let secondMoment: tf.Tensor1D | undefined =
    stepCounts.size > 0
      ? join(parts, ({ name, length }) => state.secondMoments[name]?.values ?? new Float32Array(length))
      : undefined;
  const params: Record<string, tf.Tensor> = {};
  const refresh = (changed: readonly Part[]) => {
    for (const { name, shape, begin, length } of changed) {
      params[name]?.dispose();
      params[name] = tf.tidy(() => tf.reshape(tf.slice1d(live, begin, length), [...shape]));
    }
  };
  refresh(parts);

  return {
    params,
    step(gradients, learningRate) {
      const moved = parts.filter(({ name }) => name in gradients);
      const [first] = moved;
      if (!first) return;
      // Weights are reached together at a level of detail, so that they have taken equally many steps.
      const slot = secondMoment && { secondMoment, stepCount: stepCounts.get(first.name) ?? 0 };
      const gradient = joinGradients(parts, gradients);
      const stepped = adamStep(live, gradient, slot, learningRate, scale);
      tf.dispose([gradient, live]);
      secondMoment?.dispose();
      live = stepped.weight;
      secondMoment = stepped.slot.secondMoment;
      for (const { name } of moved) stepCounts.set(name, stepped.slot.stepCount);
      refresh(moved);
    },
    updateAverage(keep) {
      const next = tf.tidy(() => tf.add(tf.mul(averaged, keep), tf.mul(live, 1 - keep)) as tf.Tensor1D);
      averaged.dispose();
      averaged = next;
    },
    resetOptimiser() {
      secondMoment?.dispose();
      secondMoment = undefined;
      stepCounts = new Map();
    },
    async state() {
      const moved = parts.filter(({ name }) => stepCounts.has(name));
      return {
        live: await split(parts, live),
        averaged: await split(parts, averaged),
        secondMoments: secondMoment ? await split(moved, secondMoment) : {},
        stepCounts: Object.fromEntries(stepCounts),
      };
    },
    dispose() {
      tf.dispose([live, averaged, scale, params]);
      secondMoment?.dispose();
    },
  };
}

function layOut(specs: readonly ParamSpec[]): readonly Part[] {
  let end = 0;
  return specs.map((spec) => {
    const length = tf.util.sizeFromShape([...spec.shape]);
    end += length;
    return { ...spec, begin: end - length, length };
  });
}

function join(parts: readonly Part[], valuesOf: (part: Part) => Float32Array): tf.Tensor1D {
  const { begin, length } = parts.at(-1)!;
  const values = new Float32Array(begin + length);
  for (const part of parts) values.set(valuesOf(part), part.begin);
  return tf.tensor1d(values);
}

/** Zero for weights without a gradient, which leaves them where they are. */
const joinGradients = (parts: readonly Part[], gradients: Params): tf.Tensor1D =>
  tf.tidy(() =>
    tf.concat1d(
      parts.map(({ name, length }) => {
        const gradient = gradients[name];
        return gradient ? tf.reshape<tf.Rank.R1>(gradient, [length]) : tf.fill<tf.Rank.R1>([length], 0);
      }),
    ),
  );

async function split(parts: readonly Part[], vector: tf.Tensor1D): Promise<Arrays> {
  const values = (await vector.data()) as Float32Array;
  return Object.fromEntries(
    parts.map(({ name, shape, begin, length }) => [name, { shape, values: values.slice(begin, begin + length) }]),
  );
}
