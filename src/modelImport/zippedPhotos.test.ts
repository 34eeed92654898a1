import { expect, test } from 'vitest';
import { writeZip, type ZippedFile } from '../../tools/testing/zipWriter.ts';
import { openZippedPhotos } from './zippedPhotos.ts';

const [A, B] = ['first photo', 'second photo'].map((text) => new TextEncoder().encode(text));

const open = (...files: ZippedFile[]) => openZippedPhotos(new File([new Uint8Array(writeZip(files))], 'cats.zip'));

test('gives the photos of a zip and of a zip in it, without what systems add', async () => {
  const inner = writeZip([{ name: 'in\\b.jpg', bytes: B! }]);
  for (const isDeflated of [false, true]) {
    const opened = await open(
      { name: 'cats\\a.JPG', bytes: A!, isDeflated },
      { name: '__MACOSX\\cats\\._a.JPG', bytes: A! },
      { name: 'notes.txt', bytes: A! },
      { name: 'more.zip', bytes: inner, isDeflated },
    );
    expect(opened?.leftOut).toEqual([]);
    expect(opened?.photos.map(({ name }) => name)).toEqual(['a.JPG', 'b.jpg']);
    expect(await opened!.photos[1]!.text()).toBe('second photo');
  }
});

test('takes both files of one name, and names a copy', async () => {
  const opened = await open({ name: '0.jpg', bytes: A! }, { name: 'x.jpg', bytes: B! }, { name: 'x.jpg', bytes: A! });
  expect(opened?.photos.map(({ name }) => name)).toEqual(['0.jpg', 'x.jpg']);
  expect(opened?.leftOut).toEqual(['x.jpg is a copy of another one']);
});

test('says once that files are encrypted, and gives the others', async () => {
  const locked = ['b.jpg', 'c.jpg'].map((name) => ({ name, bytes: B!, flags: 1 }));
  const opened = await open({ name: 'a.jpg', bytes: A! }, ...locked);
  expect(opened?.photos).toHaveLength(1);
  expect(opened?.leftOut).toEqual(['it is encrypted: unpack it with its password first']);
});

test('leaves out a photo whose checksum is another one', async () => {
  for (const isDeflated of [false, true]) {
    const opened = await open({ name: 'a.jpg', bytes: A! }, { name: 'b.jpg', bytes: B!, crc: 7, isDeflated });
    expect(opened?.photos.map(({ name }) => name)).toEqual(['a.jpg']);
    expect(opened?.leftOut).toEqual(['a file in it is damaged (b.jpg has another checksum than its zip says)']);
  }
});

test('leaves zips of models and of anything else to others', async () => {
  const photo = { name: 'samples.png', bytes: A! };
  expect(await open({ name: 'cats/model.json', bytes: A! }, photo)).toBeUndefined();
  expect(await open({ name: 'archive/data.pkl', bytes: A! }, photo)).toBeUndefined();
  expect(await open({ name: 'notes.txt', bytes: A! })).toBeUndefined();
  expect(await openZippedPhotos(new File(['no zip'], 'cats.zip'))).toBeUndefined();
});
