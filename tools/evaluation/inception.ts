import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { UserError } from '../io/userError.ts';
import { toArrays } from '../run/arrays.ts';
import type { Arrays } from '../run/trainingState.ts';
import type { FeatureSource } from './features.ts';
import type { Network } from './runner.ts';

/** Pixels per side of what the network sees. */
const INPUT_RESOLUTION = 299;
const BATCH_NORM_EPSILON = 1e-3;

const padding = z.enum(['same', 'valid']);
const pair = z.tuple([z.number(), z.number()]);
const pool = z.object({ pool_size: pair, strides: pair, padding });
/** A layer of the Keras model, as far as it matters here. */
const layerSchema = z.intersection(
  z.object({
    name: z.string(),
    inbound_nodes: z
      .array(z.array(z.tuple([z.string()]).rest(z.unknown())))
      .transform((nodes) => (nodes[0] ?? []).map(([name]) => name)),
  }),
  z.discriminatedUnion('class_name', [
    z.object({ class_name: z.literal('InputLayer') }),
    z.object({ class_name: z.literal('Conv2D'), config: z.object({ strides: pair, padding }) }),
    z.object({ class_name: z.literal('BatchNormalization') }),
    z.object({ class_name: z.literal('Activation'), config: z.object({ activation: z.literal('relu') }) }),
    z.object({ class_name: z.literal('MaxPooling2D'), config: pool }),
    z.object({ class_name: z.literal('AveragePooling2D'), config: pool }),
    z.object({ class_name: z.literal('Concatenate') }),
    z.object({ class_name: z.literal('Flatten') }),
  ]),
);
type Layer = z.infer<typeof layerSchema>;

/** The classifier's parts before its own dense layers: pool features are what Flatten puts out. */
interface Inception {
  readonly layers: readonly Layer[];
  readonly weights: Arrays;
}

/** The files of the classifier as the package carries them. @throws UserError that says what to install */
export async function readInceptionFiles(): Promise<tf.io.ModelArtifacts> {
  const { InceptionV3Model } = await import('nsfwjs/models/inception_v3').catch((cause) => {
    throw new UserError(
      'Evaluation needs the package nsfwjs, which does not load here: run npm install nsfwjs@4.3.0.',
      {
        cause,
      },
    );
  });
  const { default: model } = await InceptionV3Model.modelJson();
  const shards: Buffer[] = [];
  for (const bundle of InceptionV3Model.weightBundles) {
    shards.push(Buffer.from((await bundle()).default, 'base64'));
  }
  const weightData = Uint8Array.from(Buffer.concat(shards)).buffer;
  const weightSpecs = model.weightsManifest.flatMap(({ weights }) => weights);
  return { modelTopology: model.modelTopology, weightSpecs, weightData };
}

/**
 * The 2048 numbers that the network pools before its last layers. They are not those of the published FID, whose Inception has
 * other weights. A tfjs backend must be active when it is loaded.
 */
export const INCEPTION_FEATURES: FeatureSource = {
  description:
    'the 2048 pool features of the InceptionV3 in nsfwjs 4.3.0 (not the network of the published FID); images larger than ' +
    '299 pixels halved by averages, then all brought to 299 pixels bilinearly',
  load: async (resolution, channels) => featureNetwork(await loadInception(), resolution, channels),
};

/** Reads the network. @throws UserError */
export async function loadInception(files?: tf.io.ModelArtifacts): Promise<Inception> {
  const { modelTopology, weightSpecs, weightData } = files ?? (await readInceptionFiles());
  const all = z
    .object({
      model_config: z.object({ config: z.object({ layers: z.array(z.object({ class_name: z.string() }).loose()) }) }),
    })
    .parse(modelTopology).model_config.config.layers;
  const end = all.findIndex(({ class_name }) => class_name === 'Flatten') + 1;
  const layers = all.slice(0, end).map((layer) => layerSchema.parse(layer));
  const tensors = tf.io.decodeWeights(weightData as ArrayBuffer, weightSpecs!);
  const weights = await toArrays(tensors);
  tf.dispose(tensors);
  return { layers, weights: foldBatchNorms(layers, weights) };
}

