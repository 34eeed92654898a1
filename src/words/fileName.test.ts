import { expect, test } from 'vitest';
import { fileName } from './fileName.ts';

test.each([
  ['Ginger and white', 'reconstruction', 'ginger-and-white-reconstruction.png'],
  ['IMG_2034 (1)', 'layers', 'img-2034-1-layers.png'],
  ['Tabby × Smoke', 'mix', 'tabby-x-smoke-mix.png'],
  ['Ginger, 4×4 of Dream 7', 'layer swap', 'ginger-4x4-of-dream-7-layer-swap.png'],
  ['Mäuschen / ねこ', 'kitten', 'mäuschen-ねこ-kitten.png'],
  ['../../etc\\passwd', 'refined', 'etc-passwd-refined.png'],
  ['🐈', 'reshaped', 'reshaped.png'],
])('“%s” as %s is saved as %s', (subject, what, name) => {
  expect(fileName(subject, what)).toBe(name);
});

test('the extension is what the file is', () => {
  expect(fileName('Tom to Tim', 'morph', 'gif')).toBe('tom-to-tim-morph.gif');
});

test('a name of any length leaves room for what the file is', () => {
  const name = fileName('𝒜'.repeat(300), 'reconstruction');
  expect(new TextEncoder().encode(name).length).toBeLessThan(255);
  expect(name).toMatch(/^\p{L}+-reconstruction\.png$/u);
  expect(fileName(`${'long '.repeat(10)}cat`, 'mix')).toMatch(/long-mix\.png$/);
});
