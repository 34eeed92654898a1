import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type * as tf from '@tensorflow/tfjs-core';
import { readModel } from '../../src/modelFolder/decodeWeights.ts';
import type { ModelFile, WeightArrays } from '../../src/modelFolder/schema.ts';
import { type Architecture, blockResolution, resolutionOf, styleCountOf } from '../../src/networks/architecture.ts';
import { encode, generate, map } from '../../src/networks/model.ts';
import { type Network, paramSpecs } from '../../src/networks/paramSpecs.ts';
import { checkReplaceable, writeDirectoryAside } from '../io/atomicDirectory.ts';
import { CHANNELS_FIRST, orderOf } from '../trace/dataOrder.ts';
import type { GraphShape } from '../trace/graph.ts';
import { TRACE_KERNELS } from '../trace/kernels.ts';
import { Tracer } from '../trace/tracer.ts';
import { folderSource, sayingWhichModel } from './openModel.ts';

/** The files of an export: F, E, G, and G in its noise-free mode. */
export const ONNX_FILES = {
  mapping: 'mapping.onnx',
  encoder: 'encoder.onnx',
  generator: 'generator.onnx',
  generatorNoiseFree: 'generator-noise-free.onnx',
} as const;

/** Batch sizes at which each network is recorded; the graphs take any. Primes, so that they are rarely a length of something else too. */
const RECORDED_BATCHES = [11, 13] as const;

/** Name of the open axis: how many are computed at once. */
const BATCH = 'N';

export interface OnnxExportOptions {
  /** Model folder to read. */
  readonly folder: string;
  /** Directory to write. */
  readonly out: string;
  readonly force: boolean;
}

/**
 * Writes the networks of a model folder as ONNX files with 32-bit weights, images as [N, channels, r, r] in [-1, 1] (G's
 * are not clipped), and N open.
 * @returns bytes by file name
 * @throws UserError when the folder cannot be used or `out` cannot be replaced
 */
export async function exportOnnx({ folder, out, force }: OnnxExportOptions): Promise<ReadonlyMap<string, number>> {
  await checkReplaceable(out, { marker: ONNX_FILES.generator, what: 'an export to ONNX', force });
  const reading = readModel(folderSource(folder), { groups: ['F', 'E', 'G'] });
  const { model, weights } = await sayingWhichModel(folder, reading);
  const sizes = new Map<string, number>();
  await writeDirectoryAside(out, async (directory) => {
    for (const recipe of recipes(model.architecture)) {
      const bytes = recordNetwork(recipe, model, weights);
      await writeFile(path.join(directory, recipe.file), bytes);
      sizes.set(recipe.file, bytes.byteLength);
    }
  });
  return sizes;
}

/** A tensor that goes into or comes out of a network: its shape for a batch, in tfjs's order. */
interface Port {
  readonly name: string;
  readonly shape: (batch: number) => readonly number[];
  /** The noise planes' own: one for all images, or one for each. */
  readonly batchName?: string;
}

/** How one file comes about. */
interface Recipe {
  readonly file: string;
  readonly network: Network;
  readonly inputs: readonly Port[];
  readonly output: Port;
  readonly compute: (params: Readonly<Record<string, tf.Tensor>>, inputs: readonly tf.Tensor[]) => tf.Tensor;
}

function recipes(architecture: Architecture): Recipe[] {
  const { latentSize, channels, layerCount } = architecture;
  const side = resolutionOf(architecture);
  const latent = (name: string): Port => ({ name, shape: (n) => [n, latentSize] });
  const image: Port = { name: 'image', shape: (n) => [n, side, side, channels] };
  const styles: Port = { name: 'styles', shape: (n) => [n, styleCountOf(architecture), latentSize] };
  // StyleGAN2's coarsest block has one convolution, and reads the second plane only.
  const unread = architecture.generator === 'stylegan2' ? 1 : 0;
  const noise = Array.from({ length: 2 * layerCount - unread }, (_, at): Port => {
    const i = at + unread;
    const resolution = blockResolution(Math.floor(i / 2));
    return { name: `noise${i}`, shape: (n) => [n, resolution, resolution, 1], batchName: `noise${i}_${BATCH}` };
  });
  return [
    {
      file: ONNX_FILES.mapping,
      network: 'F',
      inputs: [latent('z')],
      output: latent('w'),
      compute: (params, [z]) => map({ architecture, params }, z as tf.Tensor2D),
    },
    {
      file: ONNX_FILES.encoder,
      network: 'E',
      inputs: [image],
      output: latent('w'),
      compute: (params, [images]) => encode({ architecture, params }, images as tf.Tensor4D),
    },
    {
      file: ONNX_FILES.generator,
      network: 'G',
      inputs: [styles, ...noise],
      output: image,
      compute: (params, [codes, ...planes]) => {
        const all = [...Array<tf.Tensor>(unread).fill(planes[0]!), ...planes] as tf.Tensor4D[];
        return generate({ architecture, params }, codes as tf.Tensor3D, { noise: all });
      },
    },
    {
      file: ONNX_FILES.generatorNoiseFree,
      network: 'G',
      inputs: [styles],
      output: image,
      compute: (params, [codes]) => generate({ architecture, params }, codes as tf.Tensor3D),
    },
  ];
}

/** Records a network at two batch sizes and joins the recordings into the bytes of one .onnx file. */
function recordNetwork(recipe: Recipe, model: ModelFile, weights: WeightArrays): Uint8Array {
  const { network, inputs, output, compute } = recipe;
  const record = (batch: number) =>
    Tracer.run(TRACE_KERNELS, (tracer) => {
      const params = Object.fromEntries(
        paramSpecs(model.architecture)
          .filter((spec) => spec.network === network)
          .map(({ name, shape }) => [
            name,
            tracer.weight(name, weights[name]!.values, shape, weightOrder(name, shape)),
          ]),
      );
      const tensors = inputs.map(({ name, shape }) => {
        const lengths = shape(batch);
        return tracer.input(name, lengths, portOrder(lengths));
      });
      const result = compute(params, tensors);
      return { graph: tracer.graph, value: tracer.output(result, portOrder(result.shape)) };
    });
  const [{ graph, value }, other] = [record(RECORDED_BATCHES[0]), record(RECORDED_BATCHES[1])];
  const batchNames = new Map(inputs.map(({ name, batchName = BATCH }) => [name, batchName]));
  return graph
    .withOpenBatch(other.graph, (input) => batchNames.get(input)!)
    .build({ [output.name]: value }, { shapes: { [output.name]: outputShape(output) }, metadata: metadataOf(model) });
}

/** Feature maps go in and come out as [N, channels, height, width], which is what users of ONNX expect. */
const portOrder = (shape: readonly number[]): readonly number[] =>
  shape.length === 4 ? CHANNELS_FIRST : [...shape.keys()];

/** G's constant is a feature map, not a kernel. */
const weightOrder = (name: string, shape: readonly number[]): readonly number[] =>
  name === 'G/constant' ? portOrder(shape) : orderOf(shape);

function outputShape({ shape }: Port): GraphShape {
  const lengths = shape(RECORDED_BATCHES[0]);
  const [, ...rest] = portOrder(lengths).map((axis) => lengths[axis]!);
  return [BATCH, ...rest];
}

/** What a reader of the file should know, under `metadata_props`. */
const metadataOf = ({ title, licence, architecture }: ModelFile): Record<string, string> => ({
  title,
  licence: licence.spdx,
  licenceSentence: licence.sentence,
  architecture: JSON.stringify(architecture),
  layout: 'NCHW',
  imageRange: '[-1, 1]',
});
