import type { ModelArchitecture } from '../../src/convert/inferArchitecture.ts';
import type { WeightArrays } from '../../src/modelFolder/schema.ts';
import { styleCountOf } from '../../src/networks/architecture.ts';
import { paramSpecs } from '../../src/networks/paramSpecs.ts';

/** For tests: weights that differ from one another everywhere, none of them zero, and `wAverage`. */
export function randomWeights(architecture: ModelArchitecture, seed = 0): WeightArrays {
  const shapes = paramSpecs(architecture).map(({ name, shape }) => [name, shape] as const);
  const average = ['wAverage', [styleCountOf(architecture), architecture.latentSize]] as const;
  return Object.fromEntries(
    [...shapes, average].map(([name, shape], index) => {
      const fanIn = shape.slice(0, -1).reduce((a, b) => a * b, 1);
      const values = new Float32Array(shape.reduce((a, b) => a * b, 1));
      for (let i = 0; i < values.length; i++) {
        values[i] = (Math.sin(i * 12.9898 + index * 78.233 + seed * 37.719) * 43758.5453) % 1;
        values[i] = (values[i]! + 0.01) / Math.sqrt(fanIn);
      }
      return [name, { shape, values }];
    }),
  );
}
