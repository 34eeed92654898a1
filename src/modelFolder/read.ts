import { sha256 } from './checksum.ts';
import { decodeNumbers } from './dtype.ts';
import { ModelFolderError } from './modelFolderError.ts';
import {
  AVERAGE_LATENT,
  DTYPE_BYTES,
  dtypeOf,
  extraShapes,
  type GroupName,
  groupOf,
  groupsIn,
  INDEX_FILE,
  MODEL_FILE,
  type ModelFile,
  type ModelIndex,
  parseModelFile,
  parseModelIndex,
  type ShardRecord,
  shardsOf,
  type WeightDtype,
  type WeightSpec,
} from './schema.ts';
import type { ModelSource } from './source.ts';

/** The verified bytes of a shard group: its shards joined. */
export type GroupBytes = Partial<Record<GroupName, Uint8Array<ArrayBuffer>>>;

/** Bytes of all shards asked for, and how many of them have arrived. */
export interface ReadProgress {
  readonly loadedBytes: number;
  readonly totalBytes: number;
}

export interface ReadOptions {
  readonly onProgress?: ((progress: ReadProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

const decodeText = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

/**
 * Reads and checks index.json. `source` is the folder of the model folders.
 * @throws ModelFolderError
 */
export async function readModelIndex(source: ModelSource, { signal }: ReadOptions = {}): Promise<ModelIndex> {
  return parseModelIndex(decodeText(await source.fetch(INDEX_FILE, { signal })));
}

/**
 * Reads and checks model.json.
 * @throws ModelFolderError
 */
export async function readModelFile(source: ModelSource, { signal }: ReadOptions = {}): Promise<ModelFile> {
  const model = parseModelFile(decodeText(await source.fetch(MODEL_FILE, { signal })));
  for (const group of groupsIn(model)) checkByteLength(model, group);
  checkExtras(model);
  return model;
}

/**
 * Fetches shard groups, all shards at once, and verifies size, SHA-256 and that every number is finite.
 * @returns the bytes of each group
 * @throws ModelFolderError; the signal's reason when aborted
 */
export async function readGroups(
  source: ModelSource,
  model: ModelFile,
  groups: readonly GroupName[],
  { onProgress, signal }: ReadOptions = {},
): Promise<GroupBytes> {
  if (groups.some((group) => !groupsIn(model).includes(group))) {
    throw invalid(
      `The model ${model.name} has no D, which its checkpoint lacked: it draws pictures, but cannot train on.`,
    );
  }
  const totalBytes = groups.flatMap((group) => shardsOf(model, group)).reduce((sum, s) => sum + s.byteLength, 0);
  let loadedBytes = 0;
  const onBytes = (byteLength: number) => {
    loadedBytes += byteLength;
    onProgress?.({ loadedBytes, totalBytes });
  };
  // The first shard that fails ends the others.
  const failure = new AbortController();
  const anySignal = signal ? AbortSignal.any([signal, failure.signal]) : failure.signal;
  const readShard = async (shard: ShardRecord) => {
    const bytes = await source.fetch(shard.path, { sha256: shard.sha256, signal: anySignal, onBytes });
    await verifyShard(shard, bytes);
    return bytes;
  };
  const readGroup = async (group: GroupName) => {
    const shards = shardsOf(model, group);
    const joined = new Uint8Array(shards.reduce((sum, { byteLength }) => sum + byteLength, 0));
    // Each shard goes to its place as it comes: all of them and their union at once would be the model twice.
    await Promise.all(
      shards.map(async (shard, index) => {
        const offset = shards.slice(0, index).reduce((sum, { byteLength }) => sum + byteLength, 0);
        joined.set(await readShard(shard), offset);
      }),
    );
    for (const { bytes, dtype } of tensorsIn(model, group, joined)) {
      if (!FINITE[dtype](bytes)) {
        throw invalid(`${shards.map(({ path }) => path).join(', ')} contains a number that is not finite.`);
      }
    }
    return [group, joined] as const;
  };
  onProgress?.({ loadedBytes, totalBytes });
  try {
    return Object.fromEntries(await Promise.all(groups.map(readGroup)));
  } catch (error) {
    failure.abort();
    throw error;
  }
}

/** Compares a file's size and SHA-256 with its record. @throws ModelFolderError 'modelInvalid' */
export async function verifyShard({ path, byteLength, sha256: expected }: ShardRecord, bytes: Uint8Array<ArrayBuffer>) {
  if (bytes.byteLength !== byteLength) {
    throw invalid(`${path} has ${bytes.byteLength} bytes instead of the ${byteLength} that ${MODEL_FILE} says.`);
  }
  if ((await sha256(bytes)) !== expected) {
    throw invalid(`${path} is damaged: its SHA-256 is not the one in ${MODEL_FILE}.`);
  }
}

/** Whether all little-endian numbers are finite: one is not exactly when all bits of its exponent are set. */
const FINITE: Readonly<Record<WeightDtype, (bytes: Uint8Array) => boolean>> = {
  float16: (bytes) => {
    for (let i = 1; i < bytes.length; i += 2) {
      if ((bytes[i]! & 0x7c) === 0x7c) return false;
    }
    return true;
  },
  float32: (bytes) => {
    for (let i = 3; i < bytes.length; i += 4) {
      if ((bytes[i]! & 0x7f) === 0x7f && bytes[i - 1]! >= 0x80) return false;
    }
    return true;
  },
};

function checkByteLength(model: ModelFile, group: GroupName): void {
  const shards = shardsOf(model, group);
  const expected = groupOf(model, group).weights.reduce((sum, weight) => sum + storedBytes(weight), 0);
  const found = shards.reduce((sum, { byteLength }) => sum + byteLength, 0);
  if (found !== expected) {
    throw invalid(`${MODEL_FILE} gives the shards of ${group} ${found} bytes where its tensors need ${expected}.`);
  }
}

function checkExtras(model: ModelFile): void {
  for (const [name, expected] of Object.entries(extraShapes(model))) {
    const group = name === AVERAGE_LATENT ? 'G' : 'check';
    checkShape(name, expected, groupOf(model, group).weights.find((weight) => weight.name === name)?.shape);
  }
}

/** The values of one tensor inside its group's bytes. */
export function tensorValues(
  model: ModelFile,
  group: GroupName,
  name: string,
  bytes: Uint8Array,
): Float32Array<ArrayBuffer> {
  for (const tensor of tensorsIn(model, group, bytes)) {
    if (tensor.name === name) return decodeNumbers(tensor.bytes, tensor.dtype);
  }
  throw invalid(`${MODEL_FILE} lacks the tensor ${name}.`);
}

/** The tensors of a group, and where their bytes are in it. */
export function* tensorsIn(model: ModelFile, group: GroupName, bytes: Uint8Array) {
  let offset = 0;
  for (const weight of groupOf(model, group).weights) {
    const end = offset + storedBytes(weight);
    yield { name: weight.name, shape: weight.shape, dtype: dtypeOf(weight), bytes: bytes.subarray(offset, end) };
    offset = end;
  }
}

/**
 * Compares a tensor's shape in model.json with what the architecture demands.
 * @throws ModelFolderError 'modelInvalid'
 */
export function checkShape(name: string, expected: readonly number[], found: readonly number[] | undefined): void {
  if (!found) throw invalid(`${MODEL_FILE} lacks the tensor ${name}.`);
  if (found.join() !== expected.join()) {
    throw invalid(`${MODEL_FILE} gives ${name} the shape [${found}] where the architecture needs [${expected}].`);
  }
}

/** What a weight takes in its shard. */
export const storedBytes = (weight: WeightSpec): number => DTYPE_BYTES[dtypeOf(weight)] * elementCount(weight.shape);

export const elementCount = (shape: readonly number[]): number => shape.reduce((product, size) => product * size, 1);

const invalid = (message: string) => new ModelFolderError('modelInvalid', message);
