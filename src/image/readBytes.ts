import { ImageError } from './imageError.ts';

/** No photo is larger; films and archives are, and need not be read to be refused. */
const MAX_FILE_BYTES = 2 ** 29;

/** A photo's bytes. @throws ImageError 'unreadable' when it has gone or changed since it was chosen; 'tooLarge' */
export async function readBytes(file: Blob, name: string): Promise<Uint8Array<ArrayBuffer>> {
  if (file.size > MAX_FILE_BYTES) {
    const [size, limit] = [file.size, MAX_FILE_BYTES].map((bytes) => `${Math.round(bytes / 2 ** 20)} MiB`);
    throw new ImageError('tooLarge', `“${name}” is too large for a photo (${size}): the limit is ${limit}.`);
  }
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch (cause) {
    const message = `“${name}” cannot be read: it has been moved or changed, or lies in an archive. Copy it to a folder and add it from there.`;
    throw new ImageError('unreadable', message, { cause });
  }
}
