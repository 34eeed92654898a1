import type { Pixels } from '../../src/image/pixels.ts';
import { sampleStatistics } from '../../src/inference/findDirections.ts';
import { readImages, readOwnPictures } from '../../src/inference/judging.ts';
import { findFamiliar, gaussianOf, type LatentGaussian, strangenessOf } from '../../src/latent/familiarity.ts';
import type { Model } from '../../src/networks/model.ts';

/** A model that tells how strange pictures are to it, as it does in the studio. */
export interface Judge {
  /** Of F. */
  readonly latents: LatentGaussian;
  /** @param pictures of the model's size @returns in σ, as `strangenessOf` has it */
  strangeness(pictures: readonly Pixels[]): Promise<number[]>;
}

/** Finds out what is normal for a model, whose weights of E, G, F and, where it has one, D are loaded. */
export async function judgeOf(model: Model): Promise<Judge> {
  const latents = gaussianOf(await sampleStatistics(model));
  const familiar = await findFamiliar(latents, (seed) => readOwnPictures(model, seed, latents));
  return {
    latents,
    strangeness: async (pictures) =>
      (await readImages(model, pictures, latents)).map((reading) => strangenessOf(reading, familiar)),
  };
}
