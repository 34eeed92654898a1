import { networkOf, paramSpecs } from '../networks/paramSpecs.ts';
import { sha256 } from './checksum.ts';
import { dtypeToStore, encodeNumbers } from './dtype.ts';
import { overflowsFloat16 } from './float16.ts';
import { ModelFolderError } from './modelFolderError.ts';
import { storedBytes } from './read.ts';
import {
  AVERAGE_LATENT,
  dtypeOf,
  extraShapes,
  FORMAT_VERSION,
  GROUPS,
  type GroupName,
  INDEX_FILE,
  indexEntry,
  MODEL_FILE,
  type ModelFile,
  type ModelIndex,
  parseModelFile,
  type ShardRecord,
  type WeightArrays,
  type WeightDtype,
  type WeightSpec,
} from './schema.ts';

/** Shards are no longer than this, as tfjs does it: browsers cache files of 4 MiB. */
const MAX_SHARD_BYTES = 4 * 1024 * 1024;

type PackedFacts = 'formatVersion' | 'weightsManifest' | 'shards';

/** What is known of a model: all of model.json but what packing adds. Either `training` or `conversion` is given. */
export type ModelFacts = Omit<ModelFile, PackedFacts>;

export interface ModelContent extends ModelFacts {
  /** All parameters, `wAverage` [2L, S] and the recorded check (`recordCheck`). */
  readonly weights: WeightArrays;
}

/** The files of a model folder by path, model.json among them. */
export interface PackedModel {
  readonly model: ModelFile;
  readonly files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
}

interface PackOptions {
  readonly dtype?: WeightDtype;
  readonly maxShardBytes?: number;
}

export const PACK_DEFAULTS = { dtype: 'float16', maxShardBytes: MAX_SHARD_BYTES } as const;

/**
 * Makes the files of a model folder, in memory.
 * @throws ModelFolderError 'modelInvalid' as `writeModel` does
 */
export async function packModel(content: ModelContent, options: PackOptions = {}): Promise<PackedModel> {
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  const model = await writeModel(content, async (path, bytes) => void files.set(path, bytes), options);
  return { model, files };
}

/**
 * Makes the files of a model folder one after another, model.json last, so that no more than a shard and a tensor are held
 * beside the weights. With 'float16' kernels are rounded to half precision. A model without D gets no such group.
 * @throws ModelFolderError 'modelInvalid' naming a tensor that is missing, has another shape than the architecture
 *   demands, or does not fit the precision
 */
export async function writeModel(
  { weights, ...facts }: ModelContent,
  write: (path: string, bytes: Uint8Array<ArrayBuffer>) => Promise<void>,
  { dtype = PACK_DEFAULTS.dtype, maxShardBytes = PACK_DEFAULTS.maxShardBytes }: PackOptions = {},
): Promise<ModelFile> {
  const shards: ShardRecord[] = [];
  const weightsManifest: ModelFile['weightsManifest'] = [];
  const hasD = Object.keys(weights).some((name) => networkOf(name) === 'D');
  for (const group of hasD ? GROUPS : GROUPS.filter((group) => group !== 'D')) {
    const tensors = tensorsOf(group, facts, dtype);
    const byteLength = tensors.reduce((sum, tensor) => sum + storedBytes(tensor), 0);
    const shardCount = Math.ceil(byteLength / maxShardBytes);
    const paths = Array.from({ length: shardCount }, (_, index) => `${group}-shard${index + 1}of${shardCount}.bin`);
    let written = 0;
    for (const bytes of split(packTensors(tensors, weights), byteLength, maxShardBytes)) {
      const path = paths[written++]!;
      shards.push({ path, byteLength: bytes.byteLength, sha256: await sha256(bytes) });
      await write(path, bytes);
    }
    weightsManifest.push({ paths, weights: tensors });
  }
  const model: ModelFile = { formatVersion: FORMAT_VERSION, ...facts, weightsManifest, shards };
  await write(...packModelFile(model));
  return model;
}

function* packTensors(tensors: readonly WeightSpec[], weights: WeightArrays) {
  for (const tensor of tensors) yield pack(tensor, weights);
}

/** Cuts a row of pieces, `byteLength` together, into pieces of `maxBytes` and a last one. */
function* split(
  pieces: Iterable<Uint8Array>,
  byteLength: number,
  maxBytes: number,
): Generator<Uint8Array<ArrayBuffer>> {
  let restBytes = byteLength;
  let shard = new Uint8Array(Math.min(maxBytes, restBytes));
  let filled = 0;
  for (const piece of pieces) {
    for (let at = 0; at < piece.byteLength; ) {
      const part = piece.subarray(at, at + shard.byteLength - filled);
      shard.set(part, filled);
      filled += part.byteLength;
      at += part.byteLength;
      if (filled < shard.byteLength) continue;
      yield shard;
      restBytes -= filled;
      shard = new Uint8Array(Math.min(maxBytes, restBytes));
      filled = 0;
    }
  }
}

/**
 * model.json for a model whose shards are there: its path and bytes, the facts for people first.
 * @throws ModelFolderError 'modelInvalid'
 */
export function packModelFile({
  weightsManifest,
  shards,
  ...facts
}: ModelFile): readonly [path: string, bytes: Uint8Array<ArrayBuffer>] {
  const text = toJson({ ...facts, weightsManifest, shards });
  parseModelFile(text);
  return [MODEL_FILE, new TextEncoder().encode(text)];
}

/** index.json for the given models: its path and bytes. */
export function packModelIndex(models: readonly ModelFile[]): readonly [path: string, bytes: Uint8Array<ArrayBuffer>] {
  const index: ModelIndex = { formatVersion: FORMAT_VERSION, models: models.map(indexEntry) };
  return [INDEX_FILE, new TextEncoder().encode(toJson(index))];
}

function tensorsOf(group: GroupName, facts: Pick<ModelFile, 'architecture'>, dtype: WeightDtype): WeightSpec[] {
  const params = paramSpecs(facts.architecture).filter(({ network }) => network === group);
  const extras = Object.entries(extraShapes(facts))
    .map(([name, shape]) => ({ name, shape }))
    .filter(({ name }) => (name === AVERAGE_LATENT ? 'G' : 'check') === group);
  return [...params, ...extras].map(({ name, shape }) => ({
    name,
    shape: [...shape],
    dtype: 'float32',
    ...(dtypeToStore(name, shape, dtype) === 'float16'
      ? { quantization: { dtype: 'float16', original_dtype: 'float32' } }
      : {}),
  }));
}

function pack(tensor: WeightSpec, weights: WeightArrays): Uint8Array {
  const { name, shape } = tensor;
  const dtype = dtypeOf(tensor);
  const weight = weights[name];
  if (!weight) throw new ModelFolderError('modelInvalid', `The model lacks the tensor ${name}.`);
  if (weight.shape.join() !== shape.join()) {
    const message = `The tensor ${name} has the shape [${weight.shape}] where the architecture needs [${shape}].`;
    throw new ModelFolderError('modelInvalid', message);
  }
  const bad = weight.values.find(
    (value) => !Number.isFinite(value) || (dtype === 'float16' && overflowsFloat16(value)),
  );
  if (bad !== undefined) {
    const what = dtype === 'float16' ? 'half precision' : 'a model';
    throw new ModelFolderError('modelInvalid', `The tensor ${name} contains ${bad}, which ${what} cannot hold.`);
  }
  return encodeNumbers(weight.values, dtype);
}

const toJson = (content: object) => `${JSON.stringify(content, null, 1)}\n`;
