import * as tf from '@tensorflow/tfjs-core';
import { transientParams } from '../modelFolder/decodeWeights.ts';
import { roundTo } from '../modelFolder/dtype.ts';
import type { WeightArrays, WeightDtype } from '../modelFolder/schema.ts';
import { type Architecture, resolutionOf, styleCountOf } from '../networks/architecture.ts';
import { encode, generate, type Model, repeatStyles } from '../networks/model.ts';
import { readNumbers } from './inference.ts';

/** Largest deviation from the recorded check that a backend may show, relative to the largest recorded magnitude. */
export const CHECK_TOLERANCE = 1e-2;

/**
 * Runs a model on an image and records what came out, so that a backend can prove itself on another machine:
 * `check/image` [1, r, r, C], `check/w` [1, S] = E(image) and `check/reconstruction` = G(w), without noise. The weights
 * and the inputs are rounded first as the folder stores them.
 * @param image values in [-1, 1], r · r · C of them
 */
export async function recordCheck(
  weights: WeightArrays,
  architecture: Architecture,
  image: Float32Array,
  dtype: WeightDtype = 'float16',
): Promise<WeightArrays> {
  const imageShape = [1, resolutionOf(architecture), resolutionOf(architecture), architecture.channels];
  const input = { shape: imageShape, values: roundTo(image, dtype) };
  const model = { architecture, params: transientParams(weights, dtype) };
  const w = await runEncoder(model, input.values);
  const code = { shape: [1, architecture.latentSize], values: roundTo(w, dtype) };
  const reconstruction = await runGenerator(model, code.values);
  return {
    'check/image': input,
    'check/w': code,
    'check/reconstruction': { shape: imageShape, values: reconstruction },
  };
}

/**
 * Repeats the recorded check on the current backend.
 * @returns the largest deviation, relative to the largest recorded magnitude; infinity when something is not finite
 */
export async function measureCheck(model: Model, recorded: WeightArrays): Promise<number> {
  const values = (name: string) => recorded[name]!.values;
  const w = await runEncoder(model, values('check/image'));
  const reconstruction = await runGenerator(model, values('check/w'));
  return Math.max(deviation(w, values('check/w')), deviation(reconstruction, values('check/reconstruction')));
}

/** How far what one check recorded lies from what another did, in the same terms. */
export const deviationOf = (actual: WeightArrays, recorded: WeightArrays): number =>
  Math.max(
    ...(['check/w', 'check/reconstruction'] as const).map((name) =>
      deviation(actual[name]!.values, recorded[name]!.values),
    ),
  );

function deviation(actual: Float32Array, recorded: Float32Array): number {
  let difference = 0;
  let magnitude = 0;
  for (const [i, value] of recorded.entries()) {
    if (!Number.isFinite(actual[i])) return Number.POSITIVE_INFINITY;
    difference = Math.max(difference, Math.abs(actual[i]! - value));
    magnitude = Math.max(magnitude, Math.abs(value));
  }
  return difference / magnitude;
}

function runEncoder(model: Model, image: Float32Array): Promise<Float32Array> {
  const resolution = resolutionOf(model.architecture);
  const shape: [number, number, number, number] = [1, resolution, resolution, model.architecture.channels];
  return readNumbers(() => encode(model, tf.tensor4d(image, shape)));
}

function runGenerator(model: Model, w: Float32Array): Promise<Float32Array> {
  return readNumbers(() =>
    generate(model, repeatStyles(tf.tensor2d(w, [1, w.length]), styleCountOf(model.architecture))),
  );
}
