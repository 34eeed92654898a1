import { type Architecture, DISCRIMINATOR_LAYERS, encoderChannels, generatorChannels } from './architecture.ts';

/** The paper's networks: F maps z → w, G w → image, E image → w, D w → score. */
export const NETWORKS = ['F', 'D', 'G', 'E'] as const;
export type Network = (typeof NETWORKS)[number];

/** One weight of a model: where it lives, how it starts and how fast it learns. */
export interface ParamSpec {
  /** Network, block and layer in one, as files and `Params` have it: whoever wants one of them reads the field below. */
  readonly name: string;
  readonly network: Network;
  /** As the network counts them: G from the coarsest on, E from the image inwards. F and D have none. */
  readonly block?: number;
  /** Within its block or network: `conv1/weight`, `toRgb/bias`, `layer2/weight`. */
  readonly layer: string;
  readonly shape: readonly number[];
  /** Standard deviation of the initial values; 0 where they are all `initialMean`. */
  readonly initialStd: number;
  readonly initialMean: number;
  /** The equalised learning rate's coefficient c: the step is lr·c (StyleGAN's "lrmul" and gain / sqrt(fan in)). */
  readonly learningRateScale: number;
}

/** He's gain, of every layer but two kinds. */
const GAIN = Math.SQRT2;
/** Of the layers that make scales and shifts in G: no ReLU follows them. */
const STYLE_GAIN = 1;
const TO_RGB_GAIN = 0.03;
/** Of StyleGAN2's convolutions, whose outputs are divided by what weights and styles make of their size, and its layers of colours. */
const MODULATED_GAIN = 1;
const MAPPING_LR_MUL = 0.1;

/** Where a weight stands; `name` makes a layer's name of it. */
interface Place {
  readonly network: Network;
  readonly block?: number;
  readonly name: (layer: string) => string;
}

const inNetwork = (network: Network): Place => ({ network, name: (layer) => `${network}/${layer}` });
const inBlock = (network: Network, block: number): Place => ({
  network,
  block,
  name: (layer) => `${network}/block${block}/${layer}`,
});
/** Between features and colours: `G/toRgb3/weight`. */
const atColours = (network: Network, block: number): Place => ({
  network,
  block,
  name: (layer) => `${network}/${layer.replace('/', `${block}/`)}`,
});

