import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { breed, fathersShares, kittenSeeds, LITTER_SIZE } from './breeding.ts';

const LAYERS = 5;
const BLOCK_LENGTH = 6; // two codes of three numbers
const cat = (value: (i: number) => number) => Float32Array.from({ length: LAYERS * BLOCK_LENGTH }, (_, i) => value(i));
const MOTHER = cat((i) => i);
const FATHER = cat((i) => -10 - i);
const STRANGER = cat(() => 100);
const block = (styles: Float32Array, index: number) => [
  ...styles.subarray(index * BLOCK_LENGTH, (index + 1) * BLOCK_LENGTH),
];

const anySeed = fc.integer({ min: 0, max: 2 ** 31 - 1 });

describe('a litter', () => {
  it('is the same for the same seed, and its kittens differ', () => {
    expect(kittenSeeds(3)).toEqual(kittenSeeds(3));
    expect(kittenSeeds(3)).not.toEqual(kittenSeeds(4));
    expect(new Set(kittenSeeds(3)).size).toBe(LITTER_SIZE);
  });
});

describe('a kitten', () => {
  it('is the same for the same seed', () => {
    const once = breed(MOTHER, FATHER, { layerCount: LAYERS }, { seed: 11, surprise: 0.2, stranger: STRANGER });
    expect(breed(MOTHER, FATHER, { layerCount: LAYERS }, { seed: 11, surprise: 0.2, stranger: STRANGER })).toEqual(
      once,
    );
    expect(breed(MOTHER, FATHER, { layerCount: LAYERS }, { seed: 12, surprise: 0.2, stranger: STRANGER })).not.toEqual(
      once,
    );
  });

  it('has every block from its mother, its father or a blend of the two', () => {
    fc.assert(
      fc.property(anySeed, (seed) => {
        const kitten = breed(MOTHER, FATHER, { layerCount: LAYERS }, { seed, surprise: 0 });
        fathersShares(seed, LAYERS).forEach((share, index) => {
          if (share === 0) expect(block(kitten, index)).toEqual(block(MOTHER, index));
          else if (share === 1) expect(block(kitten, index)).toEqual(block(FATHER, index));
          else {
            expect(share).toBeGreaterThanOrEqual(0.25);
            expect(share).toBeLessThanOrEqual(0.75);
            block(kitten, index).forEach((value, i) => {
              expect(value).toBeCloseTo((1 - share) * block(MOTHER, index)[i]! + share * block(FATHER, index)[i]!, 3);
            });
          }
        });
      }),
    );
  });

  it('has something from both', () => {
    fc.assert(
      fc.property(anySeed, fc.integer({ min: 2, max: 9 }), (seed, layerCount) => {
        const shares = fathersShares(seed, layerCount);
        expect(shares).toHaveLength(layerCount);
        expect(Math.max(...shares)).toBeGreaterThan(0);
        expect(Math.min(...shares)).toBeLessThan(1);
      }),
    );
    expect(fathersShares(1, 1)).toHaveLength(1);
  });

  it('takes about as much from the one as from the other', () => {
    const shares = Array.from({ length: 2000 }, (_, seed) => fathersShares(seed, LAYERS)).flat();
    expect(shares.reduce((sum, share) => sum + share) / shares.length).toBeCloseTo(0.5, 1);
  });

  it('without surprise has nothing of the stranger, with all of it nothing else', () => {
    const without = breed(MOTHER, FATHER, { layerCount: LAYERS }, { seed: 5, surprise: 0 });
    expect(breed(MOTHER, FATHER, { layerCount: LAYERS }, { seed: 5, surprise: 0, stranger: STRANGER })).toEqual(
      without,
    );
    expect(breed(MOTHER, FATHER, { layerCount: LAYERS }, { seed: 5, surprise: 1, stranger: STRANGER })).toEqual(
      STRANGER,
    );
  });

  it('stays in the range of the cats that it is made of', () => {
    fc.assert(
      fc.property(anySeed, fc.double({ min: 0, max: 1, noNaN: true }), (seed, surprise) => {
        const kitten = breed(MOTHER, FATHER, { layerCount: LAYERS }, { seed, surprise, stranger: STRANGER });
        kitten.forEach((value, i) => {
          expect(value).toBeGreaterThanOrEqual(FATHER[i]! - 1e-3);
          expect(value).toBeLessThanOrEqual(STRANGER[i]! + 1e-3);
        });
      }),
    );
  });
});
