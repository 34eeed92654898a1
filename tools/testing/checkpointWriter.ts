import { deflateRawSync } from 'node:zlib';
import { permute } from '../../src/base/permute.ts';
import {
  AVERAGE_LATENT_DICTS,
  AVERAGE_LATENT_TENSOR,
  MODELS_KEY,
  ORDERS,
  RULES,
  stateDictOf,
  turn,
  type WeightChoice,
} from '../../src/convert/rename.ts';
import { encodeFloat16 } from '../../src/modelFolder/float16.ts';
import { AVERAGE_LATENT, type WeightArrays } from '../../src/modelFolder/schema.ts';
import { NETWORKS, type Network } from '../../src/networks/paramSpecs.ts';

/*
 * Writes checkpoints as PyTorch does, for tests: of shapes that no recorded checkpoint has, large ones, and wrong ones.
 */

/** A tensor to pickle. Its values are asked for only when they are written. */
export class TensorToWrite {
  readonly shape: readonly number[];
  readonly values: () => Float32Array;
  /** Elements that its storage claims to have; the values are what it has. */
  readonly claimedCount: number;
  constructor(shape: readonly number[], values: () => Float32Array, claimedCount = shape.reduce((a, b) => a * b, 1)) {
    this.shape = shape;
    this.values = values;
    this.claimedCount = claimedCount;
  }
}

/** An object of a class, to be made without arguments: by a call, or as an instance. */
export class ObjectToWrite {
  readonly module: string;
  readonly name: string;
  readonly isCall: boolean;
  constructor(module: string, name: string, { isCall = false }: { isCall?: boolean } = {}) {
    this.module = module;
    this.name = name;
    this.isCall = isCall;
  }
}

/** What is pickled: dicts as objects, lists as arrays. */
export type Picklable =
  | null
  | boolean
  | number
  | string
  | TensorToWrite
  | ObjectToWrite
  | readonly Picklable[]
  | { readonly [key: string]: Picklable };

/**
 * A checkpoint with the averaged and the live networks, optimiser state and a class of its own.
 * @param weights by our names, with `wAverage`; the shapes decide what they are
 */
export function checkpointOf(models: Readonly<Record<WeightChoice, WeightArrays>>): { [key: string]: Picklable } {
  const dicts: Record<string, Picklable> = {};
  for (const choice of ['live', 'averaged'] as const) {
    for (const network of NETWORKS) dicts[stateDictOf(network, choice)] = stateDictToWrite(network, models[choice]);
  }
  const average = models.averaged[AVERAGE_LATENT]!;
  dicts[AVERAGE_LATENT_DICTS[0]] = { [AVERAGE_LATENT_TENSOR]: new TensorToWrite(average.shape, () => average.values) };
  const state = Object.values(models.live).map(({ shape, values }) => ({
    step: 1,
    exp_avg_sq: new TensorToWrite(shape, () => values),
  }));
  const auxiliary = { optimizer: { state, param_groups: [] }, tracker: new ObjectToWrite('tracker', 'RunningMean') };
  return { [MODELS_KEY]: dicts, auxiliary };
}

function stateDictToWrite(network: Network, weights: WeightArrays): Record<string, TensorToWrite> {
  const dict: Record<string, TensorToWrite> = {};
  for (const [name, { shape, values }] of Object.entries(weights)) {
    if (!name.startsWith(`${network}/`)) continue;
    for (const rule of RULES[network]) {
      const ours = new RegExp(`^${rule.name.replace(/\$\d/g, '(\\d+)')}$`);
      if (!ours.test(name)) continue;
      let group = 0;
      const template = rule.pattern.source.replace(/\(\\d\+?\)/g, () => `$${++group}`).replace(/[\\^]|\$$/g, '');
      dict[name.replace(ours, template)] = reorderBack(rule.layout, name, shape, values);
    }
  }
  return dict;
}

