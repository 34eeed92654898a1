import type { ReadProgress } from '../modelFolder/read.ts';
import { AVERAGE_LATENT, type WeightArrays } from '../modelFolder/schema.ts';
import { styleCountOf } from '../networks/architecture.ts';
import { NETWORKS, type Network } from '../networks/paramSpecs.ts';
import { computeAverageLatent } from './averageLatent.ts';
import { type Budget, CHECKPOINT_LIMITS, type CheckpointLimits, createBudget } from './budget.ts';
import type { ByteSource } from './byteSource.ts';
import { CheckpointError, damaged } from './checkpointError.ts';
import { grownPart } from './grownPart.ts';
import { checkShapes, inferArchitecture, type ModelArchitecture } from './inferArchitecture.ts';
import {
  AVERAGE_LATENT_DICTS,
  AVERAGE_LATENT_TENSOR,
  isBuffer,
  MODELS_KEY,
  type RenamedWeight,
  renameWeight,
  stateDictOf,
  type WeightChoice,
  withoutWrappers,
} from './rename.ts';
import { openTorchFile, PickledTensor, type TorchFile } from './torchFile.ts';

export interface ReadCheckpointOptions {
  readonly weights?: WeightChoice;
  /** Counts the bytes of the weights, as 32-bit floats. */
  readonly onProgress?: ((progress: ReadProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly limits?: CheckpointLimits;
}

export const READ_CHECKPOINT_DEFAULTS = { weights: 'averaged' } as const;

export interface CheckpointModel {
  /** Of the blocks that the training has reached (`grownPart`). */
  readonly architecture: ModelArchitecture;
  /** Blocks that the training would have grown in the end. */
  readonly fullLayerCount: number;
  /** Which copy of the networks was read: the live one where there is no averaged one. */
  readonly choice: WeightChoice;
  /** Networks that the checkpoint does not have: none, or D, without which pictures can be drawn. */
  readonly missing: readonly Network[];
  /** Whether the checkpoint has no averaged latent, so that it was computed from F. */
  readonly isAverageComputed: boolean;
  /** All parameters in our names and layouts, but those of `missing`, and `wAverage` [2L, S]. */
  readonly weights: WeightArrays;
  /** Tensors of the networks that a StyleALAE does not have, by the checkpoint's names: they were left out. */
  readonly ignored: readonly string[];
}

/** A state dict: the checkpoint's own names → tensors. */
type StateDict = ReadonlyMap<string, PickledTensor>;

/** A weight that will be read: what it becomes, and where it lies. */
interface FoundWeight extends RenamedWeight {
  readonly theirName: string;
  readonly tensor: PickledTensor;
}

/**
 * Reads a StyleALAE out of a checkpoint of the reference implementation (`.pth`), in either of PyTorch's encodings. Nothing in
 * the file is executed. The architecture is read off the shapes; then the weights asked for are read one at a time, and
 * nothing else: no other copy of the networks, no optimiser state.
 * @throws CheckpointError; the signal's reason when aborted
 */
export async function readCheckpoint(
  source: ByteSource,
  { weights: wanted = READ_CHECKPOINT_DEFAULTS.weights, onProgress, signal, limits }: ReadCheckpointOptions = {},
): Promise<CheckpointModel> {
  const { structureBytes, weightBytes } = limits ?? CHECKPOINT_LIMITS;
  const file = await openTorchFile(source, createBudget(structureBytes, 'pickled values'));
  const models = modelsOf(file.root);
  const choice = chooseWeights(models, wanted);
  const { found, ignored, missing } = findWeights(models, choice);
  const shapes = new Map([...found].map(([name, { shape }]) => [name, shape]));
  const architecture = inferArchitecture(shapes);
  checkShapes(shapes, architecture, missing, (name) => found.get(name)?.theirName ?? name);
  const { layerCount, latentSize } = architecture;
  const averageShape = [styleCountOf(architecture), latentSize] as const;
  const average = findAverageLatent(models, averageShape);
  const weights = await readWeights(file, [...found.values(), ...(average ? [average] : [])], {
    budget: createBudget(weightBytes, 'weights'),
    onProgress,
    signal,
  });
  weights[AVERAGE_LATENT] ??= { shape: averageShape, values: averageOfEachStyle(weights, architecture) };
  return {
    ...grownPart({ architecture, weights }),
    ...{ fullLayerCount: layerCount, choice, missing, isAverageComputed: !average, ignored },
  };
}

/**
 * The networks' state dicts by their names: under `models`, saved alone, or as one state dict of the whole under whatever name.
 */
function modelsOf(root: unknown): ReadonlyMap<unknown, unknown> {
  if (root instanceof Map) {
    const models: unknown = root.get(MODELS_KEY);
    if (models instanceof Map && !isFlat(models)) return models;
    for (const candidate of [root, ...root.values()]) {
      if (!(candidate instanceof Map)) continue;
      const networks = isFlat(candidate) ? unflattened(candidate) : candidate;
      if (hasNetworks(networks, 'averaged') || hasNetworks(networks, 'live')) return networks;
    }
  }
  throw new CheckpointError('otherNetwork', `The checkpoint has no "${MODELS_KEY}": it is not one of StyleALAE.`);
}

/** Whether it is the state dict of one module that holds all networks: `generator.const`. */
const isFlat = (dict: ReadonlyMap<unknown, unknown>): boolean =>
  [...dict.values()].some((value) => value instanceof PickledTensor);

function unflattened(dict: ReadonlyMap<unknown, unknown>): ReadonlyMap<unknown, unknown> {
  const networks = new Map<unknown, Map<unknown, unknown>>();
  for (const [key, value] of dict) {
    if (typeof key !== 'string') continue;
    const [, network, rest] = /^(\w+)\.(.+)$/.exec(withoutWrappers(key)) ?? [];
    if (!networks.has(network)) networks.set(network, new Map());
    networks.get(network)!.set(rest, value);
  }
  return networks;
}

function stateDict(models: ReadonlyMap<unknown, unknown>, name: string): StateDict | undefined {
  const dict = models.get(name);
  if (!(dict instanceof Map)) return undefined;
  const tensors = [...dict].filter((entry): entry is [string, PickledTensor] => entry[1] instanceof PickledTensor);
  return new Map(tensors.map(([key, tensor]) => [withoutWrappers(key), tensor]));
}

/** Without these no picture can be drawn or encoded. */
const NEEDED = NETWORKS.filter((network) => network !== 'D');

const hasNetworks = (models: ReadonlyMap<unknown, unknown>, choice: WeightChoice): boolean =>
  NEEDED.every((network) => models.get(stateDictOf(network, choice)) instanceof Map);

/** The copy that is wanted, or the live one where the averaged one is wanted and missing: a checkpoint of a short training. */
function chooseWeights(models: ReadonlyMap<unknown, unknown>, wanted: WeightChoice): WeightChoice {
  if (hasNetworks(models, wanted)) return wanted;
  const isNoneAveraged = NETWORKS.every((network) => !models.has(stateDictOf(network, 'averaged')));
  if (wanted === 'averaged' && isNoneAveraged && hasNetworks(models, 'live')) return 'live';
  const lacking = NEEDED.find((network) => !(models.get(stateDictOf(network, wanted)) instanceof Map))!;
  const other = wanted === 'averaged' ? 'live' : 'averaged';
  const advice = hasNetworks(models, other) ? `but it has the ${other} ones` : 'so it is not one of StyleALAE';
  const message = `The checkpoint lacks the ${wanted} network ${stateDictOf(lacking, wanted)}, ${advice}.`;
  throw new CheckpointError('otherNetwork', message);
}

/** The weights of the four networks by our names. */
function findWeights(models: ReadonlyMap<unknown, unknown>, choice: WeightChoice) {
  const found = new Map<string, FoundWeight>();
  const ignored: string[] = [];
  const missing: Network[] = [];
  for (const network of NETWORKS) {
    const dictName = stateDictOf(network, choice);
    const dict = stateDict(models, dictName);
    if (!dict) {
      missing.push(network);
      continue;
    }
    for (const [key, tensor] of dict) {
      const theirName = `${dictName}.${key}`;
      const renamed = renameWeight(network, key, tensor.shape);
      if (renamed) found.set(renamed.name, { ...renamed, theirName, tensor });
      else if (!isBuffer(key)) ignored.push(theirName);
    }
  }
  return { found, ignored, missing };
}

/** Undefined where there is none, as in what people have cut out of a checkpoint. */
function findAverageLatent(
  models: ReadonlyMap<unknown, unknown>,
  shape: readonly [number, number],
): FoundWeight | undefined {
  const dictName = AVERAGE_LATENT_DICTS.find((name) => models.get(name) instanceof Map) ?? AVERAGE_LATENT_DICTS[0];
  const theirName = `${dictName}.${AVERAGE_LATENT_TENSOR}`;
  const tensor = stateDict(models, dictName)?.get(AVERAGE_LATENT_TENSOR);
  if (!tensor) return undefined;
  if (tensor.shape.join() === shape.join()) {
    return { name: AVERAGE_LATENT, theirName, tensor, shape, reorder: (values) => values };
  }
  const message = `The checkpoint has [${tensor.shape}] as the averaged latent ${theirName}, which is [${shape}] in such a StyleALAE.`;
  throw new CheckpointError('otherNetwork', message);
}

/** w̄ once per style [2L · S]. */
function averageOfEachStyle(weights: WeightArrays, architecture: ModelArchitecture): Float32Array<ArrayBuffer> {
  const average = computeAverageLatent(weights, architecture);
  const values = new Float32Array(styleCountOf(architecture) * average.length);
  for (let at = 0; at < values.length; at += average.length) values.set(average, at);
  return values;
}

async function readWeights(
  file: TorchFile,
  found: readonly FoundWeight[],
  { budget, onProgress, signal }: { readonly budget: Budget } & Pick<ReadCheckpointOptions, 'onProgress' | 'signal'>,
): Promise<WeightArrays> {
  const bytesOf = ({ shape }: FoundWeight) => 4 * shape.reduce((a, b) => a * b, 1);
  const totalBytes = found.reduce((sum, weight) => sum + bytesOf(weight), 0);
  budget.spend(totalBytes);
  const weights: WeightArrays = {};
  let loadedBytes = 0;
  for (const weight of found) {
    signal?.throwIfAborted();
    onProgress?.({ loadedBytes, totalBytes });
    const values = await file.readTensor(weight.tensor);
    if (!values.every(Number.isFinite)) damaged(`${weight.theirName} holds a number that is not finite`);
    weights[weight.name] = { shape: weight.shape, values: weight.reorder(values) };
    loadedBytes += bytesOf(weight);
  }
  onProgress?.({ loadedBytes, totalBytes });
  return weights;
}
