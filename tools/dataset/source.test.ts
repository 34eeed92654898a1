import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/latent/random.ts';
import { writeZip, type ZippedFile } from '../testing/zipWriter.ts';
import { openDataset } from './dataset.ts';
import { type PrepareOptions, prepareDataset } from './prepare.ts';

let root: string;
let [a, b]: [Buffer, Buffer] = [Buffer.alloc(0), Buffer.alloc(0)];

/** Noise of 16 pixels, which no other is a copy of. */
async function noise(seed: number): Promise<Buffer> {
  const random = seededRandom(seed);
  const data = Buffer.from(Array.from({ length: 16 * 16 * 3 }, () => 256 * random()));
  return sharp(data, { raw: { width: 16, height: 16, channels: 3 } })
    .jpeg({ quality: 95 })
    .toBuffer();
}

beforeAll(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'alae-source-'));
  [a, b] = [await noise(1), await noise(2)];
});
afterAll(() => rm(root, { recursive: true, force: true }));

const prepare = (input: string, options: Partial<PrepareOptions> = {}) =>
  prepareDataset({ input, out: path.join(root, 'out'), testFraction: 0, minDifference: 0.1, dryRun: true, ...options });

async function prepareZip(name: string, zip: Uint8Array) {
  await writeFile(path.join(root, name), zip);
  return prepare(path.join(root, name));
}

async function folder(name: string, files: Readonly<Record<string, Uint8Array | string>>): Promise<string> {
  const directory = path.join(root, name);
  for (const [file, bytes] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(directory, file)), { recursive: true });
    await writeFile(path.join(directory, file), bytes);
  }
  return directory;
}

describe('a zip', () => {
  const two = (): ZippedFile[] => [
    { name: 'a.jpg', bytes: a },
    { name: 'b.jpg', bytes: b, isDeflated: true },
  ];
  const inner = () => writeZip([{ name: 'inside.jpg', bytes: b }]);

  it.each<[string, () => Buffer]>([
    ['as it should be', () => writeZip(two())],
    ['with 64-bit numbers', () => writeZip(two(), { isZip64: true })],
    ['behind a program that unpacks it', () => writeZip(two(), { before: Buffer.from('#!/bin/sh\n'.repeat(9)) })],
    ['with 64-bit numbers behind a program', () => writeZip(two(), { isZip64: true, before: Buffer.alloc(99, 1) })],
    ['with bytes behind it', () => writeZip(two(), { behind: Buffer.alloc(100) })],
    ['whose comment looks like an end', () => writeZip(two(), { comment: Buffer.from(`PK\x05\x06${'x'.repeat(30)}`) })],
    ['with a deleted file', () => writeZip([{ name: 'c.jpg', bytes: Buffer.from('gone'), isDeleted: true }, ...two()])],
    [
      'with sizes behind the data, and a zip behind the pixels of a photo',
      () => writeZip([{ name: 'a.jpg', bytes: Buffer.concat([a, inner()]), isStreamed: true }, two()[1]!]),
    ],
    [
      'with what a Mac adds',
      () => writeZip([...two(), { name: '__MACOSX\\cats\\._a.jpg', bytes: Buffer.from('fork') }]),
    ],
  ])('%s gives two images', async (what, zip) => {
    const { counts, skipped } = await prepareZip(`${what}.zip`, zip());
    expect(skipped).toEqual([]);
    expect(counts.train).toBe(2);
  });

  it('gives both files of one name, and leaves a copy out by its place', async () => {
    const files = ['0.jpg', 'x.jpg', 'x.jpg'].map((name, i) => ({ name, bytes: i === 1 ? b : a }));
    const { counts, skipped } = await prepareZip('dup.zip', writeZip(files));
    expect(counts.train).toBe(2);
    expect(skipped).toEqual([{ name: 'x.jpg', filter: 'duplicate', reason: 'a copy of 0.jpg' }]);
  });

  it('reads a zip in it, whichever way it is packed, but none in that', async () => {
    for (const isDeflated of [false, true]) {
      const nested = writeZip([
        { name: 'b.jpg', bytes: b },
        { name: 'third.zip', bytes: inner() },
      ]);
      const zip = writeZip([
        { name: 'a.jpg', bytes: a },
        { name: 'in/more.zip', bytes: nested, isDeflated },
      ]);
      const { counts, skipped } = await prepareZip('nested.zip', zip);
      expect(counts.train).toBe(2);
      expect(skipped.map(({ name, kind }) => [name, kind])).toEqual([['in/more.zip/third.zip', 'foreign']]);
    }
  });

  it('reads names with backslashes, in UTF-8 said or unsaid, and of the code page of DOS', async () => {
    const names = ['cats\\a.jpg', Buffer.from([0x4b, 0x84, 0x74, ...Buffer.from('.txt')]), 'Кот.txt'];
    const files = names.map((name, i) => ({ name, bytes: i === 0 ? a : Buffer.from('text') }));
    const { skipped, counts } = await prepareZip('names.zip', writeZip(files));
    expect(counts.train).toBe(1);
    expect(skipped.map(({ name }) => name)).toEqual(['Kät.txt', 'Кот.txt']);
  });

  it('says in one sentence that it is encrypted or packed in another way', async () => {
    const all = (odd: Partial<ZippedFile>) => writeZip(two().map((file) => ({ ...file, ...odd })));
    await expect(prepareZip('enc.zip', all({ flags: 1 }))).rejects.toThrow(
      /enc\.zip is encrypted: unpack it with its password, and give --input the folder\.$/,
    );
    await expect(prepareZip('lzma.zip', all({ method: 14 }))).rejects.toThrow(/packed by LZMA.*: unpack it/);
  });

  it('leaves out the files that are encrypted, packed in another way or damaged, and says so', async () => {
    const odd: readonly Partial<ZippedFile>[] = [{ flags: 1 }, { method: 14 }, { crc: 7 }, { method: 8 }];
    const files = odd.map((what, i) => ({ name: `odd${i}.jpg`, bytes: b, ...what }));
    const { counts, skipped } = await prepareZip('odd.zip', writeZip([{ name: 'a.jpg', bytes: a }, ...files]));
    expect(counts.train).toBe(1);
    expect(skipped.map(({ kind }) => kind)).toEqual(['encrypted', 'packed', 'damaged', 'damaged']);
    expect(skipped[1]!.reason).toBe('it is packed by LZMA, not by deflate');
  });
});

