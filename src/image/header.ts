import { ImageError } from './imageError.ts';

/** Images beyond either bound are refused before they are decoded: they could take the tab down. */
const MAX_IMAGE_PIXELS = 40_000_000;
const MAX_IMAGE_SIDE = 12_000;

/** How much of a file `checkHeader` wants to see: a photo's size may come after long metadata. */
export const HEADER_BYTES = 1 << 20;

interface ImageHeader {
  readonly format: 'png' | 'jpeg' | 'webp' | 'gif' | 'bmp' | 'avif';
  /** As stored, before any EXIF rotation. */
  readonly width: number;
  readonly height: number;
}

/**
 * Tells from a file's first bytes what it is and how large.
 * @param bytes the first `HEADER_BYTES` bytes, or all there are
 * @param name the file's name, for errors
 * @throws ImageError
 */
export function checkHeader(bytes: Uint8Array, name: string): ImageHeader {
  const format = formatOf(bytes);
  if (format === 'heic') {
    throw new ImageError('heic', `“${name}” is a HEIC photo, which browsers cannot open: export it as JPEG first.`);
  }
  if (!format) {
    throw new ImageError('notAnImage', `“${name}” is not an image: PNG, JPEG, WebP, AVIF, GIF and BMP are understood.`);
  }
  const size = sizeOf(format, bytes);
  if (!size || size[0] < 1 || size[1] < 1) {
    throw new ImageError('damaged', `“${name}” is damaged or cut off: it does not say how large the image is.`);
  }
  const [width, height] = size;
  if (width > MAX_IMAGE_SIDE || height > MAX_IMAGE_SIDE || width * height > MAX_IMAGE_PIXELS) {
    const limit = `${MAX_IMAGE_PIXELS / 1e6} megapixels and ${MAX_IMAGE_SIDE.toLocaleString('en')} pixels a side`;
    throw new ImageError('tooLarge', `“${name}” is too large (${width} × ${height} pixels): the limit is ${limit}.`);
  }
  return { format, width, height };
}

function formatOf(bytes: Uint8Array): ImageHeader['format'] | 'heic' | undefined {
  if (ascii(bytes, 1, 3) === 'PNG' && bytes[0] === 0x89) return 'png';
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'jpeg';
  if (ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 4) === 'WEBP') return 'webp';
  if (/^GIF8[79]a$/.test(ascii(bytes, 0, 6))) return 'gif';
  if (ascii(bytes, 0, 2) === 'BM' && bytes.length > 26) return 'bmp';
  if (ascii(bytes, 4, 4) !== 'ftyp') return undefined;
  if (/^avi[fs]$/.test(ascii(bytes, 8, 4))) return 'avif';
  return /^(hei[cxms]|hev[cxms]|mif1|msf1)$/.test(ascii(bytes, 8, 4)) ? 'heic' : undefined;
}

type Size = readonly [width: number, height: number];

function sizeOf(format: ImageHeader['format'], bytes: Uint8Array): Size | undefined {
  try {
    return sizeReaders[format](new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), bytes);
  } catch (error) {
    if (error instanceof RangeError) return undefined; // the file ends before its size
    throw error;
  }
}

const sizeReaders: Record<ImageHeader['format'], (view: DataView, bytes: Uint8Array) => Size | undefined> = {
  png: (view) => [view.getUint32(16), view.getUint32(20)],
  gif: (view) => [view.getUint16(6, true), view.getUint16(8, true)],
  bmp: (view) => [Math.abs(view.getInt32(18, true)), Math.abs(view.getInt32(22, true))],
  jpeg: jpegSize,
  webp: webpSize,
  avif(view, bytes) {
    // The image spatial extents box: length, 'ispe', version and flags, width, height.
    for (let i = 8; i + 16 < bytes.length; i++) {
      if (ascii(bytes, i, 4) === 'ispe') return [view.getUint32(i + 8), view.getUint32(i + 12)];
    }
    return undefined;
  },
};

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
