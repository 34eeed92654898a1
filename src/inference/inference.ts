import * as tf from '@tensorflow/tfjs-core';
import type { Pixels } from '../image/pixels.ts';
import { type Architecture, resolutionOf, styleCountOf } from '../networks/architecture.ts';
import type { GenerateOptions } from '../networks/generator.ts';
import { discriminate, encode, generate, map, repeatStyles, sampleZ } from '../networks/model.ts';
import type { Params } from '../networks/params.ts';
import { pixelsToTensor, valuesToPixels } from './pixelTensor.ts';

/** A model whose weights are on the current backend. The functions below are what the page and the tools both run. */
export interface LoadedModel {
  readonly architecture: Architecture;
  readonly params: Params;
}

/** An image of the model's size → w [S] (E). */
export function encodeImage({ params, architecture }: LoadedModel, image: Pixels): Promise<Float32Array<ArrayBuffer>> {
  return readNumbers(() => encode(params, architecture, pixelsToTensor(image, architecture.channels)));
}

/** Styles [2L · S], coarsest first → an image of the model's size (G). */
export async function generateImage(
  { params, architecture }: LoadedModel,
  styles: Float32Array,
  options: Omit<GenerateOptions, 'lod' | 'blend'> = {},
): Promise<Pixels> {
  const resolution = resolutionOf(architecture);
  const shape: [number, number, number] = [1, styleCountOf(architecture), architecture.latentSize];
  const values = await readNumbers(() => generate(params, architecture, tf.tensor3d(styles, shape), options));
  return valuesToPixels(values, resolution, resolution, architecture.channels);
}

/** `count` samples of F → w [count · S]; the same seed gives the same samples. */
export function mapSamples(
  { params, architecture }: LoadedModel,
  seed: number,
  count: number,
): Promise<Float32Array<ArrayBuffer>> {
  return readNumbers(() => map(params, architecture, sampleZ(seed, count, architecture.latentSize)));
}

/** Images of the model's size → w [N · S] (E), all at once. */
export function encodeImages(
  { params, architecture }: LoadedModel,
  images: readonly Pixels[],
): Promise<Float32Array<ArrayBuffer>> {
  return readNumbers(() =>
    encode(params, architecture, tf.concat(images.map((image) => pixelsToTensor(image, architecture.channels)))),
  );
}

/** w [N · S] → what E reads off G's pictures of them [N · S]. */
export function reencode({ params, architecture }: LoadedModel, w: Float32Array): Promise<Float32Array<ArrayBuffer>> {
  return readNumbers(() => {
    const latents = tf.tensor2d(w, [w.length / architecture.latentSize, architecture.latentSize]);
    const images = generate(params, architecture, repeatStyles(latents, styleCountOf(architecture)));
    return encode(params, architecture, tf.clipByValue(images, -1, 1));
  });
}

/** D's scores of w [N · S] → [N]. */
export function scoreLatents(
  { params, architecture }: LoadedModel,
  w: Float32Array,
): Promise<Float32Array<ArrayBuffer>> {
  return readNumbers(() =>
    discriminate(params, architecture, tf.tensor2d(w, [w.length / architecture.latentSize, architecture.latentSize])),
  );
}

/** Computes in a tidy and reads the numbers; no tensor stays behind. */
export async function readNumbers(compute: () => tf.Tensor): Promise<Float32Array<ArrayBuffer>> {
  const tensor = tf.tidy(compute);
  try {
    // A copy: some backends hand out a view of their own memory, which must not be transferred.
    return new Float32Array(await tensor.data<'float32'>());
  } finally {
    tensor.dispose();
  }
}
