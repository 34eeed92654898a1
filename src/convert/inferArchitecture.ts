import { type Architecture, blockResolution } from '../networks/architecture.ts';
import { type Network, paramSpecs } from '../networks/paramSpecs.ts';
import { CheckpointError } from './checkpointError.ts';

/** An architecture that a model folder can hold. */
export type ModelArchitecture = Architecture & { readonly channels: 1 | 3 };

/** Shapes of weights by name, in this project's names and layouts. */
type Shapes = ReadonlyMap<string, readonly number[]>;

const MAX_LAYERS = 9;

/**
 * Reads the architecture off the shapes of a model's weights. Where no width is capped, `maxChannels` is the widest that
 * there is: every larger cap means the same network.
 * @throws CheckpointError 'otherNetwork' when they are not those of a StyleALAE, 'unsupported' when it is one that
 *   cannot be used here
 */
export function inferArchitecture(shapes: Shapes): ModelArchitecture {
  const layerCount = countOf(shapes, /^G\/toRgb\d+\/weight$/);
  const mappingLayers = countOf(shapes, /^F\/layer\d+\/weight$/);
  const [, , channels, startChannels] = shapes.get('E/fromRgb0/weight') ?? [];
  const latentSize = shapes.get('F/layer0/weight')?.[0];
  if (!layerCount || !mappingLayers || !channels || !startChannels || !latentSize) {
    refuse('otherNetwork', 'it lacks the layers that every StyleALAE has');
  }
  if (layerCount > MAX_LAYERS) {
    refuse('unsupported', `it makes images of ${blockResolution(layerCount - 1)} pixels, more than 1024`);
  }
  if (channels !== 1 && channels !== 3) {
    refuse('unsupported', `its images have ${channels} channels, neither grey nor RGB`);
  }
  const widths = [...shapes].filter(([name]) => /^E\/(fromRgb|block)\d+\/(conv2\/)?weight$/.test(name));
  const maxChannels = widths.reduce((most, [, shape]) => Math.max(most, shape[3] ?? 0), 0);
  return { layerCount, startChannels, maxChannels, latentSize, mappingLayers, channels };
}

/**
 * Checks that the weights are those of the architecture, but for networks that are missing: all there, none beside them, each of its shape.
 * @param theirName how the checkpoint calls a weight, for the error
 * @throws CheckpointError 'otherNetwork'
 */
export function checkShapes(
  shapes: Shapes,
  architecture: Architecture,
  missing: readonly Network[],
  theirName: (name: string) => string,
): void {
  const specs = paramSpecs(architecture).filter(({ network }) => !missing.includes(network));
  const expected = new Map(specs.map(({ name, shape }) => [name, shape]));
  const kind = `a StyleALAE of ${architecture.layerCount} layers with latents of ${architecture.latentSize}`;
  for (const [name, shape] of expected) {
    const found = shapes.get(name);
    if (!found) refuse('otherNetwork', `${kind} has a weight ${name}, and it lacks that`);
    if (found.join() !== shape.join()) {
      refuse('otherNetwork', `its ${theirName(name)} is [${found}] where ${kind} has [${shape}] (${name})`);
    }
  }
  for (const name of shapes.keys()) {
    if (!expected.has(name)) refuse('otherNetwork', `its ${theirName(name)} is more than ${kind} has`);
  }
}

const countOf = (shapes: Shapes, pattern: RegExp): number =>
  [...shapes.keys()].filter((name) => pattern.test(name)).length;

function refuse(code: 'otherNetwork' | 'unsupported', why: string): never {
  throw new CheckpointError(code, `The checkpoint cannot be used here: ${why}.`);
}
