import type { DirectionAxis, DirectionSearch } from '../latent/directions.ts';
import {
  type LatentStatistics,
  latentStatistics,
  measureAxis,
  PIECE_SAMPLES,
  pooledStatistics,
  SAMPLE_PIECES,
} from '../latent/latentStatistics.ts';
import { principalComponents } from '../latent/principalComponents.ts';
import { styleFactors } from '../latent/styleFactors.ts';
import type { Model } from '../networks/model.ts';
import { paramSpecs } from '../networks/paramSpecs.ts';
import { param } from '../networks/params.ts';
import { mapSamples } from './inference.ts';

/** The seed of the first piece: the same model always gives the same directions. */
const SAMPLE_SEED = 1;

/** Moments of W over a piece of F's samples, whose weights must be loaded. @param piece from 0 to `SAMPLE_PIECES - 1` */
export async function pieceStatistics(model: Model, piece: number): Promise<LatentStatistics> {
  const samples = await mapSamples(model, SAMPLE_SEED + piece * PIECE_SAMPLES, PIECE_SAMPLES);
  return latentStatistics(samples, model.architecture.latentSize);
}

/** Moments of W over all pieces of F's samples. */
export async function sampleStatistics(model: Model): Promise<LatentStatistics> {
  const pieces: LatentStatistics[] = [];
  for (let piece = 0; piece < SAMPLE_PIECES; piece++) pieces.push(await pieceStatistics(model, piece));
  return pooledStatistics(pieces, PIECE_SAMPLES);
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
