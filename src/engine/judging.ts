import type { Pixels } from '../image/pixels.ts';
import {
  distanceFrom,
  type Familiar,
  familiarOf,
  gaussianOf,
  type LatentGaussian,
  type Reading,
} from '../latent/familiarity.ts';
import type { LatentStatistics } from '../latent/latentStatistics.ts';
import { encodeImages, type LoadedModel, mapSamples, reencode, scoreLatents } from './inference.ts';

/** The model's own pictures that others are compared with, how many are drawn at a time, and the seed of the first. */
const OWN_PICTURES = 32;
const PICTURE_BATCH = 8;
const OWN_PICTURE_SEED = 100_001;

/** What is normal for a model: the moments of F's latents, and what G's pictures of some get. */
export async function findFamiliar(model: LoadedModel, statistics: LatentStatistics): Promise<Familiar> {
  const latents = gaussianOf(statistics);
  const readings: Reading[] = [];
  for (let begun = 0; begun < OWN_PICTURES; begun += PICTURE_BATCH) {
    const w = await mapSamples(model, OWN_PICTURE_SEED + begun, PICTURE_BATCH);
    readings.push(...(await readLatents(model, await reencode(model, w), latents)));
  }
  return familiarOf(latents, readings);
}

/** What E and D say of images of the model's size. */
export async function readImages(
  model: LoadedModel,
  images: readonly Pixels[],
  latents: LatentGaussian,
): Promise<Reading[]> {
  return readLatents(model, await encodeImages(model, images), latents);
}

/** @param w [N · S] */
async function readLatents(model: LoadedModel, w: Float32Array, latents: LatentGaussian): Promise<Reading[]> {
  const { latentSize } = model.architecture;
  const scores = await scoreLatents(model, w);
  return Array.from(scores, (realness, i) => ({
    realness,
    distance: distanceFrom(latents, w.subarray(i * latentSize, (i + 1) * latentSize)),
  }));
}
