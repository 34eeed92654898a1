import { decodeFloat16 } from '../modelFolder/float16.ts';
import type { Budget } from './budget.ts';
import type { ByteSource } from './byteSource.ts';
import { CheckpointError, damaged } from './checkpointError.ts';
import { HEAD_BYTES, whatItIs, whatZipIs } from './foreignFile.ts';
import { OpaqueObject, PickleCutShort, PickledGlobal, type PickleHost, unpickle } from './unpickle.ts';
import { openZip, type ZipArchive, ZipError } from './zipArchive.ts';

/** A tensor that the pickle describes: which part of which storage it shows. */
export class PickledTensor {
  readonly storage: PickledStorage;
  /** Elements before the first one. */
  readonly offset: number;
  readonly shape: readonly number[];
  /** Elements from one index to the next, per axis. */
  readonly strides: readonly number[];
  constructor(storage: PickledStorage, offset: number, shape: readonly number[], strides: readonly number[]) {
    this.storage = storage;
    this.offset = offset;
    this.shape = shape;
    this.strides = strides;
  }
}

class PickledStorage {
  readonly key: string;
  /** PyTorch's name of the number format, such as `FloatStorage`. */
  readonly type: string;
  /** Elements of the file's storage before the first of this one, which may be a part of it. */
  readonly offset: number;
  readonly elementCount: number;
  constructor(key: string, type: string, offset: number, elementCount: number) {
    this.key = key;
    this.type = type;
    this.offset = offset;
    this.elementCount = elementCount;
  }
}

/** What PyTorch has saved: an object, and the tensors in it where they lie. */
export interface TorchFile {
  /** Dicts are Maps, tensors `PickledTensor`s. */
  readonly root: unknown;
  /**
   * A tensor's values, row-major, as 32-bit floats. Nothing but the part of its storage that it shows is read.
   * @throws CheckpointError
   */
  readTensor(tensor: PickledTensor): Promise<Float32Array<ArrayBuffer>>;
}

/** A storage's bytes, wherever an encoding keeps them. */
interface StoredBytes {
  readonly byteLength: number;
  read(offset: number, length: number): Promise<Uint8Array<ArrayBuffer>>;
}

/** Magic number that opens PyTorch's older encoding, as a pickled integer. */
const LEGACY_MAGIC = 0x1950a86a20f9469cfc6cn;

/** Pickles of the older encoding have no length: they are read in windows that grow to at most this. */
const FIRST_WINDOW_BYTES = 64 * 2 ** 10;
const MAX_PICKLE_BYTES = 64 * 2 ** 20;

/** Bytes per number, by PyTorch's name of the format. */
const ITEM_BYTES: Readonly<Record<string, number>> = {
  DoubleStorage: 8,
  LongStorage: 8,
  ComplexFloatStorage: 8,
  ComplexDoubleStorage: 16,
  FloatStorage: 4,
  IntStorage: 4,
  HalfStorage: 2,
  BFloat16Storage: 2,
  ShortStorage: 2,
  ByteStorage: 1,
  CharStorage: 1,
  BoolStorage: 1,
};

/**
 * Opens what `torch.save` has written, in either of its encodings: a zip, or the older row of pickles.
 * @param budget pays for everything but the tensors' values
 * @throws CheckpointError
 */
export async function openTorchFile(source: ByteSource, budget: Budget): Promise<TorchFile> {
  const [first, second] = source.byteLength < 2 ? [] : await source.read(0, 2);
  if (first === 0x50 && second === 0x4b) return openZipped(source, budget);
  if (first === 0x80) return openLegacy(source, budget);
  const head = await source.read(0, Math.min(source.byteLength, HEAD_BYTES));
  throw new CheckpointError('notACheckpoint', `The file ${whatItIs(head, source.byteLength)}.`);
}

