import { constants, type Stats } from 'node:fs';
import { access, open, readdir, readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Budget } from '../../src/convert/budget.ts';
import { openZip, type ZipArchive, type ZipEntry, ZipError } from '../../src/convert/zipArchive.ts';
import { isPhotoName, isVisible } from '../../src/image/photoNames.ts';
import type { Pixels } from '../../src/image/pixels.ts';
import { handleSource, readHead } from '../io/fileSource.ts';
import { hasCode, messageOf, pathReason, UserError } from '../io/userError.ts';
import { decodeImage, type ImageSize, readImageSize } from './decodePhoto.ts';
import { decodeImageExample, examplePixels } from './imageExample.ts';
import { finestRecords, parseRecordName } from './recordNames.ts';
import { readRecords } from './tfrecord.ts';
import { HEAD_BYTES, isImage, type SkipKind, UnusableImage, whyUnusable } from './unusable.ts';

const ARCHIVE_NAME = /\.zip$/i;

/** No file in an archive is read that is larger than this, nor a directory. */
const LARGEST_READ_BYTES = 2 ** 30;
/** What is not called an image is unpacked to see whether it is one only if it is smaller than this. */
const LARGEST_GUESS_BYTES = 64 * 2 ** 20;

/** One image, not decoded. One of `size` and `pixels` may be called, once; both fail with `UnusableImage`. */
interface SourceImage {
  /** Path inside the folder or archive, with forward slashes; for a TFRecord file with the record's number. */
  readonly name: string;
  size(): Promise<ImageSize>;
  /** Upright, and opaque: on `background`, a CSS colour, where it is transparent. */
  pixels(background: string): Promise<Pixels>;
}

/** A folder or archive of images, or TFRecord files, which can be gone through several times. */
export interface ImageSource {
  readonly name: string;
  /** What the user named, for messages. */
  readonly title: string;
  images(): AsyncIterable<SourceImage>;
}

/**
 * Opens a folder (searched through all its sub-folders) of images or of TFRecord files, a zip archive of images, or TFRecord
 * files by their names. Zips in a folder or in a zip are read as folders are, one level deep. What is neither is gone through
 * as well, so that it can be said that it was left out; hidden files are not.
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
    return () => archiveImages(input, true);
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
  const names = (await filesIn(folder)).filter(isVisible).sort();
  const image = names.find(isPhotoName);
  const records = finestRecords(names);
  if (image !== undefined && records.length > 0) {
    throw new UserError(
      `${folder} holds both images (${image}) and TFRecord files (${records[0]}): give --input a folder of one kind.`,
    );
  }
  const inFolder = (name: string): NamedFile => ({ file: path.join(folder, name), name });
  if (records.length > 0) return () => recordImages(records.map(inFolder));
  return () => fileImages(names.map(inFolder));
}

/** The files of a folder and its sub-folders, with forward slashes. Folders that links lead to are gone through, each once. */
async function filesIn(root: string): Promise<string[]> {
  const files: string[] = [];
  const seen = new Set<string>();
  async function visit(folder: string, prefix: string): Promise<void> {
    const real = await realpath(folder);
    if (seen.has(real)) return;
    seen.add(real);
    const entries = await readdir(folder, { withFileTypes: true }).catch((cause) => {
      throw new UserError(`The folder ${folder} cannot be read (${pathReason(cause)}): give --input another one.`, {
        cause,
      });
    });
    for (const entry of entries.sort((a, b) => Number(a.isSymbolicLink()) - Number(b.isSymbolicLink()))) {
      const at = path.join(folder, entry.name);
      const info = entry.isSymbolicLink() ? await stat(at).catch(() => undefined) : entry; // a link may lead nowhere
      if (info?.isDirectory()) await visit(at, `${prefix}${entry.name}/`);
      else if (info?.isFile()) files.push(prefix + entry.name);
    }
  }
  await visit(root, '');
  return files;
}

/** An image in a format of its own. @param read gives the encoded bytes, or fails where they cannot be read */
function encodedImage(name: string, read: () => Promise<Uint8Array>): SourceImage {
  const decoded = async <T>(decode: (bytes: Uint8Array) => Promise<T>): Promise<T> => {
    const bytes = await read();
    if (bytes.length === 0) throw await whyUnusable(bytes, undefined);
    return decode(bytes).catch(async (cause) => {
      throw cause instanceof UserError ? cause : await whyUnusable(bytes, cause);
    });
  };
  return {
    name,
    size: () => decoded(readImageSize),
    pixels: (background) => decoded((bytes) => decodeImage(bytes, background)),
  };
}

/** A file that is left out. */
function unusable(name: string, kind: SkipKind, reason: string): SourceImage {
  const fail = () => Promise.reject(new UnusableImage(kind, reason));
  return { name, size: fail, pixels: fail };
}

/** A file, and how its images are called. */
interface NamedFile {
  readonly file: string;
  readonly name: string;
}

async function* fileImages(files: readonly NamedFile[]): AsyncIterable<SourceImage> {
  for (const { file, name } of files) {
    const read = () =>
      readFile(file).catch((cause) => {
        throw new UnusableImage('unreadable', `it cannot be read (${pathReason(cause)})`, { cause });
      });
    if (isPhotoName(name)) yield encodedImage(name, read);
    else if (ARCHIVE_NAME.test(name)) yield* innerImages(name, archiveImages(file, false));
    else {
      const head = await readHead(file, HEAD_BYTES).catch(() => new Uint8Array());
      yield (await isImage(head)) ? encodedImage(name, read) : unusable(name, 'foreign', 'it is no image');
    }
  }
}

