/** How much of a file `readHeader` wants to see: a photo's size may come after long metadata. */
export const HEADER_BYTES = 1 << 23;

export type ImageFormat = 'png' | 'jpeg' | 'webp' | 'gif' | 'bmp' | 'avif' | 'heic';

/** What a file's first bytes promise. */
export interface ImageHeader {
  readonly format: ImageFormat;
  /** As stored, before any rotation; left out where the header does not say it. */
  readonly size?: readonly [width: number, height: number];
}

/**
 * Tells from a file's first bytes what it is and how large. A hint, no gate: what it does not know may decode all the same.
 * @param bytes the first `HEADER_BYTES` bytes, or all there are
 */
export function readHeader(bytes: Uint8Array): ImageHeader | undefined {
  const format = formatOf(bytes);
  if (!format) return undefined;
  const size = sizeOf(format, bytes);
  return size && size[0] > 0 && size[1] > 0 ? { format, size } : { format };
}

function formatOf(bytes: Uint8Array): ImageFormat | undefined {
  if (ascii(bytes, 1, 3) === 'PNG' && bytes[0] === 0x89) return 'png';
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'jpeg';
  if (ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 4) === 'WEBP') return 'webp';
  if (/^GIF8[79]a$/.test(ascii(bytes, 0, 6))) return 'gif';
  if (ascii(bytes, 0, 2) === 'BM' && bytes.length > 26) return 'bmp';
  return ascii(bytes, 4, 4) === 'ftyp' ? isoFormat(bytes) : undefined;
}

/** The major brand may be a generic one (`mif1`, `miaf`): then the others tell, and at last how the items are coded. */
function isoFormat(bytes: Uint8Array): ImageFormat | undefined {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  const brands = ascii(bytes, 8, Math.min(Math.max(length - 8, 4), 256)).match(/.{4}/gs) ?? [];
  for (const brand of brands) {
    if (/^avi[fs]$/.test(brand)) return 'avif';
    if (/^(hei[cxms]|hev[cxms])$/.test(brand)) return 'heic';
  }
  if (!brands.some((brand) => /^(mif[12]|msf1|miaf)$/.test(brand))) return undefined;
  return findAscii(bytes, 'av01', META_SEARCH_BYTES) < 0 ? 'heic' : 'avif';
}

/** Item types and sizes stand at the start of the boxes. */
const META_SEARCH_BYTES = 1 << 16;

type Size = readonly [width: number, height: number];

function sizeOf(format: ImageFormat, bytes: Uint8Array): Size | undefined {
  try {
    return sizeReaders[format](new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), bytes);
  } catch (error) {
    if (error instanceof RangeError) return undefined; // the file ends before its size
    throw error;
  }
}

const sizeReaders: Record<ImageFormat, (view: DataView, bytes: Uint8Array) => Size | undefined> = {
  png: (view) => [view.getUint32(16), view.getUint32(20)],
  gif: (view) => [view.getUint16(6, true), view.getUint16(8, true)],
  bmp: (view) =>
    view.getUint32(14, true) === 12 // OS/2's
      ? [view.getUint16(18, true), view.getUint16(20, true)]
      : [Math.abs(view.getInt32(18, true)), Math.abs(view.getInt32(22, true))],
  jpeg: jpegSize,
  webp: webpSize,
  avif: isoSize,
  heic: isoSize,
};

/** The largest of the image spatial extents boxes: photos are stored in tiles, and with a thumbnail. */
function isoSize(view: DataView, bytes: Uint8Array): Size | undefined {
  let largest: Size | undefined;
  // Length, 'ispe', version and flags, width, height.
  for (
    let at = findAscii(bytes, 'ispe', META_SEARCH_BYTES);
    at >= 0;
    at = findAscii(bytes, 'ispe', META_SEARCH_BYTES, at + 4)
  ) {
    const size: Size = [view.getUint32(at + 8), view.getUint32(at + 12)];
    if (!largest || size[0] * size[1] > largest[0] * largest[1]) largest = size;
  }
  return largest;
}

/** Walks the segments up to the frame header (SOF0 to SOF15 without the three that are something else). */
function jpegSize(view: DataView): Size {
  let offset = 2;
  for (;;) {
    while (view.getUint8(offset) !== 0xff) offset++;
    while (view.getUint8(offset) === 0xff) offset++;
    const marker = view.getUint8(offset);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame) return [view.getUint16(offset + 6), view.getUint16(offset + 4)];
    const isAlone = marker === 0x01 || (marker >= 0xd0 && marker <= 0xd9);
    offset += isAlone ? 1 : 1 + view.getUint16(offset + 1);
  }
}

function webpSize(view: DataView, bytes: Uint8Array): Size | undefined {
  const uint24 = (offset: number) => view.getUint16(offset, true) | (view.getUint8(offset + 2) << 16);
  switch (ascii(bytes, 12, 4)) {
    case 'VP8X':
      return [uint24(24) + 1, uint24(27) + 1];
    case 'VP8L': {
      const bits = view.getUint32(21, true);
      return [(bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1];
    }
    case 'VP8 ':
      return [view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff];
    default:
      return undefined;
  }
}

const ascii = (bytes: Uint8Array, start: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(start, start + length));

/** Where `text` stands in the first `end` bytes, from `start` on; -1 where it does not. */
export function findAscii(bytes: Uint8Array, text: string, end: number, start = 0): number {
  const last = Math.min(end, bytes.length) - text.length;
  for (let i = start; i <= last; i++)
    if (bytes[i] === text.charCodeAt(0) && ascii(bytes, i, text.length) === text) return i;
  return -1;
}

/** An AVIF file under its own brand: some decoders look at the major one alone. */
export function withAvifBrand(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const copy = bytes.slice();
  copy.set([0x61, 0x76, 0x69, 0x66], 8); // 'avif'
  return copy;
}