/** Every weight of a model, network by network. Feature maps are NHWC, so convolutions are [h, w, in, out]. */
export function paramSpecs(architecture: Architecture): readonly ParamSpec[] {
  const { layerCount, latentSize, mappingLayers, channels } = architecture;
  const specs: ParamSpec[] = [];

  const add = (
    { name, ...place }: Place,
    layer: string,
    shape: number[],
    learningRateScale: number,
    initialStd = 0,
    initialMean = 0,
  ) => specs.push({ name: name(layer), ...place, layer, shape, initialStd, initialMean, learningRateScale });
  /** A layer's weight [...kernel, in, out]; the fan in is everything but `out`. */
  const weight = (place: Place, layer: string, shape: number[], gain = GAIN, lrMul = 1) => {
    const std = gain / Math.sqrt(shape.slice(0, -1).reduce((a, b) => a * b));
    add(place, `${layer}/weight`, shape, std * lrMul, std);
  };
  const withBias = (place: Place, layer: string, shape: number[], gain = GAIN, lrMul = 1) => {
    weight(place, layer, shape, gain, lrMul);
    add(place, `${layer}/bias`, shape.slice(-1), lrMul);
  };
  /** StyleGAN2's layer from a style to the scales of `c` channels, which begin around 1. */
  const modulation = (place: Place, layer: string, c: number) => {
    weight(place, layer, [latentSize, c], STYLE_GAIN);
    add(place, `${layer}/bias`, [c], 1, 0, 1);
  };

  const f = inNetwork('F');
  for (let i = 0; i < mappingLayers; i++) withBias(f, `layer${i}`, [latentSize, latentSize], GAIN, MAPPING_LR_MUL);

  const d = inNetwork('D');
  for (let i = 0; i < DISCRIMINATOR_LAYERS; i++) {
    const isLast = i === DISCRIMINATOR_LAYERS - 1;
    withBias(d, `layer${i}`, [latentSize, isLast ? 2 * latentSize : latentSize], GAIN, MAPPING_LR_MUL);
  }

  const isModulated = architecture.generator === 'stylegan2';
  // Where styles scale what comes in, a constant of ones would be but one feature.
  const [constantStd, constantMean] = isModulated ? [1, 0] : [0, 1];
  add(inNetwork('G'), 'constant', [1, 4, 4, generatorChannels(architecture, 0)], 1, constantStd, constantMean);
  for (let block = 0; block < layerCount; block++) {
    const c = generatorChannels(architecture, block);
    const cIn = block > 0 ? generatorChannels(architecture, block - 1) : c;
    const place = inBlock('G', block);
    const colours = atColours('G', block);
    if (isModulated) {
      for (const half of block > 0 ? [1, 2] : [2]) {
        const into = half === 1 ? cIn : c;
        weight(place, `conv${half}`, [3, 3, into, c], MODULATED_GAIN);
        add(place, `noise${half}`, [1], 1);
        add(place, `bias${half}`, [c], 1);
        modulation(place, `style${half}`, into);
      }
      withBias(colours, 'toRgb', [1, 1, c, channels], MODULATED_GAIN);
      modulation(colours, 'toRgbStyle', c);
      continue;
    }
    if (block > 0) weight(place, 'conv1', [3, 3, cIn, c]);
    weight(place, 'conv2', [3, 3, c, c]);
    for (const half of [1, 2]) {
      add(place, `noise${half}`, [c], 1);
      add(place, `bias${half}`, [c], 1);
      withBias(place, `style${half}`, [latentSize, 2 * c], STYLE_GAIN);
    }
    withBias(colours, 'toRgb', [1, 1, c, channels], TO_RGB_GAIN);
  }

  for (let block = 0; block < layerCount; block++) {
    const [cIn, cOut] = encoderChannels(architecture, block);
    const place = inBlock('E', block);
    withBias(atColours('E', block), 'fromRgb', [1, 1, channels, cIn]);
    weight(place, 'conv1', [3, 3, cIn, cIn]);
    add(place, 'bias1', [cIn], 1);
    withBias(place, 'style1', [2 * cIn, latentSize]);
    weight(place, 'conv2', [3, 3, cIn, cOut]);
    add(place, 'bias2', [cOut], 1);
    withBias(place, 'style2', [2 * cOut, latentSize]);
  }
  return specs;
}

/** Whether a layer turns features into colours or colours into features: only the finest block's is in use, but for StyleGAN2's G. */
export const isOfColours = (layer: string): boolean => layer.startsWith('toRgb') || layer.startsWith('fromRgb');

/** The network that a weight belongs to; undefined for what a model folder holds besides weights. */
export const networkOf = (name: string): Network | undefined =>
  NETWORKS.find((network) => name.startsWith(`${network}/`));

/**
 * What each weight of networks of one depth is called in networks of another: the same block of G, which counts from the coarsest,
 * and of E, which counts from the image. Weights of blocks that the others do not have are not in it.
 */
export function namesInDepth(from: Architecture, to: Architecture): ReadonlyMap<string, string> {
  const nameOf = new Map(paramSpecs(to).map((spec) => [depthKey(spec, to), spec.name]));
  return new Map(
    paramSpecs(from).flatMap((spec) => {
      const name = nameOf.get(depthKey(spec, from));
      return name === undefined ? [] : [[spec.name, name] as const];
    }),
  );
}

/** A weight's place as a key: the same for networks of any depth. */
const depthKey = ({ network, block, layer }: ParamSpec, { layerCount }: Architecture): string =>
  [network, network === 'E' && block !== undefined ? layerCount - 1 - block : block, layer].join();
