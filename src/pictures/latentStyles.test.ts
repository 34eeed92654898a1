import { expect, it } from 'vitest';
import { latentDefaults } from '../store/latentSlice.ts';
import { latentKey, reshapeStyles, withOffset } from './latentStyles.ts';

// Two blocks, latents of two numbers; the directions are the axes.
const LAYERS = 2;
const across = { id: 'across', vector: Float32Array.of(1, 0), centre: 0, sigma: 2, firstBlock: 1, lastBlock: 1 };
const up = { id: 'up', vector: Float32Array.of(0, 1), centre: 0, sigma: 0.5, firstBlock: 0, lastBlock: 1 };
const styles = new Float32Array([1, 2, 1, 2, 1, 2, 1, 2]);
const average = new Float32Array([0, 0, 0, 0, 10, 10, 10, 10]);
const rest = latentDefaults(LAYERS);
const reshape = (directions: readonly (typeof up)[], settings = rest, order = {}) => [
  ...reshapeStyles(styles, average, directions, settings, { layerCount: LAYERS, ...order }),
];

it('leaves a photo as it is by default', () => {
  expect(reshape([across, up])).toEqual([...styles]);
});

it('moves along a direction by offset times σ, in its blocks only', () => {
  expect(reshape([up, across], withOffset(rest, 'across', 1.5))).toEqual([1, 2, 1, 2, 4, 2, 4, 2]);
});

it('moves and truncates the styles of StyleGAN2’s blocks', () => {
  const order = { generator: 'stylegan2' };
  expect(reshape([across], withOffset(rest, 'across', 1), order)).toEqual([1, 2, 3, 2, 3, 2, 3, 2]);
  expect(reshape([], { ...rest, psi: 0, truncatedBlocks: 1 }, order)).toEqual([0, 0, 1, 2, 1, 2, 1, 2]);
});

it('truncates after moving, in the first blocks only', () => {
  const moved = { ...withOffset(rest, 'up', 2), psi: 0.5, truncatedBlocks: 1 };
  expect(reshape([up], moved)).toEqual([0.5, 1.5, 0.5, 1.5, 1, 3, 1, 3]);
});

it('rests along directions that are not listed', () => {
  expect(reshape([], { ...withOffset(rest, 'up', 1), psi: 0 })).toEqual([...average]);
});

it('gives what makes the same picture the same key', () => {
  const there = withOffset(withOffset(rest, 'up', 1), 'across', 1);
  const key = latentKey([up, across], there);
  expect(key).not.toBe(latentKey([up, across], rest));
  expect(latentKey([across, up], there)).toBe(key);
  expect(latentKey([{ ...up, lastBlock: 0 }, across], there)).not.toBe(key);
  expect(latentKey([up], withOffset(there, 'up', 0))).toBe(latentKey([], rest));
  expect(latentKey([], { ...rest, truncatedBlocks: 1 })).toBe(latentKey([], rest));
});
