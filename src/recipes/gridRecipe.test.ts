import { PNG } from 'pngjs';
import { expect, it } from 'vitest';
import { withPngText } from '../image/pngText.ts';
import { type GridRecipe, readGridRecipe, withGridRecipe } from './gridRecipe.ts';

const bytes = new Uint8Array(PNG.sync.write(new PNG({ width: 1, height: 1 })));
const png = new Blob([bytes], { type: 'image/png' });

const recipe: GridRecipe = {
  model: { name: 'cats64', fingerprint: 'f', layerCount: 2, latentSize: 3 },
  noise: { kind: 'none' },
  sources: [
    { name: 'Ginger 猫', styles: Float32Array.of(...[1, -2, 1 / 3], ...[1, -2, 1 / 3], 1, -2, 1 / 3, 1, -2, 1 / 3) },
  ],
  rows: [
    { destination: { name: 'mixed', styles: Float32Array.from({ length: 12 }, (_, i) => i / 7) }, schema: [1, 0.35] },
    { destination: { name: 'Ines', styles: new Float32Array(12).fill(0.5) }, schema: [0, 1] },
  ],
};

const damaged = (change: (text: string) => string) =>
  new Blob([withPngText(bytes, 'alae-studio-mix', change(JSON.stringify(WRITTEN)))]);

/** Such files stay readable: which noise they were drawn with is not known. */
const WRITTEN = {
  version: 1,
  model: { name: 'cats64', layerCount: 2, latentSize: 1 },
  sources: [{ name: 'Ginger', styles: 'AACAPw==' }],
  rows: [{ destination: { name: 'Ines', styles: 'AAAAQA==' }, schema: 'S,0.5' }],
};

it('comes back from the file bit for bit: strengths, mixed styles and noise', async () => {
  const read = await readGridRecipe(await withGridRecipe(png, recipe));
  expect(read).toEqual(recipe);
});

it('reads what was written before the noise was', async () => {
  expect(await readGridRecipe(damaged((text) => text))).toEqual({
    model: WRITTEN.model,
    sources: [{ name: 'Ginger', styles: new Float32Array(4).fill(1) }],
    rows: [{ destination: { name: 'Ines', styles: new Float32Array(4).fill(2) }, schema: [1, 0.5] }],
  });
});

it('is not in other pictures and files', async () => {
  expect(await readGridRecipe(png)).toBe(null);
  expect(await readGridRecipe(new Blob(['letter']))).toBe(null);
});

it.each([
  ['another version', (text: string) => text.replace('"version":1', '"version":2')],
  ['too few numbers', (text: string) => text.replace('AACAPw==', 'AACA')],
  ['no number', (text: string) => text.replace('AACAPw==', 'AADAfw==')],
  ['a schema that does not fit', (text: string) => text.replace('S,0.5', 'SDDDD')],
  ['half a text', (text: string) => text.slice(0, 60)],
])('says so when it cannot be opened: %s', async (_, change) => {
  await expect(readGridRecipe(damaged(change))).rejects.toThrow('cannot be opened');
});
