import * as tf from '@tensorflow/tfjs-core';
import { networkOf, paramSpecs } from '../networks/paramSpecs.ts';
import type { Params } from '../networks/params.ts';
import { decodeNumbers, dtypeToStore, roundTo } from './dtype.ts';
import { checkShape, type GroupBytes, type ReadOptions, readGroups, readModelFile, tensorsIn } from './read.ts';
import { type GroupName, groupOf, type ModelFile, type WeightArrays, type WeightDtype } from './schema.ts';
import type { ModelSource } from './source.ts';

/**
 * Turns the verified bytes of shard groups into weights.
 * @throws ModelFolderError 'modelInvalid' when a tensor that the architecture demands is missing or has another shape
 */
export function decodeGroups(model: ModelFile, bytes: GroupBytes): WeightArrays {
  return Object.fromEntries(decodeTensors(model, bytes));
}

/**
 * The parameters in shard groups' verified bytes, as tensors on the current backend. They are decoded one after the
 * other, so that a large model is never in memory twice in 32 bits. The caller disposes of them.
 * @throws ModelFolderError as `decodeGroups`
 */
export function loadParams(model: ModelFile, bytes: GroupBytes): Params {
  const params: Record<string, tf.Tensor> = {};
  for (const [name, weight] of decodeTensors(model, bytes)) {
    if (isParam(name)) params[name] = toTensor(weight);
  }
  return params;
}

type Weight = WeightArrays[string];

function* decodeTensors(model: ModelFile, bytes: GroupBytes): Generator<[name: string, weight: Weight]> {
  for (const { name, shape, network } of paramSpecs(model.architecture)) {
    if (bytes[network]) {
      checkShape(name, shape, groupOf(model, network).weights.find((weight) => weight.name === name)?.shape);
    }
  }
  for (const [group, groupBytes] of Object.entries(bytes) as [GroupName, Uint8Array][]) {
    for (const tensor of tensorsIn(model, group, groupBytes)) {
      yield [tensor.name, { shape: tensor.shape, values: decodeNumbers(tensor.bytes, tensor.dtype) }];
    }
  }
}

/**
 * Reads a model: model.json and the weights of the groups asked for.
 * @throws ModelFolderError; the signal's reason when aborted
 */
export async function readModel(
  source: ModelSource,
  { groups, ...options }: ReadOptions & { readonly groups: readonly GroupName[] },
): Promise<{ readonly model: ModelFile; readonly weights: WeightArrays }> {
  const model = await readModelFile(source, options);
  return { model, weights: decodeGroups(model, await readGroups(source, model, groups, options)) };
}

const isParam = (name: string): boolean => networkOf(name) !== undefined;

const toTensor = ({ shape, values }: Weight) => tf.tensor(values, [...shape], 'float32');

/** The networks' parameters among some weights, as tensors on the current backend. The caller disposes of them. */
export function toParams(weights: WeightArrays): Params {
  return Object.fromEntries(
    Object.entries(weights)
      .filter(([name]) => isParam(name))
      .map(([name, weight]) => [name, toTensor(weight)]),
  );
}

/**
 * The same, but each parameter comes onto the backend when a network asks for it, and leaves with the tidy around: to run a
 * large model once in a fraction of its memory.
 * @param dtype how the weights will be stored (`dtypeToStore`): they are rounded to it
 */
export function transientParams(weights: WeightArrays, dtype: WeightDtype): Params {
  const params: Record<string, tf.Tensor> = {};
  for (const [name, { shape, values }] of Object.entries(weights)) {
    if (!isParam(name)) continue;
    const get = () => tf.tensor(roundTo(values, dtypeToStore(name, shape, dtype)), [...shape], 'float32');
    Object.defineProperty(params, name, { get, enumerable: true });
  }
  return params;
}
