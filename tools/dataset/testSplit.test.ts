import { describe, expect, it } from 'vitest';
import type { TestSplit } from '../../src/modelFolder/schema.ts';
import type { Manifest } from './manifest.ts';
import { chooseByHash, describeOtherSplit, placeOf } from './testSplit.ts';

const names = (count: number) => Array.from({ length: count }, (_, i) => `folder/${i}.jpg`);

describe('chooseByHash', () => {
  it('sets about the fraction apart, spread over the names, and others for another seed', () => {
    const { isTest } = chooseByHash(7, 0.2);
    const chosen = names(5000).filter(isTest);
    // A standard deviation is 28 images.
    expect(Math.abs(chosen.length - 1000)).toBeLessThan(120);
    expect(Math.abs(names(2500).filter(isTest).length - chosen.length / 2)).toBeLessThan(120);
    const both = chosen.filter(chooseByHash(8, 0.2).isTest);
    expect(Math.abs(both.length - chosen.length / 5)).toBeLessThan(60);
  });

  it('sets nothing or everything apart at the ends', () => {
    expect(names(100).filter(chooseByHash(0, 0).isTest)).toEqual([]);
    expect(names(100).filter(chooseByHash(0, 1).isTest)).toHaveLength(100);
  });

  it('keeps to names as they are written, but for the prefix of AFHQ', () => {
    expect(placeOf('a/b.jpg', 0)).not.toBe(placeOf('b.jpg', 0));
    expect(placeOf('a/afhq_b.jpg', 0)).toBe(placeOf('a/b.jpg', 0));
    expect(placeOf('afhq_a/b.jpg', 0)).not.toBe(placeOf('a/b.jpg', 0));
  });
});

describe('describeOtherSplit', () => {
  const list: TestSplit = { by: 'names', count: 1392, sha256: 'b5eafa06'.padEnd(64, '0') };
  const hash: TestSplit = { by: 'hash', seed: 3, fraction: 0.1 };
  const say = (model: TestSplit | undefined, dataset: TestSplit | undefined) =>
    describeOtherSplit('The model m', model, { directory: 'data/cats', manifest: { testSplit: dataset } as Manifest });

  it('says nothing where model and data set keep the same images apart', () => {
    expect(say(list, { ...list })).toBeUndefined();
    expect(say(hash, { ...hash })).toBeUndefined();
  });

  it('says in one sentence each what differs and how to mend it', () => {
    expect(say(list, hash)).toBe(
      'The model m may have learnt from test images of data/cats: its training kept the images of a list of 1392 names ' +
        '(SHA-256 b5eafa06…) apart, the data set has a part of 0.1 by names and seed 3. ' +
        'Prepare the data set with that list as --test-names.',
    );
    expect(say(hash, undefined)).toMatch(
      /has images that a shuffle chose\. Prepare .* --test-fraction 0\.1 --seed 3\.$/,
    );
    expect(say(undefined, list)).toBe(
      'The model m does not say which images its training kept apart: it may have learnt from test images of data/cats.',
    );
  });
});
