import * as tf from '@tensorflow/tfjs-core';
import { NETWORKS, type Params, paramSpecs } from '../networks/params.ts';
import { decodeFloat16 } from './float16.ts';
import { checkShape, elementCount, type GroupBytes, type ReadOptions, readGroups, readModelFile } from './read.ts';
import { type GroupName, groupOf, type ModelFile, type WeightArrays } from './schema.ts';
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
  const groups = Object.entries(bytes) as [GroupName, Uint8Array][];
  for (const { name, shape, network } of paramSpecs(model.architecture)) {
    if (bytes[network]) {
      checkShape(name, shape, groupOf(model, network).weights.find((weight) => weight.name === name)?.shape);
    }
  }
  for (const [group, groupBytes] of groups) {
    let offset = 0;
    for (const { name, shape } of groupOf(model, group).weights) {
      const end = offset + 2 * elementCount(shape);
      yield [name, { shape, values: decodeFloat16(groupBytes.subarray(offset, end)) }];
      offset = end;
    }
  }
}

const isParam = (name: string) => NETWORKS.some((network) => name.startsWith(`${network}/`));

const toTensor = ({ shape, values }: Weight) => tf.tensor(values, [...shape], 'float32');

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

/** The networks' parameters among some weights, as tensors on the current backend. The caller disposes of them. */
export function toParams(weights: WeightArrays): Params {
  return Object.fromEntries(
    Object.entries(weights)
      .filter(([name]) => isParam(name))
      .map(([name, weight]) => [name, toTensor(weight)]),
  );
}
