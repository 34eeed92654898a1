import type { Architecture } from '../networks/architecture.ts';
import { namesInDepth } from '../networks/paramSpecs.ts';
import { AVERAGE_LATENT, type WeightArrays } from './schema.ts';

/**
 * The whole model of a lower resolution that is in the coarsest blocks of one that has not grown, in training, to all of its
 * own: its E counts the blocks from its own finest one. Twice the `startChannels` for each block less keep every width as it is.
 * @param weights all parameters, or those of some networks, and `wAverage` [2L, S]
 */
export function coarserPart<A extends Architecture>(
  { architecture, weights }: { readonly architecture: A; readonly weights: WeightArrays },
  layerCount: number,
): { architecture: A; weights: WeightArrays } {
  const { startChannels, latentSize } = architecture;
  const part = {
    ...architecture,
    layerCount,
    startChannels: startChannels * 2 ** (architecture.layerCount - layerCount),
  };
  const average = weights[AVERAGE_LATENT]!.values.slice(0, 2 * layerCount * latentSize);
  const partWeights: WeightArrays = { [AVERAGE_LATENT]: { shape: [2 * layerCount, latentSize], values: average } };
  for (const [name, partName] of namesInDepth(architecture, part)) {
    if (weights[name]) partWeights[partName] = weights[name];
  }
  return { architecture: part, weights: partWeights };
}
