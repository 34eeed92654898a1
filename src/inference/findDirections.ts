import type { DirectionAxis } from '../latent/directions.ts';
import { type LatentStatistics, latentStatistics, measureAxis } from '../latent/latentStatistics.ts';
import { principalComponents } from '../latent/principalComponents.ts';
import { styleFactors } from '../latent/styleFactors.ts';
import type { Model } from '../networks/model.ts';
import { param, paramSpecs } from '../networks/params.ts';
import { mapSamples } from './inference.ts';

/** Which directions to find: the strongest of W, or the strongest of the style layers of blocks first … last. */
export type DirectionSearch =
  | { readonly kind: 'pca'; readonly count: number }
  | { readonly kind: 'sefa'; readonly count: number; readonly firstBlock: number; readonly lastBlock: number };

/** Samples of F in which directions are found and measured. */
const SAMPLE_COUNT = 10_000;
/** Samples of F mapped at a time. */
const MAP_BATCH = 500;
/** The seed of the first batch: the same model always gives the same directions. */
const SAMPLE_SEED = 1;

/** Moments of W over `SAMPLE_COUNT` samples of F, whose weights must be loaded. */
export async function sampleStatistics(model: Model): Promise<LatentStatistics> {
  const { latentSize } = model.architecture;
  const samples = new Float32Array(SAMPLE_COUNT * latentSize);
  for (let begun = 0; begun < SAMPLE_COUNT; begun += MAP_BATCH) {
    const batch = Math.min(MAP_BATCH, SAMPLE_COUNT - begun);
    samples.set(await mapSamples(model, SAMPLE_SEED + begun, batch), begun * latentSize);
  }
  return latentStatistics(samples, latentSize);
}

/** The directions of a model that a search asks for, strongest first, measured in `statistics`. */
export async function findDirections(
  model: Model,
  search: DirectionSearch,
  statistics: LatentStatistics,
): Promise<DirectionAxis[]> {
  if (search.kind === 'pca') return principalComponents(statistics, search.count);
  const { latentSize } = model.architecture;
  const weights = await styleWeights(model, search.firstBlock, search.lastBlock);
  return styleFactors(weights, latentSize, search.count).map((vector) => measureAxis(statistics, vector));
}

/** In the order in which they come in a block. */
const STYLE_WEIGHTS: readonly string[] = ['style1/weight', 'style2/weight'];

/** Weights [S, 2c] of both style layers of each of G's blocks first … last. */
function styleWeights({ architecture, params }: Model, firstBlock: number, lastBlock: number): Promise<Float32Array[]> {
  const specs = paramSpecs(architecture).filter(
    ({ network, block = -1, layer }) =>
      network === 'G' && block >= firstBlock && block <= lastBlock && STYLE_WEIGHTS.includes(layer),
  );
  return Promise.all(specs.map(({ name }) => param(params, name).data<'float32'>()));
}