async function openZipped(source: ByteSource, budget: Budget): Promise<TorchFile> {
  const zip = await openCheckpointZip(source, budget);
  // In a folder, unless it was unpacked and packed again.
  const names = [...zip.entries.keys()];
  const pickleName = names.find((name) => /(^|\/)data\.pkl$/.test(name));
  if (pickleName === undefined) throw new CheckpointError('notACheckpoint', `The file ${whatZipIs(names)}.`);
  const folder = pickleName.slice(0, -'data.pkl'.length);
  await refuseBigEndian(zip, `${folder}byteorder`);
  const pickle = zip.entries.get(pickleName)!;
  if (pickle.byteLength > MAX_PICKLE_BYTES) refuseLongPickle();
  budget.spend(pickle.byteLength);
  const { value } = unpickle(await zip.read(pickle, 0, pickle.byteLength), HOST, budget);
  refuseWholeObject(value);
  return {
    root: value,
    readTensor: (tensor) => {
      const entry = zip.entries.get(`${folder}data/${tensor.storage.key}`);
      if (!entry) damaged(`the storage ${tensor.storage.key} of a tensor is not in it`);
      const { byteLength } = entry;
      return readStrided(tensor, { byteLength, read: (offset, length) => zip.read(entry, offset, length) });
    },
  };
}

/** A zip whose failures are those of a checkpoint. */
async function openCheckpointZip(source: ByteSource, budget: Budget): Promise<ZipArchive> {
  const ofCheckpoint = (cause: unknown): never => {
    if (!(cause instanceof ZipError)) throw cause;
    if (cause.code === 'damaged') damaged(cause.message);
    throw new CheckpointError('unsupported', `The checkpoint cannot be read: ${cause.message}.`, { cause });
  };
  const zip = await openZip(source, budget).catch(ofCheckpoint);
  return { ...zip, read: (...of) => zip.read(...of).catch(ofCheckpoint) };
}

async function refuseBigEndian(zip: ZipArchive, name: string): Promise<void> {
  const entry = zip.entries.get(name);
  if (!entry || entry.byteLength > 16) return;
  if (new TextDecoder().decode(await zip.read(entry, 0, entry.byteLength)) === 'big') refuseByteOrder();
}

async function openLegacy(source: ByteSource, budget: Budget): Promise<TorchFile> {
  const types = new Map<string, string>();
  const notingTypes: PickleHost = {
    ...HOST,
    persistentLoad: (id) => {
      const storage = loadStorage(id);
      if (storage instanceof PickledStorage) types.set(storage.key, storage.type);
      return storage;
    },
  };
  let namesStorages = false;
  const magic = await readPickle(
    source,
    0,
    {
      ...HOST,
      persistentLoad: (id) => {
        namesStorages = true;
        return HOST.persistentLoad(id);
      },
    },
    budget,
  );
  if (magic.value !== LEGACY_MAGIC) {
    const isNumber = typeof magic.value === 'number' || typeof magic.value === 'bigint';
    const what = namesStorages
      ? 'is a piece of a checkpoint that was unpacked (its data.pkl): give the whole .pth file'
      : isNumber
        ? 'is not a PyTorch checkpoint: its magic number is wrong'
        : 'is a Python pickle, but not one of torch.save: ALAE’s checkpoints are';
    throw new CheckpointError('notACheckpoint', `The file ${what}.`);
  }
  const protocol = await readPickle(source, magic.end, HOST, budget);
  const system = await readPickle(source, protocol.end, HOST, budget);
  if (system.value instanceof Map && system.value.get('little_endian') === false) refuseByteOrder();
  const root = await readPickle(source, system.end, notingTypes, budget);
  refuseWholeObject(root.value);
  const keys = await readPickle(source, root.end, HOST, budget);
  const storages = await findStorages(source, keys, types);
  return {
    root: root.value,
    readTensor: (tensor) => {
      const storage = storages.get(tensor.storage.key);
      if (!storage) damaged(`the storage ${tensor.storage.key} of a tensor is not in it`);
      return readStrided(tensor, storage);
    },
  };
}