/** Our layout back into the reference implementation's: the inverse of `renameWeight`. */
function reorderBack(
  layout: keyof typeof ORDERS,
  name: string,
  shape: readonly number[],
  values: Float32Array,
): TensorToWrite {
  const block = /^G\/block(\d+)\/conv1\//.exec(name)?.[1];
  const isTransposed = block !== undefined && 4 * 2 ** Number(block) >= 128;
  const order = ORDERS[isTransposed ? 'transposedConvolution' : layout];
  if (!order) return new TensorToWrite(shape, () => values);
  const full = layout === 'vector' ? [1, 1, 1, ...shape] : shape;
  const inverse = order.map((_, axis) => order.indexOf(axis));
  const theirs = inverse.map((axis) => full[axis]!);
  return new TensorToWrite(theirs, () => {
    const back = permute(values, full, inverse);
    return isTransposed ? turn(back, theirs) : back;
  });
}

/** The file in pieces, so that a large one is never whole in memory. */
type Pieces = Iterable<Uint8Array>;

/** The older encoding: magic number, protocol, system, the object, the storages' keys, then the storages. */
export function* legacyCheckpoint(root: Picklable): Pieces {
  const pickler = new Pickler();
  yield Uint8Array.from([0x80, 2, 0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, 0x2e]);
  yield pickler.pickle(1001);
  yield pickler.pickle({ protocol_version: 1001, little_endian: true });
  yield pickler.pickle(root);
  yield pickler.pickle(pickler.tensors.map((_, key) => String(key)));
  for (const tensor of pickler.tensors) {
    const values = tensor.values();
    const count = new BigInt64Array([BigInt(values.length)]);
    yield new Uint8Array(count.buffer);
    yield bytesOf(values);
  }
}

type StorageType = 'FloatStorage' | 'HalfStorage' | 'BFloat16Storage';

interface ZipOptions {
  readonly isDeflated?: boolean;
  /** Puts every number into zip64 fields, as is needed from 4 GiB on. */
  readonly isZip64?: boolean;
  /** How the numbers are stored, by PyTorch's name; default: in 32 bits. */
  readonly storage?: StorageType;
  /** The directory claims this many bytes more for every storage. */
  readonly extraBytes?: number;
}

/** The zip encoding. (Its checksums are left 0: they are not looked at.) */
export function* zipCheckpoint(root: Picklable, options: ZipOptions = {}): Pieces {
  const { isDeflated = false, isZip64 = false, storage = 'FloatStorage', extraBytes = 0 } = options;
  const pickler = new Pickler(storage);
  const pickle = pickler.pickle(root);
  const files: [name: string, bytes: () => Uint8Array][] = [
    ['archive/data.pkl', () => pickle],
    ...pickler.tensors.map((tensor, key): [string, () => Uint8Array] => [
      `archive/data/${key}`,
      () => bytesOf(tensor.values(), storage),
    ]),
    ['archive/version', () => Buffer.from('3\n')],
  ];
  const directory: Uint8Array[] = [];
  let at = 0;
  for (const [name, bytes] of files) {
    const content = bytes();
    const stored = isDeflated ? deflateRawSync(content) : content;
    const method = isDeflated ? 8 : 0;
    const local = numbers([0x04034b50, 4], [20, 2], [0, 2], [method, 2], [0, 4], [0, 4], [stored.length, 4]);
    yield concat(local, numbers([content.length, 4], [name.length, 2], [0, 2]), Buffer.from(name), stored);
    const claimed = content.length + (name.includes('/data/') ? extraBytes : 0);
    const sizes = isZip64 ? [0xffffffff, 0xffffffff, 0xffffffff] : [stored.length, claimed, at];
    const extra = isZip64 ? numbers([1, 2], [24, 2], [claimed, 8], [stored.length, 8], [at, 8]) : new Uint8Array();
    directory.push(
      numbers([0x02014b50, 4], [20, 2], [20, 2], [0, 2], [method, 2], [0, 4], [0, 4], [sizes[0]!, 4], [sizes[1]!, 4]),
      numbers([name.length, 2], [extra.length, 2], [0, 2], [0, 2], [0, 2], [0, 4], [sizes[2]!, 4]),
      Buffer.from(name),
      extra,
    );
    at += local.length + 8 + name.length + stored.length;
  }
  const entries = concat(...directory);
  yield entries;
  const count = files.length;
  if (isZip64) {
    yield numbers([0x06064b50, 4], [44, 8], [45, 2], [45, 2], [0, 4], [0, 4], [count, 8], [count, 8]);
    yield numbers([entries.length, 8], [at, 8], [0x07064b50, 4], [0, 4], [at + entries.length, 8], [1, 4]);
  }
  yield numbers([0x06054b50, 4], [0, 2], [0, 2], [count, 2], [count, 2], [entries.length, 4], [at, 4], [0, 2]);
}

