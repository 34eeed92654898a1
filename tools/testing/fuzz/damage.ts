import fc from 'fast-check';
import { concat } from '../checkpointWriter.ts';

/** Opcodes of pickles, among which others than letters. */
const OPCODES = [...'(.012BCDGIKMNPQRSTUVXabcdeghijlopqrstu}])'].map((letter) => letter.charCodeAt(0));
const NEW_OPCODES = [
  0x80, 0x81, 0x82, 0x85, 0x86, 0x87, 0x88, 0x8a, 0x8b, 0x8c, 0x8d, 0x8f, 0x90, 0x91, 0x92, 0x93, 0x94,
];
const opcode = fc.constantFrom(...OPCODES, ...NEW_OPCODES, 0xff);

const STEPS = 2 ** 20;
/** From 0 to `max`, evenly: fast-check's own doubles are nearly all next to 0. */
const part = (max: number) => fc.nat({ max: STEPS - 1 }).map((step) => (max * step) / STEPS);
/** A place in a file, given as a part of it: what stands first, where most of the structure is, gets more than its share. */
const place = fc.oneof(part(1), part(0.2));

const byteChange = fc.oneof(
  fc.record({ kind: fc.constant('flip' as const), place, bits: fc.integer({ min: 1, max: 255 }) }),
  fc.record({ kind: fc.constant('cut' as const), place }),
  fc.record({ kind: fc.constant('remove' as const), place, length: fc.integer({ min: 1, max: 300 }) }),
  fc.record({ kind: fc.constant('insert' as const), place, bytes: fc.uint8Array({ minLength: 1, maxLength: 20 }) }),
  fc.record({ kind: fc.constant('splice' as const), place, bytes: fc.array(opcode, { minLength: 1, maxLength: 12 }) }),
  fc.record({
    kind: fc.constant('overwrite' as const),
    place,
    bytes: fc.oneof(
      fc.array(opcode, { minLength: 1, maxLength: 8 }),
      fc.constantFrom(...[0, 0x7f, 0xff].map((byte) => new Array<number>(4).fill(byte))),
    ),
  }),
);
type ByteChange = typeof byteChange extends fc.Arbitrary<infer T> ? T : never;

/** Some changes to the bytes of a file. */
const byteChanges = fc.array(byteChange, { minLength: 1, maxLength: 4 });

function changeBytes(bytes: Uint8Array, change: ByteChange): Uint8Array<ArrayBuffer> {
  const at = Math.floor(change.place * bytes.length);
  const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)];
  switch (change.kind) {
    case 'flip':
      return concat(
        before,
        after.subarray(0, 1).map((byte) => byte ^ change.bits),
        after.subarray(1),
      );
    case 'cut':
      return concat(before);
    case 'remove':
      return concat(before, after.subarray(change.length));
    case 'insert':
    case 'splice':
      return concat(before, Uint8Array.from(change.bytes), after);
    case 'overwrite':
      return concat(before, Uint8Array.from(change.bytes), after.subarray(change.bytes.length));
  }
}

/** One of some files, damaged. */
export const damagedBytes = (files: readonly Uint8Array[]): fc.Arbitrary<Uint8Array<ArrayBuffer>> =>
  fc
    .tuple(fc.constantFrom(...files), byteChanges)
    .map(([file, changes]) => changes.reduce<Uint8Array<ArrayBuffer>>(changeBytes, concat(file)));

/** What stands in a file of JSON by mistake or by malice. */
const ODD_VALUES: readonly unknown[] = [
  ...[
    null,
    true,
    -1,
    0,
    0.5,
    2,
    3,
    7,
    1e9,
    2 ** 31,
    2 ** 53,
    1e308,
    '',
    'x',
    '0',
    '../x',
    '__proto__',
    'a'.repeat(1000),
  ],
  ...[[], {}, [[]], [null], { a: 1 }, new Array<number>(1000).fill(0)],
];

const jsonChange = fc.record({
  kind: fc.constantFrom('replace', 'remove', 'repeat', 'scale'),
  place: part(1),
  value: fc.nat({ max: ODD_VALUES.length - 1 }),
});
type JsonChange = typeof jsonChange extends fc.Arbitrary<infer T> ? T : never;

/** One of some values as JSON holds them, with a few of its parts changed. */
export const changedJson = (values: readonly unknown[]): fc.Arbitrary<unknown> =>
  fc
    .tuple(fc.constantFrom(...values), fc.array(jsonChange, { minLength: 1, maxLength: 3 }))
    .map(([value, changes]) => changes.reduce(changeJson, value));

type Container = Record<string, unknown> | unknown[];

function changeJson(value: unknown, { kind, place, value: odd }: JsonChange): unknown {
  const whole = { value: structuredClone(value) };
  const parts = [...partsOf(whole)];
  const [parent, key] = parts[Math.floor(place * (parts.length - 1))]!;
  const table = parent as Record<string, unknown>;
  const old = table[key];
  if (kind === 'replace') table[key] = structuredClone(ODD_VALUES[odd]);
  else if (kind === 'scale' && typeof old === 'number') table[key] = old * 1e6 + 1;
  else if (kind === 'repeat' && Array.isArray(parent)) parent.push(...structuredClone(parent));
  else if (Array.isArray(parent)) parent.splice(Number(key), 1);
  else if (key !== 'value' || parent !== whole) delete table[key];
  return whole.value;
}

/** Every place in a value: what holds it, and under which key. */
function* partsOf(container: Container): Generator<readonly [Container, string]> {
  for (const [key, value] of Object.entries(container)) {
    yield [container, key];
    if (typeof value === 'object' && value !== null && !ArrayBuffer.isView(value)) yield* partsOf(value as Container);
  }
}
