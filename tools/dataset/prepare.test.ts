import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { zipSync } from 'fflate';
import sharp, { type Color, type Sharp } from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/latent/random.ts';
import { type Dataset, type ImageArray, openDataset } from './dataset.ts';
import { FILTER_DEFAULTS, findDuplicates, NO_FILTERS, signatureOf } from './filters.ts';
import { type PrepareOptions, prepareDataset } from './prepare.ts';

let root: string;
let input: string;

/** A smooth picture whose pixels depend on the seed: survives JPEG nearly unchanged. */
function picture(seed: number, width: number, height: number, channels: 3 | 4 = 3) {
  const random = seededRandom(seed);
  const waves = Array.from({ length: 3 }, () => ({ x: random() / 8, y: random() / 8, phase: 6 * random() }));
  const data = Buffer.alloc(width * height * channels, 255);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      waves.forEach((wave, c) => {
        data[(y * width + x) * channels + c] = 128 + 100 * Math.sin(wave.x * x + wave.y * y + wave.phase);
      });
    }
  }
  return sharp(data, { raw: { width, height, channels } });
}

/** Left half red, right half blue. */
const redAndBlue = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#00f' } }).composite([
    { input: { create: { width: width / 2, height, channels: 3, background: '#f00' } }, left: 0, top: 0 },
  ]);

beforeAll(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'alae-prepare-'));
  input = path.join(root, 'pictures');
  await mkdir(path.join(input, 'more'), { recursive: true });
  for (let i = 0; i < 8; i++)
    await picture(i, 32, 32)
      .png()
      .toFile(path.join(input, `plain${i}.png`));
  await picture(8, 40, 32)
    .jpeg({ quality: 95 })
    .toFile(path.join(input, 'more', 'wide.JPG'));
  await picture(9, 32, 50)
    .webp({ quality: 95 })
    .toFile(path.join(input, 'more', 'tall.webp'));
  const whole = await picture(10, 32, 32).png().toBuffer();
  await writeFile(path.join(input, 'cut-short.png'), whole.subarray(0, whole.length / 2));
  await writeFile(path.join(input, 'no-image.jpg'), 'This is text.');
  await writeFile(path.join(input, 'notes.txt'), 'Not an image, and not named like one.');
});
afterAll(() => rm(root, { recursive: true, force: true }));

const prepare = async (out: string, options: Partial<PrepareOptions> = {}): Promise<Dataset> => {
  await prepareDataset({ input, out: path.join(root, out), ...NO_FILTERS, ...options });
  return openDataset(path.join(root, out));
};

/** The images of an array as strings, so that sets of them can be compared. */
const images = ({ count, pixels }: ImageArray): string[] => {
  const length = pixels.length / count;
  return Array.from({ length: count }, (_, i) =>
    Buffer.from(pixels.subarray(i * length, (i + 1) * length)).toString('hex'),
  );
};

