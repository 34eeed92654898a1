import { decodeFloat16, encodeFloat16, roundToFloat16 } from './float16.ts';
import type { WeightDtype } from './schema.ts';

/** Numbers as a model folder stores them, little-endian. */
export const encodeNumbers = (values: Float32Array, dtype: WeightDtype): Uint8Array<ArrayBuffer> =>
  dtype === 'float16' ? encodeFloat16(values) : new Uint8Array(values.slice().buffer);

/** Reads what `encodeNumbers` wrote. `bytes` may start anywhere. */
export const decodeNumbers = (bytes: Uint8Array, dtype: WeightDtype): Float32Array<ArrayBuffer> =>
  dtype === 'float16' ? decodeFloat16(bytes) : new Float32Array(new Uint8Array(bytes).buffer);

/** What remains of numbers when they are stored. */
export const roundTo = (values: Float32Array, dtype: WeightDtype): Float32Array =>
  dtype === 'float16' ? roundToFloat16(values) : values;
