import type { Budget } from './budget.ts';
import { CheckpointError, damaged } from './checkpointError.ts';

/** A class or function that the pickle names. */
export class PickledGlobal {
  /** `<module> <name>`. */
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

/** A Python object that tensors do not need: its class is known by name, and nothing else of it is kept or run. */
export class OpaqueObject {
  readonly className: string;
  constructor(className: string) {
    this.className = className;
  }
}

/** How the pickle's owner rebuilds what it knows. */
export interface PickleHost {
  /** An object of this class: `undefined` keeps it opaque. */
  readonly construct: (className: string, args: readonly unknown[]) => unknown;
  /** What lies outside the pickle. */
  readonly persistentLoad: (id: readonly unknown[]) => unknown;
}

/** The bytes end before the pickle does. */
export class PickleCutShort extends CheckpointError {
  constructor() {
    super('damaged', 'The checkpoint is damaged: it is cut short, a pickle ends before its STOP.');
  }
}

/** About what a value takes in memory; strings take two bytes a character on top. */
const CONTAINER_BYTES = 256;
const VALUE_BYTES = 16;

/** Python's integers have any length; those of a checkpoint fit into far fewer bytes. */
const MAX_LONG_BYTES = 255;

/** Functions whose results real checkpoints hold beside the tensors (numbers of NumPy, old classes); none acts. */
const HARMLESS_FUNCTIONS = new Set([
  '_codecs encode',
  'builtins bytearray',
  'builtins complex',
  'builtins frozenset',
  'builtins set',
  'builtins slice',
  '__builtin__ bytearray',
  '__builtin__ complex',
  '__builtin__ frozenset',
  '__builtin__ object',
  '__builtin__ set',
  'builtins object',
  'collections defaultdict',
  'collections deque',
  'copy_reg _reconstructor',
  'copyreg _reconstructor',
  'copyreg __newobj_ex__',
  'datetime date',
  'datetime datetime',
  'datetime time',
  'datetime timedelta',
  'numpy dtype',
  'numpy ndarray',
  'numpy.core.multiarray _reconstruct',
  'numpy.core.multiarray scalar',
  'numpy._core.multiarray _reconstruct',
  'numpy._core.multiarray scalar',
  'torch device',
]);

/** Packages of Python through which a pickle could act on the machine; no weight comes from them. */
const ACTING_PACKAGES = new Set(
  (
    'os posix nt sys subprocess builtins __builtin__ importlib imp runpy shutil ctypes socket pty code codeop commands ' +
    'pickle cPickle _pickle marshal types operator functools webbrowser urllib http ftplib smtplib asyncio threading ' +
    'multiprocessing concurrent signal timeit pdb bdb trace profile cProfile doctest pydoc tempfile io _io platform ' +
    'site distutils setuptools pip zipimport'
  ).split(' '),
);

/**
 * Reads the pickle that `bytes` begin with (the binary opcodes of protocols 2 to 5). It executes nothing: dicts become
 * Maps, tuples, lists and sets arrays, objects of unknown classes `OpaqueObject`s.
 * @param budget pays for every value
 * @returns the object and the offset behind its STOP
 * @throws PickleCutShort; CheckpointError 'damaged', 'tooLarge', or 'unsafe' when it calls what would run code
 */
export function unpickle(bytes: Uint8Array, host: PickleHost, budget: Budget): { value: unknown; end: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const decoder = new TextDecoder();
  const memo = new Map<number, unknown>();
  /** Values above the last mark; those below it wait in `outer`. */
  let stack: unknown[] = [];
  const outer: unknown[][] = [];
  let at = 0;

  /** Moves on; the bytes passed are there. */
  const take = (length: number): number => {
    if (length > bytes.length - at) throw new PickleCutShort();
    at += length;
    return at - length;
  };
  const u8 = () => view.getUint8(take(1));
  const u16 = () => view.getUint16(take(2), true);
  const u32 = () => view.getUint32(take(4), true);
  const u64 = () => Number(view.getBigUint64(take(8), true));
  const text = (length: number) => {
    budget.spend(2 * length);
    const from = take(length);
    return decoder.decode(bytes.subarray(from, at));
  };
  const line = () => {
    const end = bytes.indexOf(10, at);
    if (end < 0) throw new PickleCutShort();
    const word = text(end - at);
    at = end + 1;
    return word;
  };
  const long = (length: number) => {
    if (length > MAX_LONG_BYTES) damaged(`a pickle holds an integer of ${length} bytes`);
    const from = take(length);
    let value = 0n;
    for (let i = length - 1; i >= 0; i--) value = (value << 8n) | BigInt(bytes[from + i]!);
    const signed = BigInt.asIntN(8 * length, value);
    return Number.isSafeInteger(Number(signed)) ? Number(signed) : signed;
  };

  const push = (value: unknown, byteLength = VALUE_BYTES) => {
    budget.spend(byteLength);
    stack.push(value);
  };
  const pop = () => {
    if (stack.length === 0) damaged('a pickle takes from an empty stack');
    return stack.pop();
  };
  const top = () => {
    if (stack.length === 0) damaged('a pickle looks at an empty stack');
    return stack.at(-1);
  };
  const popToMark = () => {
    const items = stack;
    stack = outer.pop() ?? damaged('a pickle goes back to a mark that was never set');
    return items;
  };
  const memoise = (index: number) => {
    budget.spend(VALUE_BYTES);
    memo.set(index, top());
  };
  const recall = (index: number) => {
    if (!memo.has(index)) damaged('a pickle recalls what it never stored');
    push(memo.get(index));
  };
  const setItems = (items: readonly unknown[]) => {
    const target = top();
    if (!(target instanceof Map)) return; // a subclass of dict, kept opaque
    budget.spend(VALUE_BYTES * items.length);
    for (let i = 0; i + 1 < items.length; i += 2) target.set(items[i], items[i + 1]);
  };
  const append = (items: readonly unknown[]) => {
    const target = top();
    if (!Array.isArray(target)) return;
    budget.spend(VALUE_BYTES * items.length);
    for (const item of items) target.push(item);
  };
  const construct = (callee: unknown, args: unknown, isCall: boolean) => {
    if (!(callee instanceof PickledGlobal)) damaged('a pickle builds an object of something that is no class');
    refuseActing(callee.name, isCall);
    const built = Array.isArray(args) ? host.construct(callee.name, args) : undefined;
    push(built ?? new OpaqueObject(callee.name), CONTAINER_BYTES);
  };
  const global = (module: unknown, name: unknown) => {
    if (typeof module !== 'string' || typeof name !== 'string') damaged('a pickle names a class by something else');
    push(new PickledGlobal(`${module} ${name}`), CONTAINER_BYTES);
  };

  for (;;) {
    const opcode = u8();
    switch (opcode) {
      case 0x80: // PROTO
        take(1);
        break;
      case 0x95: // FRAME
        take(8);
        break;
      case 0x2e: // STOP
        return { value: pop(), end: at };
      case 0x28: // MARK
        budget.spend(CONTAINER_BYTES);
        outer.push(stack);
        stack = [];
        break;
      case 0x30: // POP
        if (stack.length > 0) stack.pop();
        else popToMark();
        break;
      case 0x31: // POP_MARK
        popToMark();
        break;
      case 0x32: // DUP
        push(top());
        break;
      case 0x4e: // NONE
        push(null);
        break;
      case 0x88: // NEWTRUE
        push(true);
        break;
      case 0x89: // NEWFALSE
        push(false);
        break;
      case 0x4a: // BININT
        push(u32() | 0);
        break;
      case 0x4b: // BININT1
        push(u8());
        break;
      case 0x4d: // BININT2
        push(u16());
        break;
      case 0x8a: // LONG1
        push(long(u8()));
        break;
      case 0x8b: // LONG4
        push(long(u32()));
        break;
      case 0x47: // BINFLOAT
        push(view.getFloat64(take(8), false));
        break;
      case 0x8c: // SHORT_BINUNICODE
      case 0x55: // SHORT_BINSTRING
      case 0x43: // SHORT_BINBYTES
        push(text(u8()));
        break;
      case 0x58: // BINUNICODE
      case 0x54: // BINSTRING
      case 0x42: // BINBYTES
        push(text(u32()));
        break;
      case 0x8d: // BINUNICODE8
      case 0x8e: // BINBYTES8
        push(text(u64()));
        break;
      case 0x7d: // EMPTY_DICT
        push(new Map(), CONTAINER_BYTES);
        break;
      case 0x5d: // EMPTY_LIST
      case 0x29: // EMPTY_TUPLE
      case 0x8f: // EMPTY_SET
        push([], CONTAINER_BYTES);
        break;
      case 0x85: // TUPLE1
      case 0x86: // TUPLE2
      case 0x87: {
        // TUPLE3
        const length = opcode - 0x84;
        if (stack.length < length) damaged('a pickle takes from an empty stack');
        push(stack.splice(stack.length - length), CONTAINER_BYTES);
        break;
      }
      case 0x74: // TUPLE
      case 0x6c: // LIST
      case 0x91: {
        // FROZENSET
        const items = popToMark();
        push(items, CONTAINER_BYTES);
        break;
      }
      case 0x64: {
        // DICT
        const items = popToMark();
        push(new Map(), CONTAINER_BYTES);
        setItems(items);
        break;
      }
      case 0x61: {
        // APPEND
        const item = pop();
        append([item]);
        break;
      }
      case 0x65: // APPENDS
      case 0x90: {
        // ADDITEMS
        const items = popToMark();
        append(items);
        break;
      }
      case 0x73: {
        // SETITEM
        const value = pop();
        const key = pop();
        setItems([key, value]);
        break;
      }
      case 0x75: {
        // SETITEMS
        const items = popToMark();
        setItems(items);
        break;
      }
      case 0x71: // BINPUT
        memoise(u8());
        break;
      case 0x72: // LONG_BINPUT
        memoise(u32());
        break;
      case 0x94: // MEMOIZE
        memoise(memo.size);
        break;
      case 0x68: // BINGET
        recall(u8());
        break;
      case 0x6a: // LONG_BINGET
        recall(u32());
        break;
      case 0x63: {
        // GLOBAL
        const module = line();
        global(module, line());
        break;
      }
      case 0x93: {
        // STACK_GLOBAL
        const name = pop();
        global(pop(), name);
        break;
      }
      case 0x52: // REDUCE
      case 0x81: {
        // NEWOBJ
        const args = pop();
        construct(pop(), args, opcode === 0x52);
        break;
      }
      case 0x92: {
        // NEWOBJ_EX
        pop();
        const args = pop();
        construct(pop(), args, false);
        break;
      }
      case 0x62: // BUILD: the state of an object; a Map's is metadata
        pop();
        top();
        break;
      case 0x51: {
        // BINPERSID
        const id = pop();
        push(host.persistentLoad(Array.isArray(id) ? id : [id]), CONTAINER_BYTES);
        break;
      }
      default:
        damaged(`a pickle has the opcode 0x${opcode.toString(16)}, which no checkpoint needs`);
    }
  }
}

/**
 * Nothing is run here in any case; what would run elsewhere is refused all the same, so that no such file passes as a
 * good one. An object is made of a class, which Python writes with a capital letter.
 */
function refuseActing(name: string, isCall: boolean): void {
  const [module = '', attribute = ''] = name.split(' ');
  if (HARMLESS_FUNCTIONS.has(name)) return;
  const isActing = ACTING_PACKAGES.has(module.split('.')[0]!);
  const isFunction = !/(^|\.)_*[A-Z]\w*$/.test(attribute) && !isTorchRebuild(name);
  if (!isActing && !(isCall && isFunction)) return;
  throw new CheckpointError(
    'unsafe',
    `The checkpoint calls ${module}.${attribute}, which no weights need and which would run code: it is refused.`,
  );
}

/** PyTorch's own functions that put tensors together. */
const isTorchRebuild = (name: string): boolean => /^torch(\.\w+)* _rebuild_\w+$/.test(name);
