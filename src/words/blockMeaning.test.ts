import { expect, it } from 'vitest';
import { blockMeaning, blockRangeLabel } from './blockMeaning.ts';

const meanings = (layerCount: number) =>
  Array.from({ length: layerCount }, (_, block) => blockMeaning(block, layerCount));

it('names the five blocks of a 64-pixel model from shape to colour', () => {
  expect(meanings(5)).toEqual(['shape', 'pose and features', 'eyes and muzzle', 'markings', 'colour and fur']);
});

it('keeps those names in deeper models and calls the rest fine fur', () => {
  expect(meanings(7).slice(0, 5)).toEqual(meanings(5));
  expect(meanings(7).slice(5)).toEqual(['fine fur', 'fine fur']);
});

it('runs from shape to colour in shallower models', () => {
  expect(meanings(1)).toEqual(['shape']);
  expect(meanings(2)).toEqual(['shape', 'colour and fur']);
  expect(meanings(4)).toEqual(['shape', 'pose and features', 'markings', 'colour and fur']);
});

it('labels block ranges', () => {
  expect(blockRangeLabel(0, 3)).toBe('4×4 to 32×32');
  expect(blockRangeLabel(2, 2)).toBe('16×16');
});
