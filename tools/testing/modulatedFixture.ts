import { permute } from '../../src/base/permute.ts';
import type { WeightArrays } from '../../src/modelFolder/schema.ts';
import type { Architecture } from '../../src/networks/architecture.ts';
import { type Golden, readGolden } from '../convert/golden.ts';
import type { RecordedTensor } from '../convert/goldenCases.ts';
import { fixturePath } from './fixtures.ts';

/** For tests: weights and numbers recorded from StyleGAN2's public implementation, whose G is all there is of networks. */
export interface ModulatedFixture {
  readonly architecture: Architecture;
  /** G's, as our networks have them. */
  readonly weights: WeightArrays;
  /** Recorded tensors [3, 6, S], [3, channels, r, r] and others by name. */
  readonly golden: Golden['get'];
  /** The recorded noise, one plane [1, 1, r, r] per noise input of ours. */
  readonly noise: readonly RecordedTensor[];
  /** The recorded images and what they were made of, as `goldenCases` names them. */
  readonly outputs: Readonly<Record<string, RecordedTensor>>;
  /** What was recorded under `<prefix>.<their name>`, by our names, in our layouts and units. */
  readonly recorded: (prefix: string) => Map<string, Float32Array>;
}

/** How one of their weights becomes one of ours. */
interface Renaming {
  readonly pattern: RegExp;
  readonly name: (block: number, layer: string) => string;
  /** Our axis i is their axis order[i]. */
  readonly order: readonly number[];
  /** Axes in front that ours has more. */
  readonly isFeatureMap?: boolean;
  /** Whether a weight is stored times the root of its fan in. */
  readonly isScaled?: boolean;
}

/** Their `conv0` doubles the size, our `conv1`. */
const half = (layer: string) => (layer === 'conv0' ? 1 : 2);

const RENAMINGS: readonly Renaming[] = [
  { pattern: /^(b4)\.()const$/, name: () => 'G/constant', order: [1, 2, 0], isFeatureMap: true },
  {
    pattern: /^b(\d+)\.(conv\d)\.weight$/,
    name: (block, layer) => `G/block${block}/conv${half(layer)}/weight`,
    order: [2, 3, 1, 0],
    isScaled: true,
  },
  {
    pattern: /^b(\d+)\.(conv\d)\.noise_strength$/,
    name: (block, layer) => `G/block${block}/noise${half(layer)}`,
    order: [],
  },
  { pattern: /^b(\d+)\.(conv\d)\.bias$/, name: (block, layer) => `G/block${block}/bias${half(layer)}`, order: [0] },
  {
    pattern: /^b(\d+)\.(conv\d)\.affine\.weight$/,
    name: (block, layer) => `G/block${block}/style${half(layer)}/weight`,
    order: [1, 0],
    isScaled: true,
  },
  {
    pattern: /^b(\d+)\.(conv\d)\.affine\.bias$/,
    name: (block, layer) => `G/block${block}/style${half(layer)}/bias`,
    order: [0],
  },
  {
    pattern: /^b(\d+)\.()torgb\.weight$/,
    name: (block) => `G/toRgb${block}/weight`,
    order: [2, 3, 1, 0],
    isScaled: true,
  },
  { pattern: /^b(\d+)\.()torgb\.bias$/, name: (block) => `G/toRgb${block}/bias`, order: [0] },
  {
    pattern: /^b(\d+)\.()torgb\.affine\.weight$/,
    name: (block) => `G/toRgbStyle${block}/weight`,
    order: [1, 0],
    isScaled: true,
  },
  { pattern: /^b(\d+)\.()torgb\.affine\.bias$/, name: (block) => `G/toRgbStyle${block}/bias`, order: [0] },
];

/** @throws UserError where the fixture is not there */
export function readModulatedFixture(): ModulatedFixture {
  const { names, get } = readGolden(fixturePath('stylegan2'));
  const ours = (prefix: string) =>
    names.flatMap((name) => {
      const theirs = name.startsWith(`${prefix}.`) ? name.slice(prefix.length + 1) : '';
      const renaming = RENAMINGS.find(({ pattern }) => pattern.test(theirs));
      if (!renaming) return [];
      const [, side = '', layer = ''] = renaming.pattern.exec(theirs)!;
      const block = Math.log2(Number(side.replace('b', '')) / 4);
      return [{ ...rearrange(get(name), renaming, layer === 'conv0'), name: renaming.name(block, layer), prefix }];
    });
  const noise = [4, 4, 8, 8, 16, 16].map((side, input) => {
    // The first of block 0 is not read: there is but one convolution.
    const { values } = get(`weight.b${side}.conv${side === 4 ? 1 : input % 2}.noise_const`);
    return { shape: [1, 1, side, side], values };
  });
  return {
    architecture: {
      layerCount: 3,
      startChannels: 4,
      maxChannels: 8,
      latentSize: 12,
      mappingLayers: 1,
      channels: 3,
      generator: 'stylegan2',
    },
    weights: Object.fromEntries(
      ours('weight').map(({ name, shape, values, scale }) => [
        name,
        { shape, values: values.map((value) => value * scale) },
      ]),
    ),
    golden: get,
    noise,
    outputs: {
      'lod2.styles': get('ws'),
      ...Object.fromEntries(noise.map((plane, input) => [`lod2.noise${input}`, plane])),
      'lod2.generated.noNoise': get('image.noNoise'),
      'lod2.generated.noise': get('image.constNoise'),
    },
    // A gradient in units of the stored weight is that of ours times what makes ours of it.
    recorded: (prefix) => new Map(ours(prefix).map(({ name, values, scale }) => [name, values.map((v) => v / scale)])),
  };
}

/** In our layout. Their doubling convolution turns the kernel by 180°, as transposed convolutions do. */
function rearrange(
  { shape, values }: { shape: number[]; values: Float32Array },
  renaming: Renaming,
  isTurned: boolean,
) {
  const { order, isFeatureMap, isScaled } = renaming;
  const moved = permute(values, shape, order);
  const ourShape = order.length === 0 ? [1] : order.map((axis) => shape[axis]!);
  const [, , ...kernel] = ourShape;
  const cell = kernel.reduce((a, b) => a * b, 1);
  return {
    shape: isFeatureMap ? [1, ...ourShape] : ourShape,
    values: isTurned && ourShape.length === 4 ? turned(moved, cell) : moved,
    scale: isScaled ? 1 / Math.sqrt(shape.slice(1).reduce((a, b) => a * b, 1)) : 1,
  };
}

/** A kernel [h, w, in, out] turned by 180°. */
function turned(values: Float32Array, cell: number): Float32Array {
  const cells = values.length / cell;
  return Float32Array.from(values, (_, i) => values[(cells - 1 - Math.floor(i / cell)) * cell + (i % cell)]!);
}
