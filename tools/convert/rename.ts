import type { Network } from '../../src/networks/params.ts';
import { permute } from '../permute.ts';

/**
 * The one place that knows the reference implementation's names and layouts.
 *
 * Its state dicts: `discriminator` is E, `generator` G, `mapping_tl` D, `mapping_fl` F; `_s` marks averaged copies.
 */
export const STATE_DICTS: Readonly<Record<Network, string>> = {
  E: 'discriminator',
  G: 'generator',
  D: 'mapping_tl',
  F: 'mapping_fl',
};

/** How stored values become ours. */
type Layout =
  | 'same'
  | 'vector' // [1, C, 1, 1] → [C]
  | 'dense' // [out, in] → [in, out]
  | 'convolution' // [out, in, h, w] → [h, w, in, out]
  | 'transposedConvolution' // [in, out, h, w], turned by 180° → [h, w, in, out]
  | 'featureMap'; // [1, C, h, w] → [1, h, w, C]

interface Rule {
  readonly pattern: RegExp;
  readonly name: string;
  readonly layout: Layout;
}

const RULES: Readonly<Record<Network, readonly Rule[]>> = {
  F: [
    { pattern: /^map_blocks\.(\d+)\.fc\.weight$/, name: 'F/layer$1/weight', layout: 'dense' },
    { pattern: /^map_blocks\.(\d+)\.fc\.bias$/, name: 'F/layer$1/bias', layout: 'same' },
  ],
  D: [
    { pattern: /^map_blocks\.(\d+)\.weight$/, name: 'D/layer$1/weight', layout: 'dense' },
    { pattern: /^map_blocks\.(\d+)\.bias$/, name: 'D/layer$1/bias', layout: 'same' },
  ],
  G: [
    { pattern: /^const$/, name: 'G/constant', layout: 'featureMap' },
    { pattern: /^decode_block\.(\d+)\.noise_weight_(\d)$/, name: 'G/block$1/noise$2', layout: 'vector' },
    { pattern: /^decode_block\.(\d+)\.bias_(\d)$/, name: 'G/block$1/bias$2', layout: 'vector' },
    { pattern: /^decode_block\.(\d+)\.conv_(\d)\.weight$/, name: 'G/block$1/conv$2/weight', layout: 'convolution' },
    { pattern: /^decode_block\.(\d+)\.style_(\d)\.weight$/, name: 'G/block$1/style$2/weight', layout: 'dense' },
    { pattern: /^decode_block\.(\d+)\.style_(\d)\.bias$/, name: 'G/block$1/style$2/bias', layout: 'same' },
    { pattern: /^to_rgb\.(\d+)\.to_rgb\.weight$/, name: 'G/toRgb$1/weight', layout: 'convolution' },
    { pattern: /^to_rgb\.(\d+)\.to_rgb\.bias$/, name: 'G/toRgb$1/bias', layout: 'same' },
  ],
  E: [
    { pattern: /^from_rgb\.(\d+)\.from_rgb\.weight$/, name: 'E/fromRgb$1/weight', layout: 'convolution' },
    { pattern: /^from_rgb\.(\d+)\.from_rgb\.bias$/, name: 'E/fromRgb$1/bias', layout: 'same' },
    { pattern: /^encode_block\.(\d+)\.bias_(\d)$/, name: 'E/block$1/bias$2', layout: 'vector' },
    { pattern: /^encode_block\.(\d+)\.conv_(\d)\.weight$/, name: 'E/block$1/conv$2/weight', layout: 'convolution' },
    { pattern: /^encode_block\.(\d+)\.style_(\d)\.weight$/, name: 'E/block$1/style$2/weight', layout: 'dense' },
    { pattern: /^encode_block\.(\d+)\.style_(\d)\.bias$/, name: 'E/block$1/style$2/bias', layout: 'same' },
  ],
};

/** From this resolution on, G's first convolutions are stored as transposed ones. */
const TRANSPOSED_FROM_RESOLUTION = 128;

/** A weight under our name and in our layout; `undefined` for buffers that are not weights, such as the blur kernel. */
export function renameWeight(
  network: Network,
  theirName: string,
  shape: readonly number[],
  values: Float32Array,
): { name: string; shape: number[]; values: Float32Array } | undefined {
  const rule = RULES[network].find(({ pattern }) => pattern.test(theirName));
  if (!rule) return undefined;
  const name = theirName.replace(rule.pattern, rule.name);
  return { name, ...relayout(values, shape, isTransposed(name) ? 'transposedConvolution' : rule.layout) };
}

function isTransposed(name: string): boolean {
  const block = /^G\/block(\d+)\/conv1\//.exec(name)?.[1];
  return block !== undefined && 4 * 2 ** Number(block) >= TRANSPOSED_FROM_RESOLUTION;
}

function relayout(values: Float32Array, shape: readonly number[], layout: Layout) {
  switch (layout) {
    case 'same':
      return { shape: [...shape], values };
    case 'vector':
      return { shape: [shape[1] ?? 1], values };
    case 'dense':
      return reorder(values, shape, [1, 0]);
    case 'featureMap':
      return reorder(values, shape, [0, 2, 3, 1]);
    case 'convolution':
      return reorder(values, shape, [2, 3, 1, 0]);
    case 'transposedConvolution':
      return reorder(turn(values, shape), shape, [2, 3, 0, 1]);
  }
}

function reorder(values: Float32Array, shape: readonly number[], order: readonly number[]) {
  return { shape: order.map((axis) => shape[axis]!), values: permute(values, shape, order) };
}

/** Turns every kernel [..., h, w] by 180°. */
function turn(values: Float32Array, [, , h = 1, w = 1]: readonly number[]): Float32Array {
  const size = h * w;
  return values.map((_, i) => values[i - (i % size) + (size - 1 - (i % size))]!);
}
