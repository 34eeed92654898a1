import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Pixels } from '../../src/image/pixels.ts';
import { NOISE_DEFAULT, type NoiseSetting } from '../../src/latent/noise.ts';
import { outputPaths } from '../commands/reconstruct.ts';
import { readPixels } from '../io/imageFiles.ts';
import { tinyModel } from '../testing/tinyModel.ts';
import { type RenderingModel, reconstructFiles, writeMixGrid, writeSampleSheet } from './rendering.ts';

/** Pixels between the images of a sheet. */
const GAP = 2;
const SIZE = 16;

let root: string;
let model: RenderingModel;
let photos: string[];
const at = (name: string) => path.join(root, name);

beforeAll(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'alae-rendering-'));
  const { files } = await tinyModel('tiny', {
    layerCount: 3,
    startChannels: 8,
    maxChannels: 16,
    latentSize: 16,
    mappingLayers: 2,
    channels: 3,
  });
  await mkdir(at('tiny'));
  for (const [file, bytes] of files) await writeFile(path.join(at('tiny'), file), bytes);
  model = { folder: at('tiny'), device: 'cpu', noise: NOISE_DEFAULT };
  photos = ['#c33', '#3c3', '#33c', '#cc3'].map((_, i) => at(`photo${i}.png`));
  for (const [i, background] of ['#c33', '#3c3', '#33c', '#cc3'].entries()) {
    const spot = { create: { width: 8, height: 8, channels: 3, background: 'black' } } as const;
    await sharp({ create: { width: 20, height: 16, channels: 3, background } })
      .composite([{ input: spot, left: 3 * i, top: i }])
      .toFile(photos[i]!);
  }
});
afterAll(() => rm(root, { recursive: true, force: true }));

/** One image of a sheet. */
function cell(sheet: Pixels, column: number, row: number): number[] {
  const [x, y] = [column * (SIZE + GAP), row * (SIZE + GAP)];
  return Array.from({ length: SIZE }, (_, line) => {
    const begin = 4 * ((y + line) * sheet.width + x);
    return [...sheet.data.subarray(begin, begin + 4 * SIZE)];
  }).flat();
}

async function reconstruction(photo: string): Promise<number[]> {
  await reconstructFiles(model, [{ input: photo, output: at('reconstruction.png') }]);
  return [...(await readPixels(at('reconstruction.png'))).data];
}

const mix = async (schema?: string, destinations = photos.slice(2)) => {
  await writeMixGrid(model, {
    sources: photos.slice(0, 2),
    destinations,
    out: at('grid.png'),
    ...(schema ? { schema } : {}),
  });
  return readPixels(at('grid.png'));
};

describe('writeMixGrid', () => {
  it('has the originals on the margins and reconstructions where nothing or everything is borrowed', async () => {
    const grid = await mix('DDD,SSS');
    expect([grid.width, grid.height]).toEqual([3 * SIZE + 2 * GAP, 3 * SIZE + 2 * GAP]);
    const original = await sharp(photos[1])
      .extract({ left: 2, top: 0, width: 16, height: 16 })
      .ensureAlpha()
      .raw()
      .toBuffer();
    expect(cell(grid, 2, 0)).toEqual([...original]);
    const [ofSource, ofDestination] = [await reconstruction(photos[1]!), await reconstruction(photos[2]!)];
    expect(ofSource).not.toEqual(ofDestination);
    expect(cell(grid, 1, 1)).toEqual(ofDestination);
    expect(cell(grid, 2, 2)).toEqual(ofSource);
  });

  it('mixes block by block, and takes the rows of the studio when no schema is given', async () => {
    const coarse = cell(await mix('SDD'), 1, 1);
    expect(coarse).not.toEqual(cell(await mix('DDS'), 1, 1));
    expect(cell(await mix(), 1, 1)).toEqual(coarse); // the studio's first row borrows the coarsest block
  });

  it('takes strengths, one row of them beside a word', async () => {
    const grid = await mix('0.5,D,D,SDD');
    expect(cell(grid, 1, 2)).toEqual(cell(await mix('SDD'), 1, 2));
    const half = cell(grid, 1, 1);
    expect(half).not.toEqual(cell(await mix('SDD'), 1, 1));
    expect(half).not.toEqual(cell(await mix('DDD'), 1, 1));
    expect(cell(await mix('1,0,0'), 1, 1)).toEqual(cell(await mix('SDD'), 1, 1));
  });

  it('says which schema does not fit', async () => {
    await expect(mix('SDDDD')).rejects.toThrow('The schema "SDDDD" must be 3 letters');
    await expect(mix('SDD,DDS,SSS')).rejects.toThrow('3 schemas for 2 destinations');
    await expect(mix('SDD', [at('nothing.png')])).rejects.toThrow(/nothing\.png cannot be read: there is no such file/);
  });
});

describe('writeSampleSheet', () => {
  const sample = async (options: { psi: number; seed: number }, noise: NoiseSetting = NOISE_DEFAULT) => {
    await writeSampleSheet({ ...model, noise }, { count: 3, out: at('sheet.png'), ...options });
    return readPixels(at('sheet.png'));
  };

  it('draws image i from seed + i; truncated to nothing, all are the average', async () => {
    const [first, second] = [await sample({ psi: 1, seed: 5 }), await sample({ psi: 1, seed: 6 })];
    expect([first.width, first.height]).toEqual([2 * SIZE + GAP, 2 * SIZE + GAP]);
    expect(cell(first, 1, 0)).toEqual(cell(second, 0, 0));
    expect(cell(first, 0, 0)).not.toEqual(cell(first, 1, 0));
    const average = await sample({ psi: 0, seed: 5 });
    expect(cell(average, 0, 0)).toEqual(cell(average, 1, 0));
    const [otherNoise, noNoise] = [
      await sample({ psi: 0, seed: 5 }, { kind: 'seeded', seed: 2 }),
      await sample({ psi: 0, seed: 5 }, { kind: 'none' }),
    ];
    expect(cell(otherNoise, 0, 0)).not.toEqual(cell(average, 0, 0));
    expect(cell(noNoise, 0, 0)).not.toEqual(cell(average, 0, 0));
  });
});

it('draws nothing for a sheet that could not be written', async () => {
  const sheet = { count: 1, psi: 1, seed: 1 };
  await expect(writeSampleSheet(model, { ...sheet, out: root })).rejects.toThrow(
    `${root} is a directory: name a file.`,
  );
  const inFile = path.join(photos[0]!, 'sheet.png');
  await expect(writeSampleSheet(model, { ...sheet, out: inFile })).rejects.toThrow(
    `${inFile} cannot be written (a file stands where a directory must be): name another place.`,
  );
});

describe('outputPaths', () => {
  it('names a file for one image, files in a directory for several', () => {
    expect(outputPaths(['a/cat.jpg'], 'seen.png')).toEqual([{ input: 'a/cat.jpg', output: 'seen.png' }]);
    expect(outputPaths(['a/cat.jpg', 'b.webp'], 'seen').map(({ output }) => output)).toEqual(
      ['cat.png', 'b.png'].map((name) => path.join('seen', name)),
    );
    expect(() => outputPaths(['a.jpg', 'b.jpg'], 'seen.png')).toThrow('seen.png is one file for 2 images');
    expect(() => outputPaths(['a/cat.jpg', 'b/cat.jpg'], 'seen')).toThrow('a/cat.jpg and b/cat.jpg would both become');
  });
});
