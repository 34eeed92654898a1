import { decodeFloat16, encodeFloat16, roundToFloat16 } from './float16.ts';
import type { WeightDtype } from './schema.ts';

/**
 * How a weight is stored where half precision is asked for: in 32 bits all of one dimension, which weigh next to nothing, and
 * G's constant, which in a young model still lies around 1, where halves step by 0.001: instance norm makes an error of up to
 * 1.6 of the picture of that.
 */
export const dtypeToStore = (name: string, shape: readonly number[], wanted: WeightDtype): WeightDtype =>
  shape.length === 1 || name === 'G/constant' ? 'float32' : wanted;

/** Numbers as a model folder stores them, little-endian. */
export const encodeNumbers = (values: Float32Array, dtype: WeightDtype): Uint8Array<ArrayBuffer> =>
  dtype === 'float16' ? encodeFloat16(values) : new Uint8Array(values.slice().buffer);

/** Reads what `encodeNumbers` wrote. `bytes` may start anywhere. */
export const decodeNumbers = (bytes: Uint8Array, dtype: WeightDtype): Float32Array<ArrayBuffer> =>
  dtype === 'float16' ? decodeFloat16(bytes) : new Float32Array(new Uint8Array(bytes).buffer);

/** What remains of numbers when they are stored. */
export const roundTo = (values: Float32Array, dtype: WeightDtype): Float32Array =>
  dtype === 'float16' ? roundToFloat16(values) : values;
