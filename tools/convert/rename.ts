import type { Network } from '../../src/networks/params.ts';

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
  const [a = 1, b = 1, h = 1, w = 1] = shape;
  switch (layout) {
    case 'same':
      return { shape: [...shape], values };
    case 'vector':
      return { shape: [b], values };
    case 'dense':
      return gather([b, a], values, (i, o) => o! * b + i!);
    case 'featureMap':
      return gather([1, h, w, b], values, (_, y, x, c) => (c! * h + y!) * w + x!);
    case 'convolution':
      return gather([h, w, b, a], values, (y, x, i, o) => ((o! * b + i!) * h + y!) * w + x!);
    case 'transposedConvolution':
      return gather([h, w, a, b], values, (y, x, i, o) => ((i! * b + o!) * h + (h - 1 - y!)) * w + (w - 1 - x!));
  }
}

/** Fills an array of `shape` in row-major order from where `sourceIndex` says. */
function gather(shape: number[], source: Float32Array, sourceIndex: (...index: number[]) => number) {
  const values = new Float32Array(source.length);
  const index = shape.map(() => 0);
  for (let i = 0; i < values.length; i++) {
    values[i] = source[sourceIndex(...index)]!;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      if (++index[axis]! < shape[axis]!) break;
      index[axis] = 0;
    }
  }
  return { shape, values };
}
