import * as tf from '@tensorflow/tfjs-core';
import type { Architecture } from './architecture.ts';
import { paramSpecs } from './paramSpecs.ts';

/** Weights by name (`paramSpecs` lists them). They are effective weights: no scale is applied when they are used. */
export type Params = Readonly<Record<string, tf.Tensor>>;

/** A model: what `architecture` says it is, and its weights on the current backend, all of them or those of some networks. */
export interface Model {
  readonly architecture: Architecture;
  readonly params: Params;
}

/** Initial weights, the same for the same seed on every backend. The caller disposes of them. */
export function createParams(architecture: Architecture, seed: number): Params {
  return Object.fromEntries(
    paramSpecs(architecture).map(({ name, shape, initialStd, initialMean }, index) => [
      name,
      initialStd > 0
        ? tf.randomNormal([...shape], initialMean, initialStd, 'float32', seed * 4096 + index)
        : tf.fill([...shape], initialMean),
    ]),
  );
}

/** The weight called `name`. @throws Error when the model has none: its parameters do not fit its architecture */
export function param<T extends tf.Tensor>(params: Params, name: string): T {
  const tensor = params[name];
  if (!tensor) throw new Error(`The model has no weight called "${name}".`);
  return tensor as T;
}
