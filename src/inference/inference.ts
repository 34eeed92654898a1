import * as tf from '@tensorflow/tfjs-core';
import type { Pixels } from '../image/pixels.ts';
import { resolutionOf, styleCountOf } from '../networks/architecture.ts';
import type { GenerateOptions } from '../networks/generation.ts';
import { discriminate, encode, generate, type Model, map, repeatStyles, sampleZ } from '../networks/model.ts';
import { pixelsToTensor, valuesToPixels } from './pixelTensor.ts';

/** An image of the model's size → w [S] (E). */
export function encodeImage(model: Model, image: Pixels): Promise<Float32Array<ArrayBuffer>> {
  return readNumbers(() => encode(model, pixelsToTensor(image, model.architecture.channels)));
}

/** Styles [2L · S], coarsest first → an image of the model's size (G). */
export async function generateImage(
  model: Model,
  styles: Float32Array,
  options: Omit<GenerateOptions, 'lod' | 'blend'> = {},
): Promise<Pixels> {
  const resolution = resolutionOf(model.architecture);
  const shape: [number, number, number] = [1, styleCountOf(model.architecture), model.architecture.latentSize];
  const values = await readNumbers(() => generate(model, tf.tensor3d(styles, shape), options));
  return valuesToPixels(values, resolution, resolution, model.architecture.channels);
}

/** `count` samples of F → w [count · S]; the same seed gives the same samples. */
export function mapSamples(model: Model, seed: number, count: number): Promise<Float32Array<ArrayBuffer>> {
  return readNumbers(() => map(model, sampleZ(seed, count, model.architecture.latentSize)));
}

/** Images of the model's size → w [N · S] (E), all at once. */
export function encodeImages(model: Model, images: readonly Pixels[]): Promise<Float32Array<ArrayBuffer>> {
  return readNumbers(() =>
    encode(model, tf.concat(images.map((image) => pixelsToTensor(image, model.architecture.channels)))),
  );
}

/** w [N · S] → what E reads off G's pictures of them [N · S]. */
export function reencode(model: Model, w: Float32Array): Promise<Float32Array<ArrayBuffer>> {
  return readNumbers(() => {
    const latents = tf.tensor2d(w, [w.length / model.architecture.latentSize, model.architecture.latentSize]);
    const images = generate(model, repeatStyles(latents, styleCountOf(model.architecture)));
    return encode(model, tf.clipByValue(images, -1, 1));
  });
}

/** D's scores of w [N · S] → [N]. */
export function scoreLatents(model: Model, w: Float32Array): Promise<Float32Array<ArrayBuffer>> {
  return readNumbers(() =>
    discriminate(model, tf.tensor2d(w, [w.length / model.architecture.latentSize, model.architecture.latentSize])),
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
