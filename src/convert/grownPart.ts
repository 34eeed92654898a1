import { coarserPart } from '../modelFolder/coarserPart.ts';
import type { WeightArrays } from '../modelFolder/schema.ts';
import type { ModelArchitecture } from './inferArchitecture.ts';

interface SizedWeights {
  readonly architecture: ModelArchitecture;
  readonly weights: WeightArrays;
}

/**
 * The model that a checkpoint has grown into. The reference implementation makes all blocks at once, with biases and noise
 * weights of 0, and trains the finer ones when their turn comes: blocks where all of these are still exactly 0, in G and in E,
 * hold random kernels, whose pictures are grey.
 */
export function grownPart({ architecture, weights }: SizedWeights): SizedWeights {
  const layerCount = trainedLayers({ architecture, weights });
  return layerCount === architecture.layerCount
    ? { architecture, weights }
    : coarserPart({ architecture, weights }, layerCount);
}

/** Blocks, coarsest first, that a training has reached. All of them in a model that none has touched at all. */
function trainedLayers({ architecture: { layerCount }, weights }: SizedWeights): number {
  const isZero = (name: string) => weights[name]!.values.every((value) => value === 0);
  const isUntouched = (block: number) =>
    ['noise1', 'noise2', 'bias1', 'bias2'].every((name) => isZero(`G/block${block}/${name}`)) &&
    ['bias1', 'bias2'].every((name) => isZero(`E/block${layerCount - 1 - block}/${name}`));
  let count = layerCount;
  while (count > 0 && isUntouched(count - 1)) count--;
  return count || layerCount;
}