describe('prepareDataset', () => {
  it('keeps every good image once, names the broken ones, and sets a test split apart', async () => {
    const { manifest, load } = await prepare('all', { testFraction: 0.2 });
    expect(manifest).toMatchObject({ counts: { train: 8, test: 2 }, resolutions: [4, 8, 16, 32], source: 'pictures' });
    expect(manifest.skipped.map(({ name }) => name)).toEqual(['cut-short.png', 'no-image.jpg', 'notes.txt']);
    const found = [...images(await load('train', 32)), ...images(await load('test', 32))];
    expect(new Set(found).size).toBe(10);
    for (let i = 0; i < 8; i++) expect(found).toContain((await picture(i, 32, 32).raw().toBuffer()).toString('hex'));
  });

  it('makes each resolution the 2x2 average of the one above, ties to even', async () => {
    const { load } = await prepare('levels');
    for (const resolution of [16, 8, 4]) {
      const fine = await load('train', 2 * resolution);
      const coarse = await load('train', resolution);
      const at = (i: number, y: number, x: number, c: number) =>
        fine.pixels[((i * fine.resolution + y) * fine.resolution + x) * 3 + c]!;
      const expected = Uint8Array.from({ length: coarse.pixels.length }, (_, index) => {
        const c = index % 3;
        const x = Math.floor(index / 3) % resolution;
        const y = Math.floor(index / 3 / resolution) % resolution;
        const i = Math.floor(index / 3 / resolution ** 2);
        const mean =
          (at(i, 2 * y, 2 * x, c) +
            at(i, 2 * y + 1, 2 * x, c) +
            at(i, 2 * y, 2 * x + 1, c) +
            at(i, 2 * y + 1, 2 * x + 1, c)) /
          4;
        return mean % 1 === 0.5 ? 2 * Math.round(mean / 2) : Math.round(mean);
      });
      expect(Buffer.compare(coarse.pixels, expected)).toBe(0);
    }
  });

  it('keeps the centre of images that are not square', async () => {
    const only = path.join(root, 'one');
    await mkdir(only);
    await picture(3, 48, 32).png().toFile(path.join(only, 'wide.png'));
    const { load } = await prepare('centre', { input: only, testFraction: 0 });
    const expected = await picture(3, 48, 32).extract({ left: 8, top: 0, width: 32, height: 32 }).raw().toBuffer();
    expect(Buffer.compare((await load('train', 32)).pixels, expected)).toBe(0);
  });

  it('cuts the square asked for and skips images too small for it', async () => {
    const crop = { x: 2, y: 30, width: 16, height: 16 };
    const { manifest, load } = await prepare('crop', { crop, testFraction: 0 });
    expect(manifest.counts.train).toBe(1);
    expect(manifest.skipped).toHaveLength(12);
    expect(manifest.skipped).toContainEqual({
      name: 'plain0.png',
      kind: 'small',
      reason: 'it is 32x32, too small for the crop',
    });
    const tall = await sharp(path.join(input, 'more', 'tall.webp'))
      .extract({ left: 2, top: 30, width: 16, height: 16 })
      .raw()
      .toBuffer();
    expect(Buffer.compare((await load('train', 16)).pixels, tall)).toBe(0);
  });

  it('turns photographs upright before it crops', async () => {
    const turned = path.join(root, 'turned');
    await mkdir(turned);
    const photo = await redAndBlue(64, 32).png().toBuffer(); // red on the left, shown with red above
    await sharp(photo).withMetadata({ orientation: 6 }).jpeg({ quality: 100 }).toFile(path.join(turned, 'photo.jpg'));
    const { load } = await prepare('upright', { input: turned, testFraction: 0 });
    const { pixels } = await load('train', 4);
    const [top, bottom] = [pixels.subarray(0, 3), pixels.subarray(-3)];
    expect(top[0]! - top[2]!).toBeGreaterThan(200);
    expect(bottom[2]! - bottom[0]!).toBeGreaterThan(200);
  });

  it('makes RGB of grey, of 16 bits and of transparent images, and grey of all when asked', async () => {
    const kinds = path.join(root, 'kinds');
    await mkdir(kinds);
    const solid = (background: Color, channels: 3 | 4 = 3) =>
      sharp({ create: { width: 8, height: 8, channels, background } });
    await solid({ r: 90, g: 90, b: 90 }).toColourspace('b-w').png().toFile(path.join(kinds, 'grey.png'));
    await solid({ r: 200, g: 10, b: 30 }).toColourspace('rgb16').png().toFile(path.join(kinds, 'deep.png'));
    await solid({ r: 1, g: 2, b: 3, alpha: 0 }, 4).png().toFile(path.join(kinds, 'clear.png'));
    const colours = async (channels: 1 | 3) => {
      const { load } = await prepare(`kinds${channels}`, { input: kinds, testFraction: 0, channels });
      const { pixels, count } = await load('train', 4);
      return Array.from({ length: count }, (_, i) => [
        ...pixels.subarray(i * 16 * channels, i * 16 * channels + channels),
      ]).sort();
    };
    expect(await colours(3)).toEqual([
      [200, 10, 30],
      [255, 255, 255],
      [90, 90, 90],
    ]);
    const grey = await colours(1);
    expect(grey).toContainEqual([90]);
    expect(grey).toContainEqual([255]);
  });

  it('gives the same bytes for the same seed, from a folder and from its archive; others for another seed', async () => {
    const names = (await readdir(input, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
    const files = names.map((entry) => path.join(entry.parentPath, entry.name)).reverse();
    const contents: [string, Uint8Array][] = [];
    for (const file of files) contents.push([path.relative(input, file), await readFile(file)]);
    await writeFile(path.join(root, 'pictures.zip'), zipSync(Object.fromEntries(contents)));
    const hashes = (dataset: Dataset) => dataset.manifest.shards.map(({ file, sha256 }) => [file, sha256]);
    const first = hashes(await prepare('seed5', { seed: 5 }));
    expect(hashes(await prepare('seed5zip', { seed: 5, input: path.join(root, 'pictures.zip') }))).toEqual(first);
    expect(hashes(await prepare('seed6', { seed: 6 }))).not.toEqual(first);
  });

  it('keeps an image on its side of the split whatever other images and filters there are', async () => {
    const half = { testFraction: 0.5, seed: 3 };
    const all = await prepare('sides', half);
    const fewer = path.join(root, 'fewer');
    await mkdir(fewer);
    for (const i of [1, 2, 3, 5, 7]) {
      const name = i === 7 ? 'afhq_plain7.png' : `plain${i}.png`; // AFHQ's prefix changes nothing
      await writeFile(path.join(fewer, name), await readFile(path.join(input, `plain${i}.png`)));
    }
    await writeFile(path.join(fewer, 'a-copy.png'), await readFile(path.join(input, 'plain2.png')));
    const some = await prepare('fewer-sides', { ...half, input: fewer, ...FILTER_DEFAULTS });
    expect(some.manifest.skipped.map(({ filter }) => filter)).toEqual(['duplicate']);
    expect(some.manifest.testSplit).toEqual({ by: 'hash', seed: 3, fraction: 0.5 });
    const sideOf = async ({ manifest, load }: Dataset) => {
      const sides = new Map<string, string>();
      for (const split of ['train', 'test'] as const) {
        expect(manifest.counts[split]).toBeGreaterThan(0);
        for (const image of images(await load(split, 32))) sides.set(image, split);
      }
      return sides;
    };
    const whole = await sideOf(all);
    const pixels = async (i: number) => (await picture(i, 32, 32).raw().toBuffer()).toString('hex');
    const found = await sideOf(some);
    for (const i of [1, 3, 5, 7]) expect(found.get(await pixels(i))).toBe(whole.get(await pixels(i)));
    const other = await sideOf(await prepare('other-sides', { ...half, seed: 4 }));
    expect([...whole].some(([image, side]) => other.get(image) !== side)).toBe(true);
  });

  it('sets apart the images that a list names, and says of the list how long it is and its hash', async () => {
    const list = async (name: string, lines: string[]) => {
      const file = path.join(root, name);
      await writeFile(file, lines.join('\n'));
      return file;
    };
    const testNames = await list('names.txt', ['plain3.png', 'afhq_plain5.png', 'more/wide.JPG', 'elsewhere.jpg', '']);
    const { manifest, load } = await prepare('named', { testNames });
    expect(manifest.counts).toEqual({ train: 7, test: 3 });
    const names = ['elsewhere.jpg', 'more/wide.JPG', 'plain3.png', 'plain5.png'];
    const sha256 = createHash('sha256').update(names.join('\n')).digest('hex');
    expect(manifest.testSplit).toEqual({ by: 'names', count: 4, sha256 });
    const test = images(await load('test', 32));
    for (const i of [3, 5]) expect(test).toContain((await picture(i, 32, 32).raw().toBuffer()).toString('hex'));
    const sameList = await list('again.txt', ['wide.JPG', ' plain5.png\r', 'plain3.png', 'plain3.png']);
    const again = await prepare('named-again', { testNames: sameList });
    expect(images(await again.load('test', 32))).toEqual(test); // by base name too, in any order
    const failure = async (file: string) => prepare('never', { testNames: file });
    await expect(failure(path.join(root, 'no-list'))).rejects.toThrow(/The list .*no-list cannot be read/);
    await expect(failure(await list('empty.txt', ['', ' ']))).rejects.toThrow(/empty\.txt names no image/);
    await expect(failure(await list('foreign.txt', ['dog.png']))).rejects.toThrow(
      /names none of the 10 images of .*pictures, which are called as .* is: give a list of their names\.$/,
    );
  });

  it('divides the training images into folds that load together', async () => {
    const { manifest, load } = await prepare('folds', { folds: 4, testFraction: 0 });
    const counts = manifest.shards.filter(({ split, resolution }) => split === 'train' && resolution === 8);
    expect(counts.map(({ count }) => count)).toEqual([3, 2, 3, 2]);
    expect(images(await load('train', 8))).toEqual(
      images(await (await prepare('one-fold', { testFraction: 0 })).load('train', 8)),
    );
  });

  it('lets one small image go rather than shrink all the others', async () => {
    const mixed = path.join(root, 'mixed');
    await mkdir(mixed);
    for (let i = 0; i < 20; i++)
      await picture(i, 20, 20)
        .png()
        .toFile(path.join(mixed, `${i}.png`));
    await picture(20, 10, 10).png().toFile(path.join(mixed, 'small.png'));
    const { manifest } = await prepare('mixed-out', { input: mixed });
    expect(manifest.resolutions).toEqual([4, 8, 16]);
    expect(manifest.skipped).toEqual([
      { name: 'small.png', kind: 'small', reason: 'its square of 10 pixels is smaller than 16' },
    ]);
  });

  it('leaves out what is dark, flat or a copy of another image, and says of each why', async () => {
    const noisy = path.join(root, 'noisy');
    await mkdir(noisy);
    const save = (name: string, image: Sharp) => image.png().toFile(path.join(noisy, name));
    for (let i = 0; i < 6; i++) await save(`good${i}.png`, picture(i, 64, 64));
    await save('dark.png', sharp(await picture(6, 64, 64).png().toBuffer()).linear(0.1, 0));
    await save('flat.png', sharp(await picture(7, 64, 64).png().toBuffer()).linear(0.05, 120));
    const good = await picture(3, 64, 64).png().toBuffer();
    await writeFile(path.join(noisy, 'z-compressed.jpg'), await sharp(good).jpeg({ quality: 60 }).toBuffer());
    await save(
      'z-cut.png',
      sharp(await sharp(good).extract({ left: 1, top: 1, width: 62, height: 62 }).toBuffer()).resize(64),
    );
    const options = { input: noisy, testFraction: 0, ...FILTER_DEFAULTS };
    const planned = await prepareDataset({ ...options, out: path.join(root, 'filtered'), dryRun: true });
    const { manifest } = await prepare('filtered', options);
    expect(planned).toEqual({ ...manifest, shards: [] });
    expect(manifest.counts.train).toBe(6);
    expect(manifest.skipped).toEqual([
      { name: 'dark.png', filter: 'dark', reason: expect.stringMatching(/^too dark: its mean brightness is 1\d\.\d$/) },
      {
        name: 'flat.png',
        filter: 'flat',
        reason: expect.stringMatching(/^without contrast: its brightness varies by [1-5]\./),
      },
      { name: 'z-compressed.jpg', filter: 'duplicate', reason: 'a copy of good3.png' },
      { name: 'z-cut.png', filter: 'duplicate', reason: 'a copy of good3.png' },
    ]);
    const all = await prepare('unfiltered', { input: noisy, testFraction: 0 });
    expect(all.manifest.counts.train).toBe(10);
  });

  it('finds the copies that comparing every pair would find, in any order', () => {
    const random = seededRandom(11);
    const images = Array.from({ length: 60 }, (_, i) => {
      const base = seededRandom(i % 40); // the last 20 are noisy copies of the first
      const noise = i < 40 ? 0 : 40 * random();
      const pixels = Uint8Array.from({ length: 16 * 16 * 3 }, () => 60 + 120 * base() + noise * (random() - 0.5));
      return signatureOf(String(i).padStart(2, '0'), pixels, 16, 3);
    });
    const distance = (a: Uint8Array, b: Uint8Array) =>
      Math.sqrt(a.reduce((sum, value, i) => sum + (value - b[i]!) ** 2, 0) / a.length);
    const expected = images.slice(40).filter((copy, i) => {
      const original = images[i]!;
      return distance(copy.fine, original.fine) <= 0.25 * Math.max(copy.deviation, original.deviation);
    });
    expect(expected.length).toBeGreaterThan(5);
    expect(expected.length).toBeLessThan(20);
    const found = findDuplicates(images.toReversed(), { minDifference: 0.25 });
    const nameAt = (place: number) => images.at(-1 - place)!.name; // they were given in reverse
    expect([...found.keys()].map(nameAt)).toEqual(expected.map(({ name }) => name));
    for (const [copy, original] of found) expect(Number(nameAt(original))).toBe(Number(nameAt(copy)) - 40);
  });

  it('refuses to write over anything, and leaves nothing behind when it fails', async () => {
    await prepare('taken', { seed: 1 });
    const before = await readFile(path.join(root, 'taken', 'dataset.json'), 'utf8');
    await expect(prepare('taken')).rejects.toThrow(
      /taken already holds a data set: give --out another name, or --force/,
    );
    await expect(prepare('pictures', { force: true })).rejects.toThrow(/pictures is not empty and not a data set/);
    await expect(prepare('taken', { force: true, folds: 50 })).rejects.toThrow(/leaves 9 training images for 50 folds/);
    expect(await readFile(path.join(root, 'taken', 'dataset.json'), 'utf8')).toBe(before);
    expect((await prepare('taken', { force: true, seed: 2 })).manifest.seed).toBe(2);
    expect((await readdir(root)).filter((name) => name.includes('partial'))).toEqual([]);
  });

  it('says what is wrong with the input', async () => {
    const empty = path.join(root, 'empty');
    await mkdir(empty);
    await writeFile(path.join(root, 'half.zip'), (await readFile(path.join(root, 'pictures.zip'))).subarray(0, 9000));
    const failure = (from: string) => prepare('never', { input: path.join(root, from) });
    await expect(failure('nowhere')).rejects.toThrow(/There is no folder or archive .*nowhere/);
    await expect(failure('empty')).rejects.toThrow(/empty holds no image: expected PNG, JPEG, WebP/);
    await expect(failure('half.zip')).rejects.toThrow(/half\.zip is not a whole zip archive/);
    await expect(prepare('never', { resolution: 64 })).rejects.toThrow(/None of the 11 images .* can be used/);
  });
});
