import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs'; // registers tfjs's own gradients, some of which ours replace
import type { Architecture } from '../../src/networks/architecture.ts';
import { registerGradients } from '../../src/networks/gradients.ts';
import { type Network, type Params, paramSpecs } from '../../src/networks/params.ts';
import type { Growth } from './losses.ts';

registerGradients();

/** Names of the weights of `networks` that take part in computing at this stage of growth. */
export function reachedParams(
  architecture: Architecture,
  { lod, blend }: Growth,
  networks: readonly Network[],
): string[] {
  const first = architecture.layerCount - 1 - lod;
  const isFading = lod > 0 && blend < 1;
  const isReached: Readonly<Record<string, (index: number) => boolean>> = {
    'G/block': (block) => block <= lod,
    'G/toRgb': (block) => block === lod || (isFading && block === lod - 1),
    'E/block': (block) => block >= first,
    'E/fromRgb': (block) => block === first || (isFading && block === first + 1),
  };
  return paramSpecs(architecture)
    .filter(({ network }) => networks.includes(network))
    .map(({ name }) => name)
    .filter((name) => {
      const [, scope, index] = /^(\w\/[a-zA-Z]+)(\d+)/.exec(name) ?? [];
      return isReached[scope ?? '']?.(Number(index)) ?? true;
    });
}

/** The loss at `params`, and its gradients with respect to the weights called `names`. The caller disposes of both. */
export function gradientsOf(
  params: Params,
  names: readonly string[],
  loss: (params: Params) => tf.Scalar,
): { value: tf.Scalar; gradients: Record<string, tf.Tensor> } {
  const at = names.map((name) => params[name]!);
  const { value, grads } = tf.valueAndGrads((...weights: tf.Tensor[]) =>
    loss({ ...params, ...Object.fromEntries(names.map((name, i) => [name, weights[i]!])) }),
  )(at);
  return { value: value as tf.Scalar, gradients: Object.fromEntries(names.map((name, i) => [name, grads[i]!])) };
}
