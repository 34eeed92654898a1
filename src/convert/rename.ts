import { permute } from '../base/permute.ts';
import type { Network } from '../networks/paramSpecs.ts';

/*
 * The one place that knows the reference implementation's names and layouts.
 */

/** Which of the two copies of the networks: the averaged ones draw better pictures, the live ones go on training. */
export type WeightChoice = 'averaged' | 'live';

/** The entry of a checkpoint that holds the networks. */
export const MODELS_KEY = 'models';

/** `discriminator` is E, `generator` G, `mapping_tl` D, `mapping_fl` F; `_s` marks averaged copies. */
const STATE_DICTS: Readonly<Record<Network, string>> = {
  E: 'discriminator',
  G: 'generator',
  D: 'mapping_tl',
  F: 'mapping_fl',
};

/** What `DataParallel` and `torch.compile` put before the name of what they wrap, or into it. */
const WRAPPERS = /(?<=^|\.)(?:module|_orig_mod)\./g;
export const withoutWrappers = (theirName: string): string => theirName.replaceAll(WRAPPERS, '');

export const stateDictOf = (network: Network, choice: WeightChoice): string =>
  STATE_DICTS[network] + (choice === 'averaged' ? '_s' : '');

/** Where the averaged latent w̄ [2L, S] lies, the first that is there; there is one for both copies. */
export const AVERAGE_LATENT_DICTS = ['dlatent_avg', 'dlatent_avg_s'] as const;
export const AVERAGE_LATENT_TENSOR = 'buff';

/** Constants that are stored beside the weights. */
const BUFFER = /\.blur\.weight$/;
export const isBuffer = (theirName: string): boolean => BUFFER.test(theirName);

/** How stored values become ours. */
type Layout =
  | 'same'
  | 'vector' // [1, C, 1, 1] → [C]
  | 'dense' // [out, in] → [in, out]
  | 'convolution' // [out, in, h, w] → [h, w, in, out]
  | 'transposedConvolution' // [in, out, h, w], turned by 180° → [h, w, in, out]
  | 'featureMap'; // [1, C, h, w] → [1, h, w, C]

/** A name of theirs, a template of ours (`$1` stands for the first group), and the layout between them. */
interface Rule {
  readonly pattern: RegExp;
  readonly name: string;
  readonly layout: Layout;
  /** From this block on, which the first group names, the layout is that of a transposed convolution. */
  readonly transposedFrom?: number;
}

/** From 128 pixels on, G's first convolutions are stored as transposed ones. */
const TRANSPOSED_FROM_BLOCK = 5;

export const RULES: Readonly<Record<Network, readonly Rule[]>> = {
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
    {
      pattern: /^decode_block\.(\d+)\.conv_1\.weight$/,
      name: 'G/block$1/conv1/weight',
      layout: 'convolution',
      transposedFrom: TRANSPOSED_FROM_BLOCK,
    },
    { pattern: /^decode_block\.(\d+)\.conv_2\.weight$/, name: 'G/block$1/conv2/weight', layout: 'convolution' },
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

/** A stored weight's name and shape here, and how its values come into that shape. */
export interface RenamedWeight {
  readonly name: string;
  readonly shape: readonly number[];
  readonly reorder: (values: Float32Array) => Float32Array;
}

/** A weight of the reference implementation as ours; `undefined` for what is no weight. */
export function renameWeight(network: Network, theirName: string, shape: readonly number[]): RenamedWeight | undefined {
  const rule = RULES[network].find(({ pattern }) => pattern.test(theirName));
  if (!rule) return undefined;
  const { pattern, layout, transposedFrom = Number.POSITIVE_INFINITY } = rule;
  const block = Number(pattern.exec(theirName)![1]);
  return {
    name: theirName.replace(pattern, rule.name),
    ...relayout(shape, block >= transposedFrom ? 'transposedConvolution' : layout),
  };
}

function relayout(shape: readonly number[], layout: Layout): Omit<RenamedWeight, 'name'> {
  const order = ORDERS[layout];
  // A shape of another rank is no such weight: it is left as it is, and fits no architecture.
  if (!order || order.length !== shape.length) return { shape, reorder: (values) => values };
  const ours = order.map((axis) => shape[axis]!);
  const isVector = layout === 'vector' && ours.slice(0, -1).every((length) => length === 1);
  return {
    shape: isVector ? ours.slice(-1) : ours,
    reorder: (values) => permute(layout === 'transposedConvolution' ? turn(values, shape) : values, shape, order),
  };
}

/** Axis i of ours is axis `order[i]` of theirs. */
export const ORDERS: Readonly<Record<Layout, readonly number[] | undefined>> = {
  same: undefined,
  vector: [0, 2, 3, 1],
  dense: [1, 0],
  convolution: [2, 3, 1, 0],
  transposedConvolution: [2, 3, 0, 1],
  featureMap: [0, 2, 3, 1],
};

/** Turns every kernel [..., h, w] by 180°. */
export function turn(values: Float32Array, [, , h = 1, w = 1]: readonly number[]): Float32Array {
  const size = h * w;
  return values.map((_, i) => values[i - (i % size) + (size - 1 - (i % size))]!);
}
