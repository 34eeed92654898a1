import { PNG } from 'pngjs';
import { expect, it } from 'vitest';
import { withPngText } from '../image/pngText.ts';
import { type MorphRecipe, readMorphRecipe, withMorphRecipe } from './morphRecipe.ts';

const bytes = new Uint8Array(PNG.sync.write(new PNG({ width: 1, height: 1 })));
const png = new Blob([bytes], { type: 'image/png' });

const recipe: MorphRecipe = {
  model: { name: 'cats64', fingerprint: 'f', layerCount: 1, latentSize: 3 },
  noise: { kind: 'seeded', seed: 7 },
  keys: [
    { cat: { name: 'Möhre', styles: Float32Array.of(1, -2, 1 / 3, 1, -2, 1 / 3) }, seconds: 0.2, easing: 'hold' },
    { cat: { name: 'mixed', styles: Float32Array.of(1, 2, 3, 4, 5, 6) }, seconds: 8, easing: 'easeInOut' },
  ],
  isLoop: false,
  path: 'linear',
  framesPerSecond: 24,
};

it('comes back from the file bit for bit, mixed styles included', async () => {
  expect(await readMorphRecipe(await withMorphRecipe(png, recipe))).toEqual(recipe);
});

it('is not in other pictures', async () => {
  expect(await readMorphRecipe(png)).toBe(null);
});

it.each([
  ['another version', '"version":1', '"version":2'],
  ['an unknown easing', '"hold"', '"bounce"'],
  ['half a seed', '"seed":7', '"seed":0.5'],
  ['no time at all', '"seconds":0.2', '"seconds":0'],
  ['a cat of another model', '"latentSize":3', '"latentSize":4'],
])('says so when it cannot be opened: %s', async (_, from, to) => {
  const text = new TextDecoder().decode(new Uint8Array(await (await withMorphRecipe(png, recipe)).arrayBuffer()));
  const written = text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1);
  expect(written).toContain(from);
  const damaged = withPngText(bytes, 'alae-studio-morph', written.replace(from, to));
  await expect(readMorphRecipe(new Blob([damaged]))).rejects.toThrow('The film in this picture cannot be opened');
});