/** Batch normalisation at inference is `x · s + b` with s = 1/√(variance + ε): s goes into the kernel before it. */
function foldBatchNorms(layers: readonly Layer[], weights: Arrays): Arrays {
  const folded: Record<string, Arrays[string]> = {};
  for (const { class_name, name, inbound_nodes } of layers) {
    if (class_name !== 'BatchNormalization') continue;
    const of = (part: string) => weights[`${name}/${part}`]!.values;
    const scale = Float64Array.from(of('moving_variance'), (variance) => 1 / Math.sqrt(variance + BATCH_NORM_EPSILON));
    const { shape, values } = weights[`${inbound_nodes[0]}/kernel`]!;
    folded[`${inbound_nodes[0]}/kernel`] = { shape, values: values.map((v, i) => v * scale[i % scale.length]!) };
    const bias = of('beta').map((beta, i) => beta - of('moving_mean')[i]! * scale[i]!);
    folded[`${name}/bias`] = { shape: [bias.length], values: bias };
  }
  return folded;
}

/**
 * The feature network for images of one size.
 * @returns images [N, r, r, C] in [-1, 1], not clipped → features [N, 2048]
 */
export const featureNetwork = ({ layers, weights }: Inception, resolution: number, channels: number): Network => ({
  weights,
  itemShape: [resolution, resolution, channels],
  compute: (tensors, images) => tf.tidy(() => poolFeatures(layers, tensors, toInput(images as tf.Tensor4D))),
});

/** [-1, 1] → [0, 1] at the network's size: halved by averages while too large, then bilinear between pixel centres. */
export function toInput(images: tf.Tensor4D): tf.Tensor4D {
  let x = tf.mul(tf.add(images, 1), 0.5) as tf.Tensor4D;
  if (x.shape[3] === 1) x = tf.tile(x, [1, 1, 1, 3]);
  while (x.shape[1] > INPUT_RESOLUTION) x = tf.avgPool(x, 2, 2, 'valid');
  return tf.image.resizeBilinear(x, [INPUT_RESOLUTION, INPUT_RESOLUTION], false, true);
}

function poolFeatures(
  layers: readonly Layer[],
  weights: Readonly<Record<string, tf.Tensor>>,
  input: tf.Tensor4D,
): tf.Tensor {
  const outputs = new Map<string, tf.Tensor4D>();
  let last: tf.Tensor = input;
  for (const layer of layers) {
    const inputs = layer.inbound_nodes.map((name) => outputs.get(name)!);
    last = layer.class_name === 'InputLayer' ? input : applyLayer(layer, inputs, weights);
    outputs.set(layer.name, last as tf.Tensor4D);
  }
  return last;
}

function applyLayer(
  layer: Layer,
  inputs: readonly tf.Tensor4D[],
  weights: Readonly<Record<string, tf.Tensor>>,
): tf.Tensor {
  const [x] = inputs as [tf.Tensor4D];
  switch (layer.class_name) {
    case 'Conv2D': {
      const kernel = weights[`${layer.name}/kernel`] as tf.Tensor4D;
      return tf.conv2d(x, kernel, layer.config.strides, layer.config.padding);
    }
    case 'BatchNormalization':
      return tf.add(x, weights[`${layer.name}/bias`]!);
    case 'Activation':
      return tf.relu(x);
    case 'MaxPooling2D':
      return tf.maxPool(x, layer.config.pool_size, layer.config.strides, layer.config.padding);
    case 'AveragePooling2D':
      return tf.avgPool(x, layer.config.pool_size, layer.config.strides, layer.config.padding);
    case 'Concatenate':
      return tf.concat([...inputs], 3);
    case 'Flatten':
      return tf.reshape(x, [x.shape[0], -1]);
    case 'InputLayer':
      return x;
  }
}