/** `torch.save(network)` keeps an object of a class that is not here, and TorchScript a program. */
function refuseWholeObject(root: unknown): void {
  if (!(root instanceof OpaqueObject)) return;
  const what = root.className.startsWith('__torch__')
    ? 'a TorchScript program'
    : `a whole object of the class ${root.className.replace(' ', '.')}`;
  throw new CheckpointError(
    'otherNetwork',
    `The checkpoint holds ${what} instead of weights by name: save the state_dict of each network, as ALAE does.`,
  );
}

async function readPickle(source: ByteSource, start: number, host: PickleHost, budget: Budget) {
  for (let windowBytes = FIRST_WINDOW_BYTES; ; windowBytes *= 4) {
    const length = Math.min(windowBytes, source.byteLength - start);
    budget.spend(length);
    const bytes = await source.read(start, length);
    try {
      const { value, end } = unpickle(bytes, host, budget);
      return { value, end: start + end };
    } catch (error) {
      if (!(error instanceof PickleCutShort) || start + length === source.byteLength) throw error;
      if (windowBytes >= MAX_PICKLE_BYTES) refuseLongPickle();
    }
  }
}

/** In the older encoding the storages follow in the order of their keys, each after its number of elements. */
async function findStorages(
  source: ByteSource,
  keys: { readonly value: unknown; readonly end: number },
  types: ReadonlyMap<string, string>,
): Promise<Map<string, StoredBytes>> {
  if (!Array.isArray(keys.value)) damaged('it has no list of its storages');
  const storages = new Map<string, StoredBytes>();
  let at = keys.end;
  for (const key of keys.value) {
    const type = typeof key === 'string' ? types.get(key) : undefined;
    if (type === undefined) damaged('it lists a storage that no tensor has');
    if (at + 8 > source.byteLength) damaged('it is cut off among its weights');
    const header = await source.read(at, 8);
    const count = new DataView(header.buffer, header.byteOffset, 8).getBigInt64(0, true);
    const start = at + 8;
    const byteLength = Number(count) * itemBytes(type);
    if (count < 0n || start + byteLength > source.byteLength) damaged('it is cut off among its weights');
    storages.set(key, { byteLength, read: (offset, length) => source.read(start + offset, length) });
    at = start + byteLength;
  }
  return storages;
}

const HOST: PickleHost = {
  persistentLoad: loadStorage,
  construct: (className, args) => {
    switch (className) {
      case 'collections OrderedDict':
        return new Map(args[0] === undefined ? [] : pairs(args[0]));
      case 'torch Size':
      case 'torch._utils _rebuild_parameter':
      case 'torch._utils _rebuild_parameter_with_state':
        return args[0];
      case 'torch._utils _rebuild_tensor':
      case 'torch._utils _rebuild_tensor_v2':
        return rebuildTensor(args);
      default:
        return undefined;
    }
  },
};

/** The items that an OrderedDict is made of where it is not filled afterwards. */
function pairs(items: unknown): [unknown, unknown][] {
  if (!Array.isArray(items)) damaged('a dict is made of something that is no list');
  return items.map((item) => (Array.isArray(item) ? [item[0], item[1]] : damaged('a dict is made of half an item')));
}

/** The id is ('storage', type, key, device, elements), and in old files the part of the storage: (key, offset, elements). */
function loadStorage([kind, type, key, , elementCount, view]: readonly unknown[]): unknown {
  if (kind !== 'storage') return undefined; // the source text of a module
  if (!(type instanceof PickledGlobal) || typeof key !== 'string' || !isCount(elementCount)) {
    damaged('a storage lacks its type, key or size');
  }
  const typeName = type.name.slice(type.name.lastIndexOf(' ') + 1);
  if (!Array.isArray(view)) return new PickledStorage(key, typeName, 0, elementCount);
  const [, offset, viewCount] = view as readonly unknown[];
  if (!isCount(offset) || !isCount(viewCount)) damaged('a part of a storage lacks its place or size');
  return new PickledStorage(key, typeName, offset, viewCount);
}

