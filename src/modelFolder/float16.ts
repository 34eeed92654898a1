const float32 = new Float32Array(1);
const bits32 = new Uint32Array(float32.buffer);

/**
 * Rounds a number to half precision, to the nearest and to even on a tie, subnormals included.
 * @returns the 16 bits; infinity beyond 65519.99
 */
export function toFloat16Bits(value: number): number {
  float32[0] = value;
  const bits = bits32[0]!;
  const sign = (bits >>> 16) & 0x8000;
  const exponent = ((bits >>> 23) & 0xff) - 127;
  const mantissa = bits & 0x7fffff;
  if (exponent === 128) return sign | 0x7c00 | (mantissa ? 0x200 : 0); // infinity, NaN
  if (exponent < -25) return sign; // below half of the smallest subnormal
  if (exponent < -14) return sign | roundShift(mantissa | 0x800000, -exponent - 1); // in units of 2^-24
  // A mantissa that rounds up to 2^10 carries into the exponent, as it must, up to infinity.
  return exponent > 15 ? sign | 0x7c00 : sign | (((exponent + 15) << 10) + roundShift(mantissa, 13));
}

/** The number that 16 bits of half precision stand for. */
export function fromFloat16Bits(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >>> 10) & 0x1f;
  const mantissa = bits & 0x3ff;
  if (exponent === 0) return sign * mantissa * 2 ** -24;
  if (exponent === 0x1f) return mantissa ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (1 + mantissa / 1024) * 2 ** (exponent - 15);
}

/** Whether a number is beyond what half precision can hold, after rounding. */
export const overflowsFloat16 = (value: number): boolean => Math.abs(Math.fround(value)) >= 65520;

/** Every half-precision number, for decoding millions of them by look-up. */
let table: Float32Array | undefined;

/** Decodes little-endian half-precision numbers. `bytes` may start anywhere. */
export function decodeFloat16(bytes: Uint8Array): Float32Array<ArrayBuffer> {
  table ??= Float32Array.from({ length: 0x10000 }, (_, bits) => fromFloat16Bits(bits));
  const values = new Float32Array(bytes.byteLength / 2);
  for (let i = 0; i < values.length; i++) values[i] = table[bytes[2 * i]! | (bytes[2 * i + 1]! << 8)]!;
  return values;
}

/** Encodes numbers as little-endian half-precision numbers. */
export function encodeFloat16(values: Float32Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(2 * values.length);
  values.forEach((value, i) => {
    const bits = toFloat16Bits(value);
    bytes[2 * i] = bits & 0xff;
    bytes[2 * i + 1] = bits >>> 8;
  });
  return bytes;
}

/** Shifts right, rounding to the nearest and to even on a tie. */
function roundShift(value: number, shift: number): number {
  const kept = value >>> shift;
  const rest = value - kept * 2 ** shift;
  const half = 2 ** (shift - 1);
  return rest > half || (rest === half && kept & 1) ? kept + 1 : kept;
}

/** What remains of numbers when they are stored in half precision. */
export const roundToFloat16 = (values: Float32Array): Float32Array<ArrayBuffer> => decodeFloat16(encodeFloat16(values));