async function* recordImages(files: readonly NamedFile[]): AsyncIterable<SourceImage> {
  for (const { file, name } of files) {
    for await (const record of readRecords(file)) {
      yield {
        name: `${name}, record ${record.index}`,
        size: async () => decodedRecord(() => decodeImageExample(record.payload())),
        pixels: async () => decodedRecord(() => examplePixels(decodeImageExample(record.payload()))),
      };
    }
  }
}

function decodedRecord<T>(decode: () => T): T {
  try {
    return decode();
  } catch (cause) {
    throw new UnusableImage('damaged', messageOf(cause), { cause });
  }
}

/** @throws UserError when a file is no zip archive, or not a whole one */
export async function checkArchive(file: string): Promise<void> {
  const { close } = await openArchive(file);
  await close();
}

/** What an archive's directory, or one file, may claim at once; all of them together may be larger than the memory. */
const EACH_READ: Budget = {
  spend(byteLength) {
    if (byteLength <= LARGEST_READ_BYTES) return;
    throw new ZipError('damaged', `it holds something of more than ${LARGEST_READ_BYTES / 2 ** 20} MiB`);
  },
};

async function openArchive(file: string) {
  const handle = await open(file);
  try {
    const source = await handleSource(file, handle);
    return { zip: await openZip(source, EACH_READ), close: () => handle.close() };
  } catch (cause) {
    await handle.close();
    if (!(cause instanceof ZipError)) throw cause;
    throw new UserError(
      `${file} is not a whole zip archive (${cause.message}): give --input a folder or a .zip of images.`,
      { cause },
    );
  }
}

/** The images of an archive, and if `isOuter` of the archives in it. */
async function* archiveImages(file: string, isOuter: boolean): AsyncIterable<SourceImage> {
  const { zip, close } = await openArchive(file);
  try {
    yield* zippedImages(zip, isOuter);
  } finally {
    await close();
  }
}

async function* innerArchive(zip: ZipArchive, entry: ZipEntry): AsyncIterable<SourceImage> {
  yield* zippedImages(await openZip(await zip.open(entry), EACH_READ), false);
}

/** The same images, called by the archive as if it were a folder; where it cannot be opened, it is left out as a whole. */
async function* innerImages(archive: string, images: AsyncIterable<SourceImage>): AsyncIterable<SourceImage> {
  try {
    for await (const image of images) yield { ...image, name: `${archive}/${image.name}` };
  } catch (cause) {
    yield { ...unusable(archive, kindOf(cause), `this archive cannot be read (${messageOf(cause)})`) };
  }
}

/** @param isOuter whether archives in it are read */
async function* zippedImages(zip: ZipArchive, isOuter: boolean): AsyncIterable<SourceImage> {
  for (const entry of zip.all) {
    const { name, byteLength } = entry;
    if (name.endsWith('/') || !isVisible(name)) continue;
    if (isOuter && ARCHIVE_NAME.test(name)) {
      yield* innerImages(name, innerArchive(zip, entry));
      continue;
    }
    if (!isPhotoName(name) && byteLength > LARGEST_GUESS_BYTES) {
      yield unusable(name, 'foreign', 'it is no image');
      continue;
    }
    // Read before it is handed on: the archive may be closed when it is decoded.
    const read = await readEntry(zip, entry);
    if (isPhotoName(name) || (read.bytes && (await isImage(read.bytes.subarray(0, HEAD_BYTES))))) {
      yield encodedImage(name, async () => {
        if (read.bytes) return read.bytes;
        throw read.failure;
      });
    } else {
      yield unusable(name, read.failure?.kind ?? 'foreign', read.failure?.message ?? 'it is no image');
    }
  }
}

type EntryReading =
  | { readonly bytes: Uint8Array; readonly failure?: undefined }
  | { readonly bytes?: undefined; readonly failure: UnusableImage };

/** The bytes of a file in an archive, compared with their checksum. */
async function readEntry(zip: ZipArchive, entry: ZipEntry): Promise<EntryReading> {
  try {
    return { bytes: await zip.readWhole(entry) };
  } catch (cause) {
    if (cause instanceof ZipError)
      return { failure: new UnusableImage(kindOf(cause), zipReason(cause, entry), { cause }) };
    throw cause;
  }
}

const zipReason = ({ code, message }: ZipError, { name }: ZipEntry): string => {
  if (code === 'encrypted') return 'it is encrypted';
  const said = message.startsWith(`${name} `) ? message.replace(name, 'it') : message;
  return code === 'unsupported' ? said : `it is damaged (${said})`;
};

function kindOf(cause: unknown): SkipKind {
  if (!(cause instanceof ZipError)) return 'damaged';
  return cause.code === 'unsupported' ? 'packed' : cause.code;
}

/** An image file in an archive. `read` fails where it is damaged. */
interface ArchivedFile {
  readonly name: string;
  read(): Promise<Uint8Array>;
}

/**
 * The image files of a zip archive, one after another: neither it nor its images need to fit into memory together.
 * @throws UserError when the archive cannot be read
 */
export async function* archivedFiles(file: string): AsyncIterable<ArchivedFile> {
  const { zip, close } = await openArchive(file);
  try {
    for (const entry of zip.all.filter(({ name }) => isPhotoName(name))) {
      const { bytes, failure } = await readEntry(zip, entry);
      yield { name: entry.name, read: () => (bytes ? Promise.resolve(bytes) : Promise.reject(failure)) };
    }
  } finally {
    await close();
  }
}
