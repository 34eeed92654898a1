import { paramSpecs } from '../networks/params.ts';
import { sha256 } from './checksum.ts';
import { ModelFolderError } from './errors.ts';
import { encodeFloat16 } from './float16.ts';
import {
  AVERAGE_LATENT,
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
  type WeightSpec,
} from './schema.ts';
import { concatenate } from './source.ts';

/** Shards are no longer than this, as tfjs does it: browsers cache files of 4 MiB. */
const MAX_SHARD_BYTES = 4 * 1024 * 1024;

export interface ModelContent extends Omit<ModelFile, 'formatVersion' | 'weightsManifest' | 'shards' | 'evaluation'> {
  readonly evaluation?: ModelFile['evaluation'];
  /** All parameters, `wAverage` [2L, S] and the recorded check (`recordCheck`). */
  readonly weights: WeightArrays;
}

/** The files of a model folder by path, model.json among them. */
export interface PackedModel {
  readonly model: ModelFile;
  readonly files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
}

/**
 * Makes the files of a model folder. Weights are rounded to half precision.
 * @throws ModelFolderError 'modelInvalid' naming a tensor that is missing, has another shape than the architecture
 *   demands, or does not fit half precision
 */
export async function packModel(
  { weights, ...facts }: ModelContent,
  { maxShardBytes = MAX_SHARD_BYTES }: { readonly maxShardBytes?: number } = {},
): Promise<PackedModel> {
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  const shards: ShardRecord[] = [];
  const weightsManifest: ModelFile['weightsManifest'] = [];
  for (const group of GROUPS) {
    const tensors = tensorsOf(group, facts);
    const bytes = concatenate(tensors.map(({ name, shape }) => pack(name, shape, weights)));
    const paths: string[] = [];
    const shardCount = Math.ceil(bytes.byteLength / maxShardBytes);
    for (let index = 0; index < shardCount; index++) {
      const path = `${group}-shard${index + 1}of${shardCount}.bin`;
      const shard = bytes.slice(index * maxShardBytes, (index + 1) * maxShardBytes);
      files.set(path, shard);
      paths.push(path);
      shards.push({ path, byteLength: shard.byteLength, sha256: await sha256(shard) });
    }
    weightsManifest.push({ paths, weights: tensors });
  }
  const [file, bytes] = packModelFile({ formatVersion: FORMAT_VERSION, ...facts, weightsManifest, shards });
  files.set(file, bytes);
  return { model: parseModelFile(new TextDecoder().decode(bytes)), files };
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

function tensorsOf(group: GroupName, facts: Pick<ModelFile, 'architecture'>): WeightSpec[] {
  const params = paramSpecs(facts.architecture).filter(({ network }) => network === group);
  const extras = Object.entries(extraShapes(facts))
    .map(([name, shape]) => ({ name, shape }))
    .filter(({ name }) => (name === AVERAGE_LATENT ? 'G' : 'check') === group);
  return [...params, ...extras].map(({ name, shape }) => ({
    name,
    shape: [...shape],
    dtype: 'float32',
    quantization: { dtype: 'float16', original_dtype: 'float32' },
  }));
}

function pack(name: string, shape: readonly number[], weights: WeightArrays): Uint8Array<ArrayBuffer> {
  const weight = weights[name];
  if (!weight) throw new ModelFolderError('modelInvalid', `The model lacks the tensor ${name}.`);
  if (weight.shape.join() !== shape.join()) {
    const message = `The tensor ${name} has the shape [${weight.shape}] where the architecture needs [${shape}].`;
    throw new ModelFolderError('modelInvalid', message);
  }
  const bytes = encodeFloat16(weight.values);
  const bad = weight.values.find((_, i) => (bytes[2 * i + 1]! & 0x7c) === 0x7c);
  if (bad !== undefined) {
    throw new ModelFolderError('modelInvalid', `The tensor ${name} contains ${bad}, which half precision cannot hold.`);
  }
  return bytes;
}

const toJson = (content: object) => `${JSON.stringify(content, null, 1)}\n`;
