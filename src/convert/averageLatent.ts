import { gaussians, seededRandom } from '../latent/random.ts';
import type { WeightArrays } from '../modelFolder/schema.ts';
import type { ModelArchitecture } from './inferArchitecture.ts';

/** Of the samples, so that every conversion of a checkpoint comes to the same. */
const SEED = 20_200_408;
/** Puts the mean within 2.2 % of a latent's spread. */
export const AVERAGE_SAMPLES = 2_000;
const LEAKY_SLOPE = 0.2;

/**
 * w̄, the mean of F over `AVERAGE_SAMPLES` samples (paper §4), for a checkpoint that does not record it. In plain arrays, as
 * all that reads checkpoints: 8 layers of 512, the widest published, are 4 billion products.
 * @param weights F's, by our names: [in, out] and [out] for each layer
 * @returns [S]
 */
export function computeAverageLatent(
  weights: WeightArrays,
  { latentSize, mappingLayers }: Pick<ModelArchitecture, 'latentSize' | 'mappingLayers'>,
): Float32Array<ArrayBuffer> {
  const layers = Array.from({ length: mappingLayers }, (_, i) => ({
    weight: weights[`F/layer${i}/weight`]!.values,
    bias: weights[`F/layer${i}/bias`]!.values,
  }));
  const random = seededRandom(SEED);
  const sum = new Float64Array(latentSize);
  for (let sample = 0; sample < AVERAGE_SAMPLES; sample++) {
    let w = normalised(gaussians(random, latentSize));
    for (const { weight, bias } of layers) {
      const next = bias.slice();
      for (let i = 0; i < latentSize; i++) {
        const value = w[i]!;
        const row = i * latentSize;
        for (let j = 0; j < latentSize; j++) next[j]! += value * weight[row + j]!;
      }
      for (let j = 0; j < latentSize; j++) if (next[j]! < 0) next[j]! *= LEAKY_SLOPE;
      w = next;
    }
    for (let i = 0; i < latentSize; i++) sum[i]! += w[i]!;
  }
  return Float32Array.from(sum, (value) => value / AVERAGE_SAMPLES);
}

/** `z / √(mean(z²) + 1e-8)`, as F begins. */
function normalised(z: Float32Array<ArrayBuffer>): Float32Array<ArrayBuffer> {
  const scale = 1 / Math.sqrt(z.reduce((sum, value) => sum + value * value, 0) / z.length + 1e-8);
  return z.map((value) => scale * value);
}
