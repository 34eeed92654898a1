import { seededRandom } from '../../src/latent/random.ts';
import type { Architecture } from '../../src/networks/architecture.ts';
import { type Networks, sampleLatents } from './networks.ts';
import type { Program } from './runner.ts';
import { trimmedMean } from './statistics.ts';

/** Step of the path length as a part of the way, StyleGAN's: smaller than what changes the figure, larger than rounding. */
export const PATH_STEP = 1e-4;
/** Part of the path lengths that is left out at either end, as in StyleGAN: a few jumps would outweigh the rest. */
const PATH_TRIM = 0.01;
/** Added to a seed, so that the lines end at other latents than the samples. */
const PATH_SEED = 1000;

export interface PathLengths {
  readonly full: number;
  readonly ends: number;
}

/**
 * Path length in W, as StyleGAN defines it but in these features: the mean squared feature distance of G(w_t) and
 * G(w_{t+ε}) over ε² on lines between two samples of F. `full` takes any t in [0, 1], `ends` t = 0.
 */
export async function pathLengths(
  networks: Networks,
  features: Program,
  { latentSize }: Architecture,
  { seed, pairs }: { readonly seed: number; readonly pairs: number },
  onImages: (done: number, total: number) => void,
): Promise<PathLengths> {
  const w = await networks.map(await sampleLatents(PATH_SEED + seed, 2 * pairs, latentSize));
  const random = seededRandom(seed);
  const points = (kind: 'full' | 'ends') =>
    Array.from({ length: pairs }, (_, pair) => {
      const t = kind === 'full' ? random() : 0;
      const [from, to] = [2 * pair, 2 * pair + 1].map((i) => w.subarray(i * latentSize, (i + 1) * latentSize));
      return [t, t + PATH_STEP].map((at) => from!.map((value, i) => value + at * (to![i]! - value)));
    }).flat();
  const all = [...points('full'), ...points('ends')];
  const latents = new Float32Array(all.length * latentSize);
  all.forEach((point, i) => void latents.set(point, i * latentSize));
  const outputs = await features(await networks.generate(latents), onImages);
  const featureCount = outputs.length / all.length;
  const lengths = Array.from({ length: all.length / 2 }, (_, i) => {
    const before = outputs.subarray(2 * i * featureCount, (2 * i + 1) * featureCount);
    const after = outputs.subarray((2 * i + 1) * featureCount, (2 * i + 2) * featureCount);
    return before.reduce((sum, value, k) => sum + (value - after[k]!) ** 2, 0) / PATH_STEP ** 2;
  });
  return {
    full: trimmedMean(lengths.slice(0, pairs), PATH_TRIM),
    ends: trimmedMean(lengths.slice(pairs), PATH_TRIM),
  };
}
