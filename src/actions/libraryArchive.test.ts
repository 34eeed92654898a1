import { zipSync } from 'fflate';
import { PNG } from 'pngjs';
import { beforeEach, expect, it, vi } from 'vitest';
import { encodeNpy } from '../latent/npy.ts';
import type { ModelCard } from '../store/modelSlice.ts';
import { useStudio } from '../store/studio.ts';
import { addFiles } from './addFiles.ts';

const added: string[] = [];
vi.mock('./library.ts', () => ({
  addPhotos: async (files: readonly File[]) => void added.push(...files.map(({ name }) => name)),
}));

const model = {
  name: 'tiny',
  title: 'Tiny',
  fingerprint: 'f',
  architecture: { layerCount: 1, latentSize: 2 },
} as ModelCard;
const picture = (shade: number) => {
  const png = new PNG({ width: 1, height: 1 });
  png.data.fill(shade);
  return new Uint8Array(PNG.sync.write(png));
};
const studio = () => useStudio.getState();
const text = (content: string) => new TextEncoder().encode(content);

/** A library of two cats as it leaves. @param shape of their codes */
const library = (shape: readonly number[]) =>
  new File(
    [
      zipSync({
        'likeness.csv': text('name,kind\r\nMöhre,photo\r\n"Ines, the ""first""",kept\r\n'),
        '1-möhre-given.png': picture(1),
        '2-ines-given.png': picture(2),
        'codes.npy': encodeNpy({ shape, values: Float32Array.from({ length: 4 }, (_, i) => i) }),
      }),
    ],
    'library.zip',
  );

beforeEach(() => {
  added.length = 0;
  useStudio.setState(useStudio.getInitialState(), true);
  studio().setModel({ model });
});

it('comes back as cats with their names, once, and its pictures are no photos', async () => {
  for (let i = 0; i < 2; i++) await addFiles([library([2, 2])]);
  expect(studio().items).toMatchObject([
    { name: 'Möhre', styles: Float32Array.of(0, 1, 0, 1) },
    { name: 'Ines, the "first"', styles: Float32Array.of(2, 3, 2, 3) },
  ]);
  expect(added).toEqual([]);
  expect(studio().notices[0]!.text).toBe('The 2 cats of “library.zip” are in your library now.');
});

it('is a zip of photos where its numbers are those of no cats', async () => {
  await addFiles([library([1, 4])]);
  expect(studio().items).toEqual([]);
  expect(added).toEqual(['1-möhre-given.png', '2-ines-given.png']);
});