function rebuildTensor([storage, offset, shape, strides]: readonly unknown[]): PickledTensor {
  const isWhole = storage instanceof PickledStorage && isCount(offset) && isCounts(shape) && isCounts(strides);
  if (!isWhole || shape.length !== strides.length) damaged('a tensor lacks its storage, place, shape or strides');
  return new PickledTensor(storage, offset, shape, strides);
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
const isCounts = (value: unknown): value is number[] =>
  Array.isArray(value) && value.length <= 8 && value.every(isCount);

function itemBytes(type: string): number {
  const bytes = ITEM_BYTES[type];
  if (bytes === undefined) throw new CheckpointError('unsupported', `The checkpoint holds numbers as ${type}.`);
  return bytes;
}

/** Gathers a tensor's elements from its storage. */
async function readStrided(tensor: PickledTensor, stored: StoredBytes): Promise<Float32Array<ArrayBuffer>> {
  const { storage, shape, strides } = tensor;
  const bytesPerItem = itemBytes(storage.type);
  const elementCount = shape.reduce((a, b) => a * b, 1);
  // A weight shows every element once at most, so it can be no larger than its storage.
  const extent = elementCount && 1 + shape.reduce((sum, length, axis) => sum + (length - 1) * strides[axis]!, 0);
  const end = storage.offset + tensor.offset + extent;
  const isInside = tensor.offset + extent <= storage.elementCount && end * bytesPerItem <= stored.byteLength;
  if (!isInside || elementCount > extent) damaged('a tensor is larger than its storage');
  const bytes = await stored.read((end - extent) * bytesPerItem, extent * bytesPerItem);
  const elements = decodeNumbers(bytes, storage.type);
  return isRowMajor(shape, strides) ? elements : gather(elements, shape, strides);
}

function isRowMajor(shape: readonly number[], strides: readonly number[]): boolean {
  let expected = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    if (shape[axis] !== 1 && strides[axis] !== expected) return false;
    expected *= shape[axis]!;
  }
  return true;
}

function gather(
  elements: Float32Array,
  shape: readonly number[],
  strides: readonly number[],
): Float32Array<ArrayBuffer> {
  const values = new Float32Array(shape.reduce((a, b) => a * b, 1));
  const index = shape.map(() => 0);
  for (let i = 0; i < values.length; i++) {
    values[i] = elements[index.reduce((sum, n, axis) => sum + n * strides[axis]!, 0)]!;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      if (++index[axis]! < shape[axis]!) break;
      index[axis] = 0;
    }
  }
  return values;
}

/** Little-endian numbers as 32-bit floats. */
function decodeNumbers(bytes: Uint8Array<ArrayBuffer>, type: string): Float32Array<ArrayBuffer> {
  const { buffer } = bytes.byteOffset === 0 ? bytes : bytes.slice();
  switch (type) {
    case 'FloatStorage':
      return new Float32Array(buffer, 0, bytes.byteLength / 4);
    case 'DoubleStorage':
      return Float32Array.from(new Float64Array(buffer, 0, bytes.byteLength / 8));
    case 'HalfStorage':
      return decodeFloat16(bytes);
    case 'BFloat16Storage': // the upper half of a 32-bit float
      return new Float32Array(
        Uint32Array.from(new Uint16Array(buffer, 0, bytes.byteLength / 2), (x) => x << 16).buffer,
      );
    default:
      throw new CheckpointError(
        'unsupported',
        `The checkpoint holds weights as ${type}, not as floating-point numbers.`,
      );
  }
}

function refuseByteOrder(): never {
  throw new CheckpointError(
    'unsupported',
    'The checkpoint was written on a big-endian machine, which is not read here.',
  );
}

function refuseLongPickle(): never {
  throw new CheckpointError('tooLarge', `The checkpoint has a pickle of more than ${MAX_PICKLE_BYTES / 2 ** 20} MiB.`);
}
