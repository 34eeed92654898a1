import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { createBudget } from '../../../src/convert/budget.ts';
import { type ByteSource, bytesSource } from '../../../src/convert/byteSource.ts';
import { CheckpointError } from '../../../src/convert/checkpointError.ts';
import { readCheckpoint } from '../../../src/convert/readCheckpoint.ts';
import { openZip, ZipError } from '../../../src/convert/zipArchive.ts';
import { readHeader } from '../../../src/image/header.ts';
import { ImageError } from '../../../src/image/imageError.ts';
import { imageRefusal, refuseHuge } from '../../../src/image/imageRefusal.ts';
import { openZippedPhotos } from '../../../src/modelImport/zippedPhotos.ts';
import { openSource } from '../../dataset/source.ts';
import { whyUnusable } from '../../dataset/unusable.ts';
import { decodePixels } from '../../io/imageFiles.ts';
import { UserError } from '../../io/userError.ts';
import { checkpointOf, concat, legacyCheckpoint, zipCheckpoint } from '../checkpointWriter.ts';
import { fixtureBytes } from '../fixtures.ts';
import { PHOTO_CASES } from '../photoCases.ts';
import { writeZip } from '../zipWriter.ts';
import { damagedBytes } from './damage.ts';
import { isOneOf, isUsed, kind, tinyWeights } from './fuzzKind.ts';

/** What a file of a few kilobytes may claim here. */
const LIMITS = { structureBytes: 16 * 2 ** 20, weightBytes: 2 ** 20 };
/** No file is read more often than this. */
const MAX_READ_FACTOR = 20;

/** Fails when a read goes outside the file, or the file is read over and over. */
function watched(bytes: Uint8Array): ByteSource {
  const source = bytesSource(bytes);
  let readBytes = 0;
  return {
    byteLength: source.byteLength,
    read: (offset, length) => {
      readBytes += length;
      const isInside = Number.isInteger(offset) && offset >= 0 && length >= 0 && offset + length <= bytes.length;
      if (!isInside) throw new Error(`read of ${length} bytes at ${offset} of ${bytes.length}`);
      if (readBytes > MAX_READ_FACTOR * bytes.length + 4096) throw new Error(`${readBytes} bytes read`);
      return source.read(offset, length);
    },
  };
}

export const readsOrRefuses = (bytes: Uint8Array): Promise<boolean> =>
  isUsed(async () => {
    const { weights } = await readCheckpoint(watched(bytes), { limits: LIMITS });
    if (Object.keys(weights).length === 0) throw new TypeError('no weights');
  }, isOneOf(CheckpointError));

export async function checkpoints() {
  const root = checkpointOf({ averaged: tinyWeights, live: tinyWeights });
  const generated = [
    concat(...legacyCheckpoint(root)),
    concat(...zipCheckpoint(root)),
    concat(...zipCheckpoint(root, { isDeflated: true, isZip64: true })),
  ];
  const recorded = [
    fixtureBytes('style16wide', 'checkpoint-legacy.pth'),
    fixtureBytes('style128', 'checkpoint-zip.pth'),
  ];
  const inputs = fc.oneof(
    { arbitrary: damagedBytes(generated), weight: 9 },
    { arbitrary: damagedBytes(recorded), weight: 1 },
  );
  return kind(inputs, readsOrRefuses);
}

/** Larger images are not decoded here: that they are decoded smaller is tried elsewhere. */
const MOST_DECODED_PIXELS = 2 ** 16;

export async function photos() {
  const cases = await Promise.all(PHOTO_CASES.map(({ bytes }) => bytes()));
  const isHeic = (bytes: Uint8Array) => readHeader(bytes)?.format === 'heic';
  const inputs = fc.oneof(
    { arbitrary: damagedBytes(cases.filter((bytes) => !isHeic(bytes))), weight: 60 },
    { arbitrary: damagedBytes(cases.filter(isHeic)), weight: 1 }, // its decoder takes a tenth of a second for each
  );
  return kind(inputs, async (bytes) => {
    const header = readHeader(bytes); // a failure of it is one of the program
    const [width, height] = header?.size ?? [0, 0];
    try {
      refuseHuge(bytes, 'photo');
      if (width * height <= MOST_DECODED_PIXELS) await decodePixels(bytes);
      return true;
    } catch (cause) {
      if (header?.format === 'bmp' && isOneOf(TypeError, RangeError)(cause)) throw cause; // decoded by the program itself
      const refusal = cause instanceof ImageError ? cause : await imageRefusal(bytes, 'photo', 'this program');
      const unusable = await whyUnusable(bytes, cause);
      return isUsed(() => Promise.reject(refusal), isOneOf(ImageError)).then(() =>
        isUsed(() => Promise.reject(new UserError(unusable.message.replaceAll('\n', ' '))), isOneOf(UserError)),
      );
    }
  });
}

export async function zips() {
  const photo = await PHOTO_CASES.find(({ name }) => name === 'photo.jpg')!.bytes();
  const text = Buffer.from('not a photo '.repeat(20));
  const files = [
    { name: 'a.jpg', bytes: photo },
    { name: 'in/b.txt', bytes: text, isDeflated: true },
  ];
  const inner = { name: 'more.zip', bytes: writeZip(files) };
  const archives = [
    writeZip(files),
    writeZip(files, { isZip64: true, before: Buffer.alloc(30, 7) }),
    writeZip(files.map((file) => ({ ...file, isStreamed: true, isDeflated: true }))),
    writeZip([...files, inner, { ...inner, name: 'packed.zip', isDeflated: true }]),
  ];
  const isOfZip = isOneOf(ZipError, CheckpointError);
  return kind(damagedBytes(archives), async (bytes) => {
    const isRead = await isUsed(async () => {
      const zip = await openZip(watched(bytes), createBudget(LIMITS.structureBytes, 'files'));
      for (const entry of zip.all) await isUsed(() => zip.read(entry, 0, entry.byteLength), isOfZip);
    }, isOfZip);
    await openZippedPhotos(new File([bytes], 'photos.zip'));
    const folder = await mkdtemp(path.join(os.tmpdir(), 'zip-'));
    try {
      const file = path.join(folder, 'photos.zip');
      await writeFile(file, bytes);
      await isUsed(async () => {
        for await (const { name } of (await openSource([file])).images()) void name;
      }, isOneOf(UserError));
    } finally {
      await rm(folder, { recursive: true });
    }
    return isRead;
  });
}
