import { PHOTO_CASES } from './photoCases.ts';
import { writeZip, type ZippedFile } from './zipWriter.ts';

/** A zip of photos as people have it. */
export interface ZipCase {
  /** In the words of docs/inputs.md. */
  readonly kind: string;
  readonly bytes: () => Promise<Uint8Array>;
}

/** Two photos, one stored and one deflated. */
async function twoPhotos(): Promise<readonly [ZippedFile, ZippedFile]> {
  const [a, b] = await Promise.all(
    ['photo.jpg', 'grey.jpg'].map((name) => PHOTO_CASES.find((photo) => photo.name === name)!.bytes()),
  );
  return [
    { name: 'a.jpg', bytes: a! },
    { name: 'b.jpg', bytes: b!, isDeflated: true },
  ];
}

const zipOf = (
  kind: string,
  files: (two: readonly [ZippedFile, ZippedFile]) => readonly ZippedFile[],
  options?: Parameters<typeof writeZip>[1],
): ZipCase => ({ kind, bytes: async () => writeZip(files(await twoPhotos()), options) });

const all = (odd: Partial<ZippedFile>) => (two: readonly ZippedFile[]) => two.map((file) => ({ ...file, ...odd }));
const LETTERS = new TextEncoder();

export const ZIP_CASES: readonly ZipCase[] = [
  zipOf('of two photos', (two) => two),
  zipOf('with sizes behind the data (data descriptors)', all({ isStreamed: true })),
  zipOf('with 64-bit numbers (zip64)', (two) => two, { isZip64: true }),
  zipOf('behind a program that unpacks it', (two) => two, { before: LETTERS.encode('#!/bin/sh\n') }),
  zipOf('with bytes behind it', (two) => two, { behind: new Uint8Array(100) }),
  zipOf('with a comment that looks like an end', (two) => two, {
    comment: LETTERS.encode(`PK\x05\x06${'x'.repeat(30)}`),
  }),
  zipOf('with a deleted file', (two) => [{ name: 'c.jpg', bytes: LETTERS.encode('gone'), isDeleted: true }, ...two]),
  zipOf('with two files of one name', ([a, b]) => [a, { ...b, name: 'a.jpg' }]),
  zipOf('with a copy of a photo', ([a, b]) => [a, b, { ...a, name: 'copy.jpg' }]),
  zipOf('with backslashes, and what a Mac adds', ([a, b]) => [
    { ...a, name: 'cats\\a.jpg' },
    { ...b, name: 'cats\\b.jpg' },
    { name: '__MACOSX\\cats\\._a.jpg', bytes: LETTERS.encode('fork') },
  ]),
  zipOf('with names in DOS’s code page and in UTF-8', ([a, b]) => [
    { ...a, name: Uint8Array.of(0x4b, 0x84, 0x74, ...LETTERS.encode('.jpg')) },
    { ...b, name: 'Кот.jpg' },
  ]),
  zipOf('with a zip in it', ([a, b]) => [a, { name: 'more.zip', bytes: writeZip([b]) }]),
  zipOf('with a photo whose bytes hold a zip', ([a, b]) => [
    { ...a, bytes: Buffer.concat([a.bytes, writeZip([b])]), isStreamed: true },
    b,
  ]),
  zipOf('encrypted', all({ flags: 1 })),
  zipOf('packed by LZMA', all({ method: 14 })),
  zipOf('with one encrypted photo', ([a, b]) => [a, { ...b, flags: 1 }]),
  zipOf('with one damaged photo', ([a, b]) => [a, { ...b, crc: 7 }]),
  zipOf('with a text', ([a, b]) => [a, b, { name: 'list.txt', bytes: LETTERS.encode('a, b') }]),
  { kind: 'cut off', bytes: async () => writeZip(await twoPhotos()).subarray(0, -60) },
];
