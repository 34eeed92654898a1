import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatSchema, mixStyles, parseSchema, parseSchemas } from './styles.ts';

describe('mixStyles', () => {
  const source = Float32Array.of(0.1, 0.2, 0.3, 0.4, 0.5, 0.6);
  const destination = Float32Array.of(1.1, 2.2, 3.3, 4.4, 5.5, 6.6);

  it('takes whole blocks bit for bit', () => {
    expect(mixStyles(source, destination, [1, 0, 1], { layerCount: 3 })).toEqual(
      Float32Array.of(...source.subarray(0, 2), ...destination.subarray(2, 4), ...source.subarray(4)),
    );
  });

  it('goes straight from destination to source in between', () => {
    const mixed = mixStyles(Float32Array.of(4, 8), Float32Array.of(0, 4), [0.25], { layerCount: 1 });
    expect([...mixed]).toEqual([1, 5]);
  });

  it('follows the blocks of a generator whose coarsest has one convolution', () => {
    const order = { layerCount: 3, generator: 'stylegan2' } as const;
    const mixed = (schema: number[]) => [...mixStyles(source, destination, schema, order).map((v) => (v > 1 ? 0 : 1))];
    expect(mixed([1, 0, 0])).toEqual([1, 0, 0, 0, 0, 0]);
    expect(mixed([0, 1, 0])).toEqual([0, 1, 1, 0, 0, 0]);
    expect(mixed([0, 0, 1])).toEqual([0, 0, 0, 1, 1, 1]);
  });
});

describe('schemas as text', () => {
  it('are words where every block is S or D, and numbers else', () => {
    expect(parseSchema('sDDDs', 5)).toEqual([1, 0, 0, 0, 1]);
    expect(parseSchema('S, d, 0.5, .25, 1', 5)).toEqual([1, 0, 0.5, 0.25, 1]);
    expect(formatSchema([1, 0, 0.5, 0.25, 1])).toBe('S,D,0.5,0.25,S');
    expect(formatSchema([1, 0, 0, 0, 1])).toBe('SDDDS');
  });

  it('come back from text as they were', () => {
    const strength = fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100);
    fc.assert(
      fc.property(fc.array(strength, { minLength: 1, maxLength: 9 }), (schema) => {
        expect(parseSchema(formatSchema(schema), schema.length)).toEqual(schema);
      }),
    );
  });

  it('can follow one another in both forms', () => {
    expect(parseSchemas('SDD,S,D,0.5,DDS', 3).map(formatSchema)).toEqual(['SDD', 'S,D,0.5', 'DDS']);
    expect(parseSchemas('S,D', 1)).toEqual([[1], [0]]);
  });

  it.each(['', 'SD', 'SDDD', 'SXD', 'S,D', 'S,D,1.5', 'S,D,-0.5', 'S,D,half', 'SDD,SDD', 'S,D,'])(
    'say what does not fit: %j',
    (text) => {
      expect(() => parseSchema(text, 3)).toThrow(
        `The schema "${text}" must be 3 letters, each S (source) or D (destination), as in SDD; for strengths between, ` +
          'put commas and numbers from 0 to 1, as in S,0.5,D.',
      );
    },
  );
});