describe('a folder', () => {
  it('gives images whatever they are called, and names the rest by reason', async () => {
    const png = await sharp(b).png().toBuffer();
    const gif = await sharp(await noise(3))
      .gif()
      .toBuffer();
    const tiff = await sharp(await noise(4))
      .tiff()
      .toBuffer();
    const input = await folder('mixed', {
      'a.jfif': a,
      'no extension': png,
      'c.gif': gif,
      'd.tif': tiff,
      'e.jpg_large': await noise(5),
      'in/f.zip': writeZip([{ name: 'f.jpe', bytes: await noise(6) }]),
      'empty.jpg': '',
      'page.jpg': '<!DOCTYPE html><html><body>404</body></html>',
      'list.csv': 'name,label\n',
      'broken.zip': 'PK no zip',
      'film.heic': Buffer.concat([Buffer.from([0, 0, 0, 16]), Buffer.from('ftypisomisom')]),
      '.DS_Store': 'hidden',
    });
    const { counts, skipped } = await prepare(input);
    expect(counts.train).toBe(6);
    expect(skipped.map(({ name, kind }) => [name, kind])).toEqual([
      ['broken.zip', 'damaged'],
      ['empty.jpg', 'empty'],
      ['film.heic', 'foreign'],
      ['list.csv', 'foreign'],
      ['page.jpg', 'webPage'],
    ]);
  });

  it('that links to itself is read once, and one that is linked to is read', async () => {
    const elsewhere = await folder('elsewhere', { 'b.jpg': b });
    const input = await folder('linked', { 'in/a.jpg': a });
    await symlink('..', path.join(input, 'in', 'up'));
    await symlink(elsewhere, path.join(input, 'other'));
    await symlink('/nowhere', path.join(input, 'lost.jpg'));
    const { counts, skipped } = await prepare(input, { minDifference: 0 });
    expect(counts.train).toBe(2);
    expect(skipped).toEqual([]);
  });
});

describe('an image that is not square', () => {
  const squared = async (options: Partial<PrepareOptions>) => {
    const wide = sharp({
      create: { width: 32, height: 16, channels: 4, background: { r: 0, g: 200, b: 0, alpha: 1 } },
    });
    const corner = {
      input: { create: { width: 16, height: 16, channels: 4 as const, background: '#c80000' } },
      left: 0,
      top: 0,
    };
    const clear = await wide.composite([corner]).png().toBuffer();
    const input = await folder('wide', { 'wide.png': clear });
    const out = path.join(root, 'wide-out');
    await prepareDataset({
      input,
      out,
      testFraction: 0,
      minContrast: 0,
      minDifference: 0,
      force: true,
      resolution: 16,
      ...options,
    });
    const { pixels } = await (await openDataset(out)).load('train', 16);
    const at = (row: number, column: number) => [
      ...pixels.subarray(3 * (16 * row + column), 3 * (16 * row + column) + 3),
    ];
    return { at, manifest: JSON.parse(await readFile(path.join(out, 'dataset.json'), 'utf8')) };
  };

  it('is cut, padded or stretched', async () => {
    const [red, green, blue] = [
      [200, 0, 0],
      [0, 200, 0],
      [0, 0, 255],
    ];
    const cut = await squared({});
    expect([cut.at(8, 0), cut.at(8, 15), cut.at(0, 0)]).toEqual([red, green, red]);
    const padded = await squared({ crop: 'pad', background: '#00f' });
    expect([padded.at(8, 0), padded.at(8, 15), padded.at(0, 0), padded.at(15, 15)]).toEqual([red, green, blue, blue]);
    expect(padded.manifest).toMatchObject({ crop: 'pad', background: '#00f' });
    const stretched = await squared({ crop: 'stretch' });
    expect([stretched.at(0, 0), stretched.at(15, 7), stretched.at(0, 8)]).toEqual([red, red, green]);
  });

  it('shows the background where it is transparent, and no word that is no colour is taken for one', async () => {
    const clear = sharp({ create: { width: 16, height: 16, channels: 4, background: { r: 9, g: 9, b: 9, alpha: 0 } } });
    const input = await folder('clear', { 'clear.png': await clear.png().toBuffer() });
    const out = path.join(root, 'clear-out');
    await prepareDataset({ input, out, testFraction: 0, minContrast: 0, background: '#204060' });
    const { pixels } = await (await openDataset(out)).load('train', 4);
    expect([...pixels.subarray(0, 3)]).toEqual([0x20, 0x40, 0x60]);
    await expect(prepare(input, { background: 'catty' })).rejects.toThrow(/“catty” is no colour: give --background/);
  });
});
