import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { NOISE_DEFAULT } from '../../src/latent/noise.ts';
import { decodeNpy, encodeNpy } from '../../src/latent/npy.ts';
import { readPixels } from '../io/imageFiles.ts';
import { tinyModel } from '../testing/tinyModel.ts';
import { decodeFile, encodeFiles } from './codeFiles.ts';
import { type RenderingModel, reconstructFiles } from './rendering.ts';

let root: string;
let model: RenderingModel;
const at = (...parts: string[]) => path.join(root, ...parts);

beforeAll(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'alae-codes-'));
  await mkdir(at('tiny'));
  for (const [file, bytes] of (await tinyModel('tiny')).files) await writeFile(at('tiny', file), bytes);
  model = { folder: at('tiny'), device: 'cpu', noise: NOISE_DEFAULT };
  await mkdir(at('photos', 'inside'), { recursive: true });
  for (const [name, background] of [
    ['ginger.png', '#c83'],
    ['inside/grey.png', '#888'],
  ] as const) {
    await sharp({ create: { width: 20, height: 16, channels: 3, background } }).toFile(at('photos', name));
  }
  await writeFile(at('photos', 'broken.png'), 'no picture');
}, 60_000);
afterAll(() => rm(root, { recursive: true, force: true }));

it('codes of a folder, drawn again, are the reconstructions of its photos, under their names', async () => {
  const { shape, skipped } = await encodeFiles(model, [at('photos')], at('codes.npy'));
  const codes = decodeNpy(await readFile(at('codes.npy')));
  expect(codes.shape).toEqual(shape);
  expect(shape[0]).toBe(2);
  expect(skipped).toEqual([expect.stringMatching(/^broken\.png: /)]);
  expect(await readFile(at('codes.txt'), 'utf8')).toBe('ginger.png\ninside/grey.png\n');

  expect(await decodeFile(model, at('codes.npy'), at('drawn'))).toBe(2);
  expect((await readdir(at('drawn'))).sort()).toEqual(['ginger.png', 'inside-grey.png']);
  await reconstructFiles(model, [{ input: at('photos', 'ginger.png'), output: at('ginger.png') }]);
  expect(await readPixels(at('drawn', 'ginger.png'))).toEqual(await readPixels(at('ginger.png')));
});

it('codes without names are numbered, and codes of another model are refused by name', async () => {
  const [, size] = decodeNpy(await readFile(at('codes.npy'))).shape;
  await writeFile(at('twelve.npy'), encodeNpy({ shape: [12, size!], values: new Float32Array(12 * size!) }));
  await decodeFile(model, at('twelve.npy'), at('numbered'));
  expect((await readdir(at('numbered'))).sort()).toEqual(
    Array.from({ length: 12 }, (_, i) => `${String(i + 1).padStart(2, '0')}.png`),
  );
  await writeFile(at('other.npy'), encodeNpy({ shape: [1, 3], values: new Float32Array(3) }));
  await expect(decodeFile(model, at('other.npy'), at('none'))).rejects.toThrow(
    `${at('other.npy')} is [1, 3]: this model’s codes are [N, ${size}]`,
  );
});
