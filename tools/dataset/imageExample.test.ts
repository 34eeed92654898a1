import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  channelsFirst,
  decodeImageExample,
  encodeImageExample,
  examplePixels,
  type ImageExample,
} from './imageExample.ts';

const image: ImageExample = { channels: 3, height: 1, width: 2, label: 5, data: Uint8Array.from([1, 2, 3, 4, 5, 6]) };

/** A protocol buffer field with bytes for a value: all that such messages are made of. */
const field = (number: number, ...bytes: number[]) => [(number << 3) | 2, bytes.length, ...bytes];
const named = (name: string, feature: number[]) => field(1, ...field(1, ...Buffer.from(name)), ...field(2, ...feature));
const integers = (...values: number[]) => field(3, ...field(1, ...values));
const bytes = (...values: number[]) => field(1, ...field(1, ...values));

describe('image examples', () => {
  it('are the bytes of a tf.train.Example, integers packed', () => {
    const features = [
      ...named('shape', integers(3, 1, 2)),
      ...named('label', integers(5)),
      ...named('data', bytes(1, 2, 3, 4, 5, 6)),
    ];
    expect([...encodeImageExample(image)]).toEqual(field(1, ...features));
  });

  it('keep every number', () => {
    const sizes = fc.record({ height: fc.integer({ min: 1, max: 40 }), width: fc.integer({ min: 1, max: 40 }) });
    const cases = fc.record({
      size: sizes,
      channels: fc.constantFrom<1 | 3>(1, 3),
      label: fc.maxSafeNat(),
      seed: fc.nat(255),
    });
    fc.assert(
      fc.property(cases, ({ size, channels, label, seed }) => {
        const data = Uint8Array.from({ length: size.height * size.width * channels }, (_, i) => i * 7 + seed);
        const example = { ...size, channels, label, data };
        const read = decodeImageExample(encodeImageExample(example));
        expect({ ...read, data: Uint8Array.from(read.data) }).toEqual(example);
      }),
    );
  });

  it('need no label, as in the data sets of StyleGAN', () => {
    const features = [...named('shape', integers(1, 1, 1)), ...named('data', bytes(9))];
    expect(decodeImageExample(Uint8Array.from(field(1, ...features)))).toMatchObject({ label: 0, channels: 1 });
  });

  it('say what is wrong with them', () => {
    const failure = (...features: number[]) => {
      try {
        return decodeImageExample(Uint8Array.from(field(1, ...features)));
      } catch (error) {
        return (error as Error).message;
      }
    };
    const [shape, data] = [named('shape', integers(3, 1, 1)), named('data', bytes(1, 2, 3))];
    expect(failure(...shape, ...data)).toMatchObject({ width: 1 });
    expect(failure(...data)).toBe('it holds no image as features "shape" and "data"');
    expect(failure(...shape, ...named('data', integers(1, 2, 3)))).toBe(
      'it holds no image as features "shape" and "data"',
    );
    expect(failure(...data, ...named('shape', integers(2, 1, 1)))).toMatch(/^its shape is \[2, 1, 1\], expected/);
    expect(failure(...data, ...named('shape', integers(3, 1, 0)))).toMatch(/^its shape is \[3, 1, 0\], expected/);
    expect(failure(...data, ...named('shape', integers(3, 2, 1)))).toMatch(/^its data is 3 bytes, expected 6 for/);
    expect(() => decodeImageExample(Buffer.from('not a message'))).toThrow(/holds no image/);
  });

  it('become pixels, channel by channel', () => {
    expect([...examplePixels(image).data]).toEqual([1, 3, 5, 255, 2, 4, 6, 255]);
    const grey: ImageExample = { channels: 1, height: 2, width: 1, label: 0, data: Uint8Array.from([7, 8]) };
    expect([...examplePixels(grey).data]).toEqual([7, 7, 7, 255, 8, 8, 8, 255]);
    expect([...channelsFirst(Uint8Array.from([1, 3, 5, 2, 4, 6]), 3)]).toEqual([...image.data]);
  });
});
