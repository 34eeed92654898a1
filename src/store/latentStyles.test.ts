import { expect, it } from 'vitest';
import { latentDefaults } from './latentSlice.ts';
import { latentKey, reshapeStyles, withDial } from './latentStyles.ts';

// Two blocks, latents of two numbers; the components are the axes.
const LAYERS = 2;
const components = {
  mean: new Float32Array([0, 0]),
  components: [new Float32Array([1, 0]), new Float32Array([0, 1])],
  sigmas: new Float32Array([2, 0.5]),
};
const styles = new Float32Array([1, 2, 1, 2, 1, 2, 1, 2]);
const average = new Float32Array([0, 0, 0, 0, 10, 10, 10, 10]);
const rest = latentDefaults(LAYERS);

it('leaves a photo as it is by default', () => {
  expect([...reshapeStyles(styles, average, components, rest, LAYERS)]).toEqual([...styles]);
});

it('moves along a component by offset times sigma, in the blocks of its dial only', () => {
  const moved = withDial(rest, 0, { offset: 1.5, firstBlock: 1 }, LAYERS);
  expect([...reshapeStyles(styles, average, components, moved, LAYERS)]).toEqual([1, 2, 1, 2, 4, 2, 4, 2]);
});

it('truncates after moving, in the first blocks only', () => {
  const moved = { ...withDial(rest, 1, { offset: 2 }, LAYERS), psi: 0.5, truncatedBlocks: 1 };
  expect([...reshapeStyles(styles, average, components, moved, LAYERS)]).toEqual([0.5, 1.5, 0.5, 1.5, 1, 3, 1, 3]);
});

it('truncates while the components are still being computed', () => {
  const settings = { ...withDial(rest, 0, { offset: 1 }, LAYERS), psi: 0 };
  expect([...reshapeStyles(styles, average, null, settings, LAYERS)]).toEqual([...average]);
});

it('gives settings that make the same picture the same key', () => {
  const there = withDial(rest, 3, { offset: 1 }, LAYERS);
  expect(latentKey(there)).not.toBe(latentKey(rest));
  expect(latentKey(withDial(there, 3, { offset: 0 }, LAYERS))).toBe(latentKey(rest));
  expect(latentKey({ ...rest, truncatedBlocks: 1 })).toBe(latentKey(rest));
});