/** All pieces as one array. */
export const concat = (...pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> =>
  new Uint8Array(Buffer.concat(pieces));

/** Little-endian numbers of some bytes each. */
function numbers(...fields: readonly (readonly [value: number, byteLength: number])[]): Uint8Array {
  return concat(
    ...fields.map(([value, byteLength]) =>
      Uint8Array.from({ length: byteLength }, (_, i) => Math.floor(value / 256 ** i) % 256),
    ),
  );
}

function bytesOf(values: Float32Array, storage: StorageType = 'FloatStorage'): Uint8Array {
  if (storage === 'HalfStorage') return encodeFloat16(values);
  const bytes = new Uint8Array(values.buffer, values.byteOffset, 4 * values.length);
  // The upper half of each number, cut off.
  return storage === 'FloatStorage' ? bytes : bytes.filter((_, i) => i % 4 >= 2);
}

/** Writes pickles of protocol 2. */
class Pickler {
  /** The tensors met so far; each one's storage has its index as key. */
  readonly tensors: TensorToWrite[] = [];
  readonly #storage: StorageType;

  constructor(storage: StorageType = 'FloatStorage') {
    this.#storage = storage;
  }

  pickle(value: Picklable): Uint8Array {
    const out: Uint8Array[] = [Uint8Array.of(0x80, 2)];
    this.#write(value, out);
    out.push(Uint8Array.of(0x2e));
    return concat(...out);
  }

  #write(value: Picklable, out: Uint8Array[]): void {
    const op = (...bytes: number[]) => out.push(Uint8Array.from(bytes));
    const global = (module: string, name: string) => out.push(Buffer.from(`c${module}\n${name}\n`));
    if (value === null) op(0x4e);
    else if (typeof value === 'boolean') op(value ? 0x88 : 0x89);
    else if (typeof value === 'number') {
      out.push(concat(Uint8Array.of(0x8a, 8), new Uint8Array(new BigInt64Array([BigInt(value)]).buffer)));
    } else if (typeof value === 'string') out.push(concat(numbers([0x58, 1], [value.length, 4]), Buffer.from(value)));
    else if (value instanceof TensorToWrite) this.#writeTensor(value, out);
    else if (value instanceof ObjectToWrite) {
      global(value.module, value.name);
      op(0x29, value.isCall ? 0x52 : 0x81);
    } else if (Array.isArray(value)) {
      op(0x5d, 0x28);
      for (const item of value) this.#write(item, out);
      op(0x65);
    } else {
      global('collections', 'OrderedDict');
      op(0x29, 0x52, 0x28);
      for (const [key, item] of Object.entries(value)) {
        this.#write(key, out);
        this.#write(item, out);
      }
      op(0x75);
    }
  }

  #writeTensor(tensor: TensorToWrite, out: Uint8Array[]): void {
    const key = this.tensors.push(tensor) - 1;
    const op = (...bytes: number[]) => out.push(Uint8Array.from(bytes));
    const tuple = (items: readonly number[]) => {
      op(0x28);
      for (const item of items) this.#write(item, out);
      op(0x74);
    };
    out.push(Buffer.from('ctorch._utils\n_rebuild_tensor_v2\n(('));
    this.#write('storage', out);
    out.push(Buffer.from(`ctorch\n${this.#storage}\n`));
    this.#write(String(key), out);
    this.#write('cpu', out);
    this.#write(tensor.claimedCount, out);
    op(0x74, 0x51);
    this.#write(0, out);
    tuple(tensor.shape);
    tuple(tensor.shape.map((_, axis) => tensor.shape.slice(axis + 1).reduce((a, b) => a * b, 1)));
    op(0x89);
    this.#write({}, out);
    op(0x74, 0x52);
  }
}
