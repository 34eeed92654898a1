import type { ModelArchitecture } from '../../src/convert/inferArchitecture.ts';
import { seededRandom } from '../../src/latent/random.ts';
import { AVERAGE_LATENT, type WeightArrays } from '../../src/modelFolder/schema.ts';
import { styleCountOf } from '../../src/networks/architecture.ts';
import { paramSpecs } from '../../src/networks/paramSpecs.ts';

/** How far G's constant has come from its first value, and biases and noise weights from theirs. */
const YOUTH = { constant: 0.02, vectors: 0.01 };

/**
 * For tests: a model that has hardly begun to learn. Its weights are as they are drawn at first, but for what the first images move:
 * the constant still lies at 1 ± 0.02.
 */
export function youngWeights(architecture: ModelArchitecture, seed = 1, youth = YOUTH): WeightArrays {
  const random = seededRandom(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const weights: WeightArrays = {};
  for (const { name, shape, initialMean, initialStd } of paramSpecs(architecture)) {
    const std = name === 'G/constant' ? youth.constant : initialStd || youth.vectors;
    weights[name] = { shape, values: fill(shape, () => initialMean + std * normal()) };
  }
  const shape = [styleCountOf(architecture), architecture.latentSize];
  return { ...weights, [AVERAGE_LATENT]: { shape, values: fill(shape, () => 0) } };
}

const fill = (shape: readonly number[], value: () => number): Float32Array =>
  new Float32Array(shape.reduce((a, b) => a * b, 1)).map(value);
