import crc32 from 'crc-32/crc32.js';
import { concatenate } from '../base/concatenate.ts';

/**
 * Text inside PNG files: an `iTXt` chunk, uncompressed UTF-8 under a keyword (PNG specification §11.3.3.4). Programs that
 * do not know the keyword show the picture all the same.
 */
const TEXT_CHUNK = 'iTXt';
const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Bytes at the beginning of a file that tell whether it is a PNG. */
export const SIGNATURE_BYTES = SIGNATURE.length;
/** Length and type before a chunk's data, checksum after it. */
const HEAD_BYTES = 8;
const TAIL_BYTES = 4;
/** The keyword's end, no compression, its method, an empty language and an empty translation with their ends. */
const AFTER_KEYWORD = [0, 0, 0, 0, 0];

/** The file with a text under the keyword, before its pixels. @param png a whole PNG file */
export function withPngText(png: Uint8Array, keyword: string, text: string): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder();
  const body = encoder.encode(`${TEXT_CHUNK}${keyword}`);
  const data = concatenate([body, Uint8Array.from(AFTER_KEYWORD), encoder.encode(text)]);
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, data.length - TEXT_CHUNK.length);
  const checksum = new Uint8Array(TAIL_BYTES);
  new DataView(checksum.buffer).setInt32(0, crc32.buf(data));
  const [header] = chunksOf(png);
  if (!header) throw new Error('This is no PNG file.');
  return concatenate([png.subarray(0, header.end), length, data, checksum, png.subarray(header.end)]);
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
