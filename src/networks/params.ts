import * as tf from '@tensorflow/tfjs-core';
import { type Architecture, DISCRIMINATOR_LAYERS, encoderChannels, generatorChannels } from './architecture.ts';

/** Weights by name (`paramSpecs` lists them). They are effective weights: no scale is applied when they are used. */
export type Params = Readonly<Record<string, tf.Tensor>>;

/** A model: what `architecture` says it is, and its weights on the current backend, all of them or those of some networks. */
export interface Model {
  readonly architecture: Architecture;
  readonly params: Params;
}

/** The paper's networks: F maps z → w, G w → image, E image → w, D w → score. */
export const NETWORKS = ['F', 'D', 'G', 'E'] as const;
export type Network = (typeof NETWORKS)[number];

/** One weight of a model: where it lives, how it starts and how fast it learns. */
export interface ParamSpec {
  /** `<network>/<layer>/<weight>`. */
  readonly name: string;
  readonly network: Network;
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
const MAPPING_LR_MUL = 0.1;

/** Every weight of a model, network by network. Feature maps are NHWC, so convolutions are [h, w, in, out]. */
export function paramSpecs(architecture: Architecture): readonly ParamSpec[] {
  const { layerCount, latentSize, mappingLayers, channels } = architecture;
  const specs: ParamSpec[] = [];

  const add = (name: string, shape: number[], learningRateScale: number, initialStd = 0, initialMean = 0) =>
    specs.push({ name, network: name[0] as Network, shape, initialStd, initialMean, learningRateScale });
  /** A layer's weight [...kernel, in, out]; the fan in is everything but `out`. */
  const weight = (name: string, shape: number[], gain = GAIN, lrMul = 1) => {
    const std = gain / Math.sqrt(shape.slice(0, -1).reduce((a, b) => a * b));
    add(name, shape, std * lrMul, std);
  };
  const layer = (name: string, shape: number[], gain = GAIN, lrMul = 1) => {
    weight(`${name}/weight`, shape, gain, lrMul);
    add(`${name}/bias`, shape.slice(-1), lrMul);
  };

  for (let i = 0; i < mappingLayers; i++) layer(`F/layer${i}`, [latentSize, latentSize], GAIN, MAPPING_LR_MUL);

  for (let i = 0; i < DISCRIMINATOR_LAYERS; i++) {
    const isLast = i === DISCRIMINATOR_LAYERS - 1;
    layer(`D/layer${i}`, [latentSize, isLast ? 2 * latentSize : latentSize], GAIN, MAPPING_LR_MUL);
  }

  add('G/constant', [1, 4, 4, generatorChannels(architecture, 0)], 1, 0, 1);
  for (let block = 0; block < layerCount; block++) {
    const c = generatorChannels(architecture, block);
    const scope = `G/block${block}`;
    if (block > 0) weight(`${scope}/conv1/weight`, [3, 3, generatorChannels(architecture, block - 1), c]);
    weight(`${scope}/conv2/weight`, [3, 3, c, c]);
    for (const half of [1, 2]) {
      add(`${scope}/noise${half}`, [c], 1);
      add(`${scope}/bias${half}`, [c], 1);
      layer(`${scope}/style${half}`, [latentSize, 2 * c], STYLE_GAIN);
    }
    layer(`G/toRgb${block}`, [1, 1, c, channels], TO_RGB_GAIN);
  }

  for (let block = 0; block < layerCount; block++) {
    const [cIn, cOut] = encoderChannels(architecture, block);
    const scope = `E/block${block}`;
    layer(`E/fromRgb${block}`, [1, 1, channels, cIn]);
    weight(`${scope}/conv1/weight`, [3, 3, cIn, cIn]);
    add(`${scope}/bias1`, [cIn], 1);
    layer(`${scope}/style1`, [2 * cIn, latentSize]);
    weight(`${scope}/conv2/weight`, [3, 3, cIn, cOut]);
    add(`${scope}/bias2`, [cOut], 1);
    layer(`${scope}/style2`, [2 * cOut, latentSize]);
  }
  return specs;
}

/** Initial weights, the same for the same seed on every backend. The caller disposes of them. */
export function createParams(architecture: Architecture, seed: number): Params {
  return Object.fromEntries(
    paramSpecs(architecture).map(({ name, shape, initialStd, initialMean }, index) => [
      name,
      initialStd > 0
        ? tf.randomNormal([...shape], initialMean, initialStd, 'float32', seed * 4096 + index)
        : tf.fill([...shape], initialMean),
    ]),
  );
}

/** The weight called `name`. @throws Error when the model has none: its parameters do not fit its architecture */
export function param<T extends tf.Tensor>(params: Params, name: string): T {
  const tensor = params[name];
  if (!tensor) throw new Error(`The model has no weight called "${name}".`);
  return tensor as T;
}

/**
 * What a weight of networks of `from` layers is called in networks of `to`: G's blocks keep their numbers, E's count from the
 * image inwards.
 * @returns undefined where those have no such block
 */
export function nameInLayers(name: string, from: number, to: number): string | undefined {
  const match = /^(E|G)\/(block|fromRgb|toRgb)(\d+)(.*)$/.exec(name);
  if (!match) return name;
  const [, network, layer, digits, rest] = match;
  const block = Number(digits) + (network === 'E' ? to - from : 0);
  return block >= 0 && block < to ? `${network}/${layer}${block}${rest}` : undefined;
}
