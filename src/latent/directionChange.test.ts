import { expect, test } from 'vitest';
import { measureCat } from '../image/catMeasures.ts';
import type { Pixels } from '../image/pixels.ts';
import { measureChanges, strongestChange } from './directionChange.ts';
import type { Direction } from './directions.ts';

const SIDE = 32;
const LAYERS = 2;

/** A picture of fur of some brightness and warmth: 0 to 255. */
function fur(brightness: number, warmth = 0): Pixels {
  const data = new Uint8ClampedArray(4 * SIDE * SIDE);
  for (let i = 0; i < SIDE * SIDE; i++) data.set([brightness + warmth, brightness, brightness - warmth, 255], 4 * i);
  return { width: SIDE, height: SIDE, data };
}

const usual = [100, 110, 120, 130].map((brightness, i) => measureCat(fur(brightness, 3 * i)));

test('the strongest change is named, with the way it goes', () => {
  const darker = [100, 110, 120, 130].map((brightness) => [fur(brightness + 30), fur(brightness - 30)] as const);
  expect(strongestChange(darker, usual)).toEqual({ trait: 'brightness', isMore: false });
  const warmer = [100, 110, 120, 130].map((brightness) => [fur(brightness, -40), fur(brightness, 40)] as const);
  expect(strongestChange(warmer, usual)).toEqual({ trait: 'warmth', isMore: true });
});

test('a nose that moves sideways step by step is a turn of the head', () => {
  const face = (noseLeft: number): Pixels => {
    const picture = fur(150);
    for (let i = 0; i < SIDE * SIDE; i++) {
      const [x, y] = [i % SIDE, Math.floor(i / SIDE)];
      if (x >= noseLeft && x < noseLeft + 5 && y >= 18 && y < 25) picture.data.set([20, 20, 20], 4 * i);
    }
    return picture;
  };
  const cats = [100, 110, 120, 130];
  const right = cats.map(() => [11, 12, 13, 14, 15].map(face));
  expect(strongestChange(right, usual)).toEqual({ trait: 'turn', isMore: true });
  const left = right.map((path) => path.toReversed());
  expect(strongestChange(left, usual)).toEqual({ trait: 'turn', isMore: false });
});

test('what is small, or goes one way with some cats and the other way with others, is nothing clear', () => {
  expect(
    strongestChange(
      [100, 120].map((b) => [fur(b), fur(b + 2)] as const),
      usual,
    ),
  ).toBe(null);
  const mixed = [40, -40, 40, -40].map((change) => [fur(120), fur(120 + change)] as const);
  expect(strongestChange(mixed, usual)).toBe(null);
});

test('cats are moved along a direction in its own blocks', async () => {
  const along = (firstBlock: number, lastBlock: number): Direction => ({
    ...{ name: 'Trait 1', kind: 'pca', isStarred: false, centre: 0, sigma: 10, firstBlock, lastBlock },
    vector: new Float32Array([1, 0]),
  });
  const cats = [100, 110, 120, 130].map((brightness, i) => new Float32Array([brightness, 3 * i]));
  // The first block's codes are what is drawn: a direction of the second changes nothing.
  const draw = async (styles: Float32Array) => fur(styles[0]!, styles[1]!);
  expect(await measureChanges([along(0, 1), along(1, 1)], cats, new Float32Array([115, 5]), LAYERS, draw)).toEqual([
    { trait: 'brightness', isMore: true },
    null,
  ]);
});
