import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Architecture } from '../networks/architecture.ts';
import { codesOf, stylesOfCodes } from './codes.ts';
import { decodeNpy, encodeNpy } from './npy.ts';
import { repeatW } from './styles.ts';

const architecture: Architecture = {
  layerCount: 2,
  startChannels: 4,
  maxChannels: 4,
  latentSize: 3,
  mappingLayers: 1,
  channels: 3,
};
const ascii = (text: string) => new TextEncoder().encode(text);

/** A file as NumPy writes it, put together by hand. */
function npy(header: string, numbers: Uint8Array, version: readonly number[] = [1, 0, header.length, 0]): Uint8Array {
  return Uint8Array.of(0x93, ...ascii('NUMPY'), ...version, ...ascii(header), ...numbers);
}

describe('.npy files', () => {
  it('come back as they were, with the numbers at a multiple of 64 bytes', () => {
    const shapes = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(shapes, (shape) => {
        const values = Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => i / 7);
        const bytes = encodeNpy({ shape, values });
        expect((bytes.length - 4 * values.length) % 64).toBe(0);
        expect(decodeNpy(bytes)).toEqual({ shape, values });
      }),
    );
  });

  it('begin as np.save has them', () => {
    const bytes = encodeNpy({ shape: [1, 2], values: new Float32Array([1, 2]) });
    const text = `{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2), }`.padEnd(117);
    expect(bytes.subarray(0, 128)).toEqual(npy(`${text}\n`, new Uint8Array(), [1, 0, 118, 0]));
  });

  it('may be of float64, big-endian, of version 2, and have one dimension', () => {
    const header = "{'descr': '>f8', 'fortran_order': False, 'shape': (2,), }\n";
    const numbers = Uint8Array.of(0x3f, 0xf8, 0, 0, 0, 0, 0, 0, 0xc0, 0, 0, 0, 0, 0, 0, 0);
    const file = npy(header, numbers, [2, 0, header.length, 0, 0, 0]);
    expect(decodeNpy(file)).toEqual({ shape: [2], values: new Float32Array([1.5, -2]) });
  });

  it.each([
    [ascii('a photo, perhaps'), 'is not a NumPy array'],
    [npy("{'descr': '<i8', 'fortran_order': False, 'shape': (1,), }", new Uint8Array(8)), 'holds <i8: save float32'],
    [npy("{'descr': '<f4', 'fortran_order': True, 'shape': (1, 1), }", new Uint8Array(4)), 'is in Fortran order'],
    [
      npy("{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }", new Uint8Array(8)),
      'has 8 bytes of numbers, expec',
    ],
    [npy('nothing', new Uint8Array()), 'gives no shape'],
  ])('say what is wrong with them: %#', (bytes, sentence) => {
    expect(() => decodeNpy(bytes)).toThrow(sentence);
  });
});

describe('codes', () => {
  it('are w where all styles are alike, and all styles elsewhere', () => {
    const alike = [repeatW(new Float32Array([1, 2, 3]), 2), repeatW(new Float32Array([4, 5, 6]), 2)];
    expect(codesOf(alike, architecture).shape).toEqual([2, 3]);
    const unlike = Float32Array.from({ length: 12 }, (_, i) => i);
    expect(codesOf([alike[0]!, unlike], architecture).shape).toEqual([2, 4, 3]);
    for (const styles of [alike, [alike[0]!, unlike]]) {
      expect(stylesOfCodes(codesOf(styles, architecture), architecture)).toEqual(styles);
    }
  });

  it('of one image need no first index', () => {
    const values = new Float32Array([1, 2, 3]);
    expect(stylesOfCodes({ shape: [3], values }, architecture)).toEqual([repeatW(values, 2)]);
  });

  it('of another model are not taken', () => {
    const other = { shape: [2, 5], values: new Float32Array(10) };
    expect(() => stylesOfCodes(other, architecture)).toThrow('is [2, 5]: this model’s codes are [N, 3] or [N, 4, 3]');
  });
});
