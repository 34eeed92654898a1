import { expect, test } from 'vitest';
import { decodeFloat16, encodeFloat16, fromFloat16Bits, roundToFloat16, toFloat16Bits } from './float16.ts';

test('every half-precision number survives a round trip', () => {
  for (let bits = 0; bits < 0x10000; bits++) {
    const value = fromFloat16Bits(bits);
    if (!Number.isNaN(value)) expect(toFloat16Bits(value)).toBe(bits);
  }
});

test.each([
  ['one', 1, 0x3c00],
  ['a tie rounds to even, down', 1 + 2 ** -11, 0x3c00],
  ['a tie rounds to even, up', 1 + 3 * 2 ** -11, 0x3c02],
  ['just above a tie rounds up', 1 + 2 ** -11 + 2 ** -20, 0x3c01],
  ['the mantissa carries into the exponent', 2 - 2 ** -12, 0x4000],
  ['the largest number', 65504, 0x7bff],
  ['what still rounds to the largest', 65519, 0x7bff],
  ['what rounds beyond', 65520, 0x7c00],
  ['far beyond', -1e30, 0xfc00],
  ['the smallest subnormal', 2 ** -24, 0x0001],
  ['half of it, a tie to zero', 2 ** -25, 0x0000],
  ['above half of it', 1.5 * 2 ** -25, 0x0001],
  ['a subnormal tie to even', 3 * 2 ** -25, 0x0002],
  ['the largest subnormal rounds up to a normal', 2 ** -14 - 2 ** -26, 0x0400],
  ['minus zero', -0, 0x8000],
  ['infinity', Number.POSITIVE_INFINITY, 0x7c00],
])('%s', (_, value, bits) => {
  expect(toFloat16Bits(value)).toBe(bits);
});

test('NaN stays NaN', () => {
  expect(fromFloat16Bits(toFloat16Bits(Number.NaN))).toBeNaN();
});

test('bytes are little-endian and may start anywhere', () => {
  const bytes = encodeFloat16(Float32Array.of(1, -2));
  expect([...bytes]).toEqual([0x00, 0x3c, 0x00, 0xc0]);
  expect([...decodeFloat16(new Uint8Array([9, ...bytes]).subarray(1))]).toEqual([1, -2]);
});

test('rounding errs by at most half a unit in the last place', () => {
  const values = Float32Array.from({ length: 1000 }, (_, i) => Math.sin(i) * 10 ** ((i % 7) - 3));
  roundToFloat16(values).forEach((rounded, i) => {
    expect(Math.abs(rounded - values[i]!)).toBeLessThanOrEqual(Math.max(Math.abs(values[i]!) * 2 ** -11, 2 ** -25));
  });
});
