import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Manifest } from '../dataset/manifest.ts';
import { prepareDataset } from '../dataset/prepare.ts';
import { describeFewImages, growCommand } from './grow.ts';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'alae-grow-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

const grow = (input: string, name: string) =>
  growCommand.parseAsync(
    [
      input,
      '--out',
      path.join(root, 'runs', name),
      '--data',
      path.join(root, 'data'),
      '--models',
      path.join(root, 'models'),
    ],
    { from: 'user' },
  );

/** A folder of images of 8 pixels: each of these colours in halves with grey, or alone. */
async function photos(name: string, count: number, isFlat = false): Promise<string> {
  const folder = path.join(root, name);
  await mkdir(folder, { recursive: true });
  for (let i = 0; i < count; i++) {
    const half = {
      create: { width: isFlat ? 1 : 4, height: isFlat ? 1 : 8, channels: 3 as const, background: '#808080' },
    };
    const image = sharp({ create: { width: 8, height: 8, channels: 3, background: isFlat ? '#808080' : '#ff2010' } });
    await image
      .composite([{ input: half, left: 0, top: 0 }])
      .png()
      .toFile(path.join(folder, `${i}.png`));
  }
  return folder;
}

describe('growing says before anything is trained', () => {
  it('that a model of that name is not of this run', async () => {
    await mkdir(path.join(root, 'models', 'taken'), { recursive: true });
    await writeFile(path.join(root, 'models', 'taken', 'model.json'), '{}');
    await expect(grow('/nowhere', 'taken')).rejects.toThrow(
      /taken holds a model already, and .*: give --out another name\.$/,
    );
  });

  it('that one image many times is one image', async () => {
    await expect(grow(await photos('same', 30), 'same')).rejects.toThrow(/leaves [01] training images/);
  });

  it('that images of one colour show nothing', async () => {
    await expect(grow(await photos('flat', 30, true), 'flat')).rejects.toThrow(
      /None of the 30 images .* can be used; the first is .*without contrast/,
    );
  });

  it('that prepared images are those of another folder', async () => {
    const input = await photos('mine', 1);
    const options = { minDifference: 0, testFraction: 0 };
    await prepareDataset({ input, out: path.join(root, 'data', 'shared'), ...options });
    await expect(grow(await photos('others', 1), 'shared')).rejects.toThrow(/shared holds the images of mine, not of /);
  });

  it('what to expect of few images, and why they are few', () => {
    const copies = { name: 'a', reason: '', filter: 'duplicate' } as const;
    const manifest = (train: number, skipped: number) =>
      ({ counts: { train, test: 0 }, skipped: Array(skipped).fill(copies) }) as unknown as Manifest;
    expect(describeFewImages('cats', manifest(5000, 10))).toBeUndefined();
    expect(describeFewImages('cats', manifest(5000, 6000))).toContain('6000 of 11000 are copies of others');
    expect(describeFewImages('cats', manifest(499, 0))).toMatch(/499 different images: .* learn them by heart/);
    expect(() => describeFewImages('cats', manifest(15, 90))).toThrow(
      /\(90 of 105 are copies of others\): nothing comes/,
    );
  });
});
