import type { Pixels } from '../image/pixels.ts';
import { distanceFrom, type LatentGaussian, OWN_PICTURE_BATCH, type Reading } from '../latent/familiarity.ts';
import type { Model } from '../networks/model.ts';
import { encodeImages, mapSamples, reencode, scoreLatents } from './inference.ts';

/** What E and D say of pictures that G draws of some of F's latents. */
export async function readOwnPictures(model: Model, seed: number, latents: LatentGaussian): Promise<Reading[]> {
  const w = await mapSamples(model, seed, OWN_PICTURE_BATCH);
  return readLatents(model, await reencode(model, w), latents);
}

/** What E and D say of images of the model's size. */
export async function readImages(model: Model, images: readonly Pixels[], latents: LatentGaussian): Promise<Reading[]> {
  return readLatents(model, await encodeImages(model, images), latents);
}

/** A model without D finds all of them equally real. @param w [N · S] */
async function readLatents(model: Model, w: Float32Array, latents: LatentGaussian): Promise<Reading[]> {
  const { latentSize } = model.architecture;
  const hasD = 'D/layer0/weight' in model.params;
  const scores = hasD ? await scoreLatents(model, w) : new Float32Array(w.length / latentSize);
  return Array.from(scores, (realness, i) => ({
    realness,
    distance: distanceFrom(latents, w.subarray(i * latentSize, (i + 1) * latentSize)),
  }));
}
