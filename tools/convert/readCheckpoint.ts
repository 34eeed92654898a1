import { unzipSync } from 'fflate';
import { messageOf, UserError } from '../userError.ts';
import { globalName, type UnpickleHooks, unpickle } from './unpickle.ts';

/** A tensor of a checkpoint: which part of which storage it shows. Row-major once read. */
export interface CheckpointTensor {
  readonly shape: readonly number[];
  /** The values, in row-major order, as 32-bit floats. */
  readonly read: () => Float32Array;
}

interface Storage {
  readonly key: string;
  readonly type: string;
}

const isTensor = (value: unknown): value is CheckpointTensor =>
  typeof value === 'object' && value !== null && 'read' in value;

/** Magic number that opens PyTorch's older encoding, as a pickled integer. */
const LEGACY_MAGIC = 0x1950a86a20f9469cfc6cn;

/** A state dict: the checkpoint's own names → tensors. */
export type StateDict = ReadonlyMap<string, CheckpointTensor>;

/**
 * Reads the state dicts of a `.pth` file in either of PyTorch's encodings (a zip, or the older row of pickles).
 * @returns the `models` of the checkpoint by their name in it, such as `generator_s`
 * @throws UserError when it is no checkpoint of StyleALAE, or damaged
 */
export function readCheckpoint(bytes: Uint8Array): ReadonlyMap<string, StateDict> {
  const root = readRoot(bytes);
  const models = root instanceof Map ? root.get('models') : undefined;
  if (!(models instanceof Map)) throw new UserError('The checkpoint has no "models": it is not one of StyleALAE.');
  return new Map(
    [...models].map(([name, dict]) => {
      const entries = dict instanceof Map ? [...dict] : [];
      return [
        String(name),
        new Map(entries.filter((entry): entry is [string, CheckpointTensor] => isTensor(entry[1]))),
      ];
    }),
  );
}

/** The pickled object. Where bytes are missing or wrong, reading fails in many ways that mean the same. */
function readRoot(bytes: Uint8Array): unknown {
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
  try {
    return isZip ? readZip(bytes) : readLegacy(bytes);
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    throw new UserError(`The checkpoint is damaged (${messageOf(cause)}).`, { cause });
  }
}

function readZip(bytes: Uint8Array): unknown {
  const files = unzipSync(bytes);
  const pickleName = Object.keys(files).find((name) => name.endsWith('/data.pkl'));
  if (!pickleName) throw new UserError('The zip holds no data.pkl: it is not a PyTorch checkpoint.');
  const folder = pickleName.slice(0, -'data.pkl'.length);
  const storageBytes = (key: string) => {
    const data = files[`${folder}data/${key}`];
    if (!data) throw new UserError(`The checkpoint lacks the storage ${folder}data/${key}.`);
    return data;
  };
  return unpickle(files[pickleName]!, 0, hooksFor(storageBytes)).value;
}

function readLegacy(bytes: Uint8Array): unknown {
  const storages = new Map<string, Uint8Array>();
  const hooks = hooksFor((key) => {
    const data = storages.get(key);
    if (!data) throw new UserError(`The checkpoint lacks the storage ${key}.`);
    return data;
  });
  const types = new Map<string, string>();
  const noting: UnpickleHooks = {
    ...hooks,
    persistentLoad: (id) => {
      const storage = hooks.persistentLoad(id) as Storage;
      types.set(storage.key, storage.type);
      return storage;
    },
  };

  const magic = unpickle(bytes, 0, hooks);
  if (magic.value !== LEGACY_MAGIC)
    throw new UserError('The file is not a PyTorch checkpoint: its magic number is wrong.');
  const protocol = unpickle(bytes, magic.end, hooks);
  const system = unpickle(bytes, protocol.end, hooks);
  const root = unpickle(bytes, system.end, noting);
  const keys = unpickle(bytes, root.end, hooks);

  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = keys.end;
  for (const key of keys.value as string[]) {
    const count = Number(view.getBigInt64(at, true));
    const byteLength = count * itemSize(types.get(key) ?? 'torch FloatStorage');
    if (at + 8 + byteLength > bytes.length)
      throw new UserError('The checkpoint is cut off in the middle of its weights.');
    storages.set(key, bytes.subarray(at + 8, at + 8 + byteLength));
    at += 8 + byteLength;
  }
  return root.value;
}

function hooksFor(storageBytes: (key: string) => Uint8Array): UnpickleHooks {
  return {
    persistentLoad: ([, type, key]): Storage => ({ type: globalName(type), key: String(key) }),
    construct: (className, args) => {
      switch (className) {
        case 'collections OrderedDict':
          return new Map();
        case 'torch._utils _rebuild_parameter':
          return args[0];
        case 'torch._utils _rebuild_tensor_v2': {
          const [storage, offset, shape, stride] = args as [Storage, number, number[], number[]];
          return { shape, read: () => readStrided(storageBytes(storage.key), storage.type, offset, shape, stride) };
        }
        default:
          return undefined;
      }
    },
  };
}

function itemSize(type: string): number {
  switch (type) {
    case 'torch FloatStorage':
    case 'torch IntStorage':
      return 4;
    case 'torch HalfStorage':
      return 2;
    case 'torch DoubleStorage':
    case 'torch LongStorage':
      return 8;
    default:
      return 1;
  }
}

function readStrided(
  bytes: Uint8Array,
  type: string,
  offset: number,
  shape: readonly number[],
  stride: readonly number[],
): Float32Array {
  if (type !== 'torch FloatStorage') throw new UserError(`A tensor is stored as ${type}; only 32-bit floats are read.`);
  const source = new Float32Array(new Uint8Array(bytes).buffer);
  const values = new Float32Array(shape.reduce((a, b) => a * b, 1));
  const index = new Array<number>(shape.length).fill(0);
  for (let i = 0; i < values.length; i++) {
    const at = index.reduce((sum, n, axis) => sum + n * stride[axis]!, offset);
    if (at >= source.length) throw new UserError('A tensor reaches beyond its storage: the checkpoint is damaged.');
    values[i] = source[at]!;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      if (++index[axis]! < shape[axis]!) break;
      index[axis] = 0;
    }
  }
  return values;
}
