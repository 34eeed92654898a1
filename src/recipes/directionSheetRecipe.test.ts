import { PNG } from 'pngjs';
import { expect, test } from 'vitest';
import { withPngText } from '../image/pngText.ts';
import {
  type DirectionSheetRecipe,
  readDirectionSheetRecipe,
  withDirectionSheetRecipe,
} from './directionSheetRecipe.ts';

const plain = PNG.sync.write(Object.assign(new PNG({ width: 3, height: 2 }), { data: Buffer.alloc(24, 200) }));
const png = new Blob([new Uint8Array(plain)], { type: 'image/png' });
const recipe: DirectionSheetRecipe = {
  cat: { name: 'Möhre', styles: [0.5, -1.25, 0.5, -1.25] },
  options: { isStarredOnly: true, spacing: 0.5, count: 5, scale: 2, hasLabels: false },
  noise: { kind: 'seeded', seed: 0 },
  directions: '{"directions":[]}',
};

test('a sheet carries its recipe, and is the same picture', async () => {
  const file = await withDirectionSheetRecipe(png, recipe);
  expect(await readDirectionSheetRecipe(file)).toMatchObject(recipe);
  expect(PNG.sync.read(Buffer.from(await file.arrayBuffer())).data).toEqual(PNG.sync.read(plain).data);
});

test('other pictures have none, and a damaged one is a sentence', async () => {
  expect(await readDirectionSheetRecipe(png)).toBe(null);
  const bytes = withPngText(new Uint8Array(plain), 'alae-studio-directions', '{"version":2}');
  await expect(readDirectionSheetRecipe(new Blob([bytes]))).rejects.toThrow('it is damaged, or of a newer studio.');
});
