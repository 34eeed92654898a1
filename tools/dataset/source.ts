import { createReadStream } from 'node:fs';
import { open, readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { Unzip, UnzipInflate } from 'fflate';
import { hasCode, messageOf, UserError } from '../userError.ts';

const IMAGE_NAME = /\.(png|jpe?g|webp)$/i;
const END_OF_CENTRAL_DIRECTORY = Buffer.from('PK\x05\x06', 'latin1');
/** The end record is 22 bytes and a comment of at most 65,535. */
const LONGEST_ARCHIVE_END = 22 + 0xffff;

/** One image file, not decoded. `read` may be called once, and fails for a file that cannot be read. */
export interface EncodedImage {
  /** Path inside the folder or archive, with forward slashes. */
  readonly name: string;
  read(): Promise<Uint8Array>;
}

/** A folder or archive of images, which can be gone through several times. */
export interface ImageSource {
  readonly name: string;
  images(): AsyncIterable<EncodedImage>;
}

/**
 * Opens a folder (searched through all its sub-folders) or a zip archive of PNG, JPEG and WebP images.
 * @throws UserError when there is no such folder or archive
 */
export async function openSource(input: string): Promise<ImageSource> {
  const info = await stat(input).catch((cause) => {
    if (!hasCode(cause, 'ENOENT')) throw cause;
    throw new UserError(`There is no folder or archive ${input}: give --input the path of your images.`, { cause });
  });
  const name = path.basename(path.resolve(input));
  if (info.isDirectory()) return { name, images: () => folderImages(input) };
  await checkArchive(input, info.size);
  return { name, images: () => archiveImages(input) };
}

const isImageName = (name: string): boolean =>
  IMAGE_NAME.test(name) && !name.split('/').some((part) => part.startsWith('.') || part === '__MACOSX');

async function* folderImages(folder: string): AsyncIterable<EncodedImage> {
  const names = await readdir(folder, { recursive: true });
  for (const name of names.map((each) => each.split(path.sep).join('/')).sort()) {
    if (isImageName(name)) yield { name, read: () => readFile(path.join(folder, name)) };
  }
}

async function checkArchive(file: string, size: number): Promise<void> {
  const handle = await open(file);
  try {
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

/** Streams the archive, so that neither it nor its images need to fit into memory. */
async function* archiveImages(file: string): AsyncIterable<EncodedImage> {
  let ready: EncodedImage[] = [];
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
