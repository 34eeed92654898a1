import crc32 from 'crc-32/crc32.js';
import { concatenate } from '../base/concatenate.ts';

/**
 * Text inside PNG files: an `iTXt` chunk, uncompressed UTF-8 under a keyword (PNG specification §11.3.3.4). Programs that
 * do not know the keyword show the picture all the same.
 */
const TEXT_CHUNK = 'iTXt';
const PIXELS_CHUNK = 'IDAT';
const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Bytes at the beginning of a file that tell whether it is a PNG. */
export const SIGNATURE_BYTES = SIGNATURE.length;
/** Length and type before a chunk's data, checksum after it. */
const HEAD_BYTES = 8;
const TAIL_BYTES = 4;
/** The keyword's end, no compression, its method, an empty language and an empty translation with their ends. */
const AFTER_KEYWORD = [0, 0, 0, 0, 0];

/** The file with a text under the keyword, before its pixels. @param png a whole PNG file */
export const withPngText = (png: Uint8Array, keyword: string, text: string): Uint8Array<ArrayBuffer> =>
  withChunk(png, TEXT_CHUNK, [
    new TextEncoder().encode(keyword),
    Uint8Array.from(AFTER_KEYWORD),
    new TextEncoder().encode(text),
  ]);

/**
 * The file with bytes in a chunk of its own, before its pixels.
 * @param png a whole PNG file
 * @param type four letters; the first two small ones, the third a capital (PNG specification §5.4)
 */
export const withPngData = (png: Uint8Array, type: string, data: Uint8Array): Uint8Array<ArrayBuffer> =>
  withChunk(png, type, [data]);

function withChunk(png: Uint8Array, type: string, pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const body = concatenate([new TextEncoder().encode(type), ...pieces]);
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, body.length - type.length);
  const checksum = new Uint8Array(TAIL_BYTES);
  new DataView(checksum.buffer).setInt32(0, crc32.buf(body));
  const [header] = chunksOf(png);
  if (!header) throw new Error('This is no PNG file.');
  return concatenate([png.subarray(0, header.end), length, body, checksum, png.subarray(header.end)]);
}

/** The bytes that `withPngData` put into a file, however large; null where there are none, or the file is no PNG. */
export async function pngDataOf(file: Blob, wanted: string): Promise<Blob | null> {
  const bytesOf = async (begin: number, end: number) => new Uint8Array(await file.slice(begin, end).arrayBuffer());
  if (!isPng(await bytesOf(0, SIGNATURE.length))) return null;
  for (let at = SIGNATURE.length; at + HEAD_BYTES <= file.size; ) {
    const head = await bytesOf(at, at + HEAD_BYTES);
    const type = String.fromCharCode(...head.subarray(4));
    const begin = at + HEAD_BYTES;
    const end = begin + new DataView(head.buffer).getUint32(0);
    if (type === wanted) return end <= file.size ? file.slice(begin, end) : null;
    if (type === PIXELS_CHUNK) return null;
    at = end + TAIL_BYTES;
  }
  return null;
}

/** @param head a file, or its beginning of `SIGNATURE_BYTES` or more */
export const isPng = (head: Uint8Array): boolean => SIGNATURE.every((byte, i) => head[i] === byte);

/** The text under a keyword; null where there is none, or the file is no PNG. @param png a file, or its beginning */
export function pngTextOf(png: Uint8Array, keyword: string): string | null {
  const prefix = concatenate([new TextEncoder().encode(keyword), Uint8Array.from(AFTER_KEYWORD)]);
  for (const { type, begin, end } of chunksOf(png)) {
    const data = png.subarray(begin, end - TAIL_BYTES);
    if (type === TEXT_CHUNK && prefix.every((byte, i) => data[i] === byte)) {
      return new TextDecoder().decode(data.subarray(prefix.length));
    }
  }
  return null;
}

interface Chunk {
  readonly type: string;
  /** Where its data begins, and where it ends with its checksum. */
  readonly begin: number;
  readonly end: number;
}

function* chunksOf(png: Uint8Array): Generator<Chunk> {
  if (!isPng(png)) return;
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  for (let at = SIGNATURE.length; at + HEAD_BYTES <= png.length; ) {
    const begin = at + HEAD_BYTES;
    const end = begin + view.getUint32(at) + TAIL_BYTES;
    if (end > png.length) return;
    yield { type: String.fromCharCode(...png.subarray(at + 4, begin)), begin, end };
    at = end;
  }
}
