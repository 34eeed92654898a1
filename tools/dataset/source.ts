import { constants, createReadStream, type Stats } from 'node:fs';
import { access, open, readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { Unzip, UnzipInflate } from 'fflate';
import type { Pixels } from '../../src/image/pixels.ts';
import { hasCode, messageOf, pathReason, UserError } from '../io/userError.ts';
import { decodeImage, type ImageSize, readImageSize } from './decodePhoto.ts';
import { decodeImageExample, examplePixels } from './imageExample.ts';
import { finestRecords, parseRecordName } from './recordNames.ts';
import { readRecords } from './tfrecord.ts';

const IMAGE_NAME = /\.(png|jpe?g|webp)$/i;
const END_OF_CENTRAL_DIRECTORY = Buffer.from('PK\x05\x06', 'latin1');
/** The end record is 22 bytes and a comment of at most 65,535. */
const LONGEST_ARCHIVE_END = 22 + 0xffff;

/** One image, not decoded. One of `size` and `pixels` may be called, once; both fail for an image that is damaged. */
interface SourceImage {
  /** Path inside the folder or archive, with forward slashes; for a TFRecord file with the record's number. */
  readonly name: string;
  size(): Promise<ImageSize>;
  /** Upright and opaque. */
  pixels(): Promise<Pixels>;
}

/** A folder or archive of images, or TFRecord files, which can be gone through several times. */
export interface ImageSource {
  readonly name: string;
  /** What the user named, for messages. */
  readonly title: string;
  images(): AsyncIterable<SourceImage>;
}

/**
 * Opens a folder (searched through all its sub-folders) of PNG, JPEG and WebP images or of TFRecord files, a zip archive
 * of images, or TFRecord files by their names.
 * @throws UserError when there is no such folder or file
 */
export async function openSource(inputs: readonly [string, ...string[]]): Promise<ImageSource> {
  const [input, ...more] = inputs;
  const infos = await Promise.all(inputs.map(inputInfo));
  const name = path.basename(path.resolve(input));
  const title = more.length === 0 ? input : `${input} and ${more.length} more`;
  return { name, title, images: await openImages(inputs, infos[0]!) };
}

async function openImages(
  [input, ...more]: readonly [string, ...string[]],
  info: Stats,
): Promise<ImageSource['images']> {
  if (more.length === 0 && info.isDirectory()) return openFolder(input);
  if (more.length === 0 && !path.basename(input).includes('.tfrecord')) {
    await checkArchive(input);
    return () => archiveImages(input);
  }
  const files = [input, ...more];
  const foreign = files.find((file) => !parseRecordName(path.basename(file)));
  if (foreign !== undefined) {
    throw new UserError(
      `${foreign} is not named like a TFRecord file of images (as cats-r06.tfrecords.000 is): give --input one folder, ` +
        'one .zip, or such files.',
    );
  }
  const records = finestRecords(files).sort();
  // Named as in their folder where they have one in common: names decide who is a test image.
  const isOneFolder = new Set(records.map((file) => path.dirname(file))).size === 1;
  return () => recordImages(records.map((file) => ({ file, name: isOneFolder ? path.basename(file) : file })));
}

async function inputInfo(input: string): Promise<Stats> {
  try {
    await access(input, constants.R_OK);
    return await stat(input);
  } catch (cause) {
    const what = hasCode(cause, 'ENOENT')
      ? `There is no folder or archive ${input}`
      : `${input} cannot be read (${pathReason(cause)})`;
    throw new UserError(`${what}: give --input the path of your images.`, { cause });
  }
}

async function openFolder(folder: string): Promise<ImageSource['images']> {
  const found = await readdir(folder, { recursive: true });
  const names = found.map((name) => name.split(path.sep).join('/')).sort();
  const images = names.filter(isImageName);
  const records = finestRecords(names.filter(isVisible));
  if (images.length > 0 && records.length > 0) {
    throw new UserError(
      `${folder} holds both images (${images[0]}) and TFRecord files (${records[0]}): give --input a folder of one kind.`,
    );
  }
  const inFolder = (name: string): NamedFile => ({ file: path.join(folder, name), name });
  if (records.length > 0) return () => recordImages(records.map(inFolder));
  return () => fileImages(images.map(inFolder));
}

const isVisible = (name: string): boolean =>
  !name.split('/').some((part) => part.startsWith('.') || part === '__MACOSX');

const isImageName = (name: string): boolean => IMAGE_NAME.test(name) && isVisible(name);

/** An image in a format of its own. @param read gives the encoded bytes, or fails where they cannot be read */
const encodedImage = (name: string, read: () => Promise<Uint8Array>): SourceImage => ({
  name,
  size: async () => readImageSize(await read()),
  pixels: async () => decodeImage(await read()),
});

/** A file, and how its images are called. */
interface NamedFile {
  readonly file: string;
  readonly name: string;
}

async function* fileImages(files: readonly NamedFile[]): AsyncIterable<SourceImage> {
  for (const { file, name } of files) yield encodedImage(name, () => readFile(file));
}

async function* recordImages(files: readonly NamedFile[]): AsyncIterable<SourceImage> {
  for (const { file, name } of files) {
    for await (const record of readRecords(file)) {
      yield {
        name: `${name}, record ${record.index}`,
        size: async () => decodeImageExample(record.payload()),
        pixels: async () => examplePixels(decodeImageExample(record.payload())),
      };
    }
  }
}

/** @throws UserError when the end of a zip archive is missing */
export async function checkArchive(file: string): Promise<void> {
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    const length = Math.min(size, LONGEST_ARCHIVE_END);
    const { buffer } = await handle.read(Buffer.alloc(length), 0, length, size - length);
    if (buffer.includes(END_OF_CENTRAL_DIRECTORY)) return;
    throw new UserError(
      `${file} is not a whole zip archive (its end is missing): give --input a folder or a .zip of images.`,
    );
  } finally {
    await handle.close();
  }
}

async function* archiveImages(file: string): AsyncIterable<SourceImage> {
  for await (const { name, read } of archivedFiles(file)) yield encodedImage(name, read);
}

/** An image file in an archive. `read` fails where it is damaged. */
interface ArchivedFile {
  readonly name: string;
  read(): Promise<Uint8Array>;
}

/**
 * The image files of a zip archive, which is streamed: neither it nor its images need to fit into memory.
 * @throws UserError when the archive cannot be read
 */
export async function* archivedFiles(file: string): AsyncIterable<ArchivedFile> {
  let ready: ArchivedFile[] = [];
  const unzip = new Unzip((entry) => {
    if (!isImageName(entry.name)) return;
    const chunks: Uint8Array[] = [];
    const { name } = entry;
    entry.ondata = (error, chunk, isLast) => {
      if (error) ready.push({ name, read: () => Promise.reject(error) });
      else chunks.push(chunk);
      if (!error && isLast) ready.push({ name, read: async () => Buffer.concat(chunks) });
    };
    try {
      entry.start();
    } catch (error) {
      ready.push({ name, read: () => Promise.reject(error) }); // a compression method that fflate does not know
    }
  });
  unzip.register(UnzipInflate);
  try {
    for await (const chunk of createReadStream(file, { highWaterMark: 1 << 18 })) {
      unzip.push(chunk as Buffer);
      const batch = ready;
      ready = [];
      yield* batch;
    }
    unzip.push(new Uint8Array(0), true);
  } catch (cause) {
    throw new UserError(`The archive ${file} cannot be read (${messageOf(cause)}): unpack it and give the folder.`, {
      cause,
    });
  }
  yield* ready;
}
