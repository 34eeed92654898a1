import { UserError } from '../userError.ts';

/** A Python object that tensors do not need: its class is named, nothing of it is run. */
export interface OpaqueObject {
  readonly className: string;
  readonly args: unknown;
  state?: unknown;
}

/** A class or function named in the pickle. */
interface PickleGlobal {
  readonly global: string;
}

/** How the pickle's owner rebuilds what it knows; anything else becomes an `OpaqueObject`. */
export interface UnpickleHooks {
  /** Called for `REDUCE` of a global: return `undefined` to keep the object opaque. */
  readonly construct: (className: string, args: readonly unknown[]) => unknown;
  readonly persistentLoad: (id: readonly unknown[]) => unknown;
}

const MARK = Symbol('mark');
const CUT_SHORT = 'The pickle is cut short: it ends before its STOP.';
const isGlobal = (value: unknown): value is PickleGlobal =>
  typeof value === 'object' && value !== null && 'global' in value;

/** The name of a class in a persistent id, such as `torch FloatStorage`. */
export const globalName = (value: unknown): string => (isGlobal(value) ? value.global : String(value));

/**
 * Reads one pickle (protocols 0x80 2 to 5, the opcodes that PyTorch writes). It executes nothing: dicts become Maps,
 * tuples and lists arrays.
 * @returns the object and the offset behind its STOP
 */
export function unpickle(bytes: Uint8Array, start: number, hooks: UnpickleHooks): { value: unknown; end: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const stack: unknown[] = [];
  const memo = new Map<number, unknown>();
  let at = start;

  const u8 = () => view.getUint8(at++);
  const u32 = () => {
    at += 4;
    return view.getUint32(at - 4, true);
  };
  const text = (length: number) => {
    at += length;
    return new TextDecoder().decode(bytes.subarray(at - length, at));
  };
  const line = () => {
    const end = bytes.indexOf(10, at);
    if (end < 0) throw new UserError(CUT_SHORT);
    const word = new TextDecoder().decode(bytes.subarray(at, end));
    at = end + 1;
    return word;
  };
  const long = (length: number) => {
    let value = 0n;
    for (let i = length - 1; i >= 0; i--) value = (value << 8n) | BigInt(bytes[at + i]!);
    at += length;
    const signed = length > 0 ? BigInt.asIntN(8 * length, value) : 0n;
    return Number.isSafeInteger(Number(signed)) ? Number(signed) : signed;
  };
  const pop = () => {
    if (stack.length === 0) throw new UserError('The pickle is damaged: it takes from an empty stack.');
    return stack.pop();
  };
  const popToMark = () => {
    const mark = stack.lastIndexOf(MARK);
    if (mark < 0) throw new UserError('The pickle is damaged: it goes back to a mark that was never set.');
    return stack.splice(mark).slice(1);
  };
  const setItems = (items: unknown[]) => {
    const target = stack.at(-1);
    const entries = target instanceof Map ? target : new Map<unknown, unknown>();
    for (let i = 0; i + 1 < items.length; i += 2) entries.set(items[i], items[i + 1]);
  };
  const append = (items: unknown[]) => {
    const target = stack.at(-1);
    if (Array.isArray(target)) target.push(...items);
  };
  const construct = (callee: unknown, args: unknown): unknown => {
    const className = globalName(callee);
    const built = Array.isArray(args) ? hooks.construct(className, args) : undefined;
    return built ?? ({ className, args } satisfies OpaqueObject);
  };

  for (;;) {
    if (at >= bytes.length) throw new UserError(CUT_SHORT);
    const opcode = u8();
    switch (opcode) {
      case 0x80: // PROTO
        at += 1;
        break;
      case 0x2e: // STOP
        return { value: pop(), end: at };
      case 0x28: // MARK
        stack.push(MARK);
        break;
      case 0x4e: // NONE
        stack.push(null);
        break;
      case 0x88: // NEWTRUE
        stack.push(true);
        break;
      case 0x89: // NEWFALSE
        stack.push(false);
        break;
      case 0x4a: // BININT
        stack.push(u32() | 0);
        break;
      case 0x4b: // BININT1
        stack.push(u8());
        break;
      case 0x4d: // BININT2
        at += 2;
        stack.push(view.getUint16(at - 2, true));
        break;
      case 0x8a: // LONG1
        stack.push(long(u8()));
        break;
      case 0x47: // BINFLOAT
        at += 8;
        stack.push(view.getFloat64(at - 8, false));
        break;
      case 0x58: // BINUNICODE
        stack.push(text(u32()));
        break;
      case 0x8c: // SHORT_BINUNICODE
      case 0x55: // SHORT_BINSTRING
        stack.push(text(u8()));
        break;
      case 0x54: // BINSTRING
        stack.push(text(u32()));
        break;
      case 0x7d: // EMPTY_DICT
        stack.push(new Map());
        break;
      case 0x5d: // EMPTY_LIST
      case 0x29: // EMPTY_TUPLE
        stack.push([]);
        break;
      case 0x85: // TUPLE1
      case 0x86: // TUPLE2
      case 0x87: // TUPLE3
        stack.push(stack.splice(stack.length - (opcode - 0x84)));
        break;
      case 0x74: // TUPLE
      case 0x6c: // LIST
        stack.push(popToMark());
        break;
      case 0x61: // APPEND
        append([pop()]);
        break;
      case 0x65: // APPENDS
        append(popToMark());
        break;
      case 0x73: // SETITEM
        setItems(stack.splice(stack.length - 2));
        break;
      case 0x75: // SETITEMS
        setItems(popToMark());
        break;
      case 0x71: // BINPUT
        memo.set(u8(), stack.at(-1));
        break;
      case 0x72: // LONG_BINPUT
        memo.set(u32(), stack.at(-1));
        break;
      case 0x68: // BINGET
        stack.push(memo.get(u8()));
        break;
      case 0x6a: // LONG_BINGET
        stack.push(memo.get(u32()));
        break;
      case 0x63: // GLOBAL
        stack.push({ global: `${line()} ${line()}` } satisfies PickleGlobal);
        break;
      case 0x52: // REDUCE
      case 0x81: {
        // NEWOBJ
        const args = pop();
        stack.push(construct(pop(), args));
        break;
      }
      case 0x62: {
        // BUILD
        const state = pop();
        const target = stack.at(-1);
        if (typeof target === 'object' && target !== null && 'className' in target) {
          (target as OpaqueObject).state = state;
        }
        break;
      }
      case 0x51: // BINPERSID
        stack.push(hooks.persistentLoad(pop() as unknown[]));
        break;
      default:
        throw new UserError(
          `The pickle has opcode 0x${opcode.toString(16)} at byte ${at - 1}, which no checkpoint needs.`,
        );
    }
  }
}
