import type { Pixels } from '../../src/image/pixels.ts';

const FILE_HEADER_BYTES = 14;
/** OS/2's first header; Windows' are 40 bytes and more. */
const CORE_HEADER_BYTES = 12;
/** From this size on a header has a mask for alpha. */
const ALPHA_HEADER_BYTES = 56;
const COMPRESSION = { none: 0, rle8: 1, rle4: 2, masks: 3, alphaMasks: 6 } as const;
const MAX_PIXELS = 2 ** 28;

interface BmpHeader {
  readonly headerBytes: number;
  readonly width: number;
  readonly height: number;
  readonly isTopDown: boolean;
  readonly bitsPerPixel: number;
  readonly compression: number;
  readonly dataOffset: number;
}

type Colour = readonly [red: number, green: number, blue: number, alpha: number];

/**
 * Decodes a BMP file of Windows or OS/2: 1, 4, 8, 16, 24 or 32 bits a pixel, run-length coded or not; sharp knows none.
 * @returns RGBA; transparent only where the header has a mask for alpha
 * @throws Error when it is damaged, or holds a JPEG or PNG file
 */
export function decodeBmp(bytes: Uint8Array): Pixels {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const header = readBmpHeader(view);
    const data = new Uint8ClampedArray(4 * header.width * header.height);
    const { compression, bitsPerPixel } = header;
    if (compression === COMPRESSION.rle8 || compression === COMPRESSION.rle4) fillRuns(view, header, data);
    else if (bitsPerPixel <= 8) fillIndexed(view, header, data);
    else fillDirect(view, header, data);
    return { width: header.width, height: header.height, data };
  } catch (cause) {
    if (cause instanceof RangeError) throw new Error('the file is cut off', { cause });
    throw cause;
  }
}

function readBmpHeader(view: DataView): BmpHeader {
  const headerBytes = view.getUint32(FILE_HEADER_BYTES, true);
  const dataOffset = view.getUint32(10, true);
  const isCore = headerBytes === CORE_HEADER_BYTES;
  const width = isCore ? view.getUint16(18, true) : view.getInt32(18, true);
  const storedHeight = isCore ? view.getUint16(20, true) : view.getInt32(22, true);
  const bitsPerPixel = view.getUint16(isCore ? 24 : 28, true);
  const compression = isCore ? COMPRESSION.none : view.getUint32(30, true);
  const height = Math.abs(storedHeight);
  if (width < 1 || height < 1 || width * height > MAX_PIXELS) throw new Error(`its size is ${width}x${height}`);
  if (![1, 2, 4, 8, 16, 24, 32].includes(bitsPerPixel)) throw new Error(`it has ${bitsPerPixel} bits a pixel`);
  if (!Object.values<number>(COMPRESSION).includes(compression)) {
    throw new Error(`its compression (${compression}) is not understood`);
  }
  return { headerBytes, width, height, isTopDown: storedHeight < 0, bitsPerPixel, compression, dataOffset };
}

/** Where row `y`, counted as stored, goes in RGBA. */
const rowStart = ({ width, height, isTopDown }: BmpHeader, y: number): number =>
  4 * width * (isTopDown ? y : height - 1 - y);

function readPalette(view: DataView, { headerBytes, bitsPerPixel, dataOffset, compression }: BmpHeader): Colour[] {
  const entryBytes = headerBytes === CORE_HEADER_BYTES ? 3 : 4;
  const start = FILE_HEADER_BYTES + headerBytes + (compression === COMPRESSION.masks && headerBytes === 40 ? 12 : 0);
  const there = Math.floor((dataOffset - start) / entryBytes);
  return Array.from({ length: Math.max(0, Math.min(2 ** bitsPerPixel, there)) }, (_, i) => {
    const at = start + i * entryBytes;
    return [view.getUint8(at + 2), view.getUint8(at + 1), view.getUint8(at), 255] as const;
  });
}

/** Indices that have no colour are black. */
const BLACK: Colour = [0, 0, 0, 255];

function fillIndexed(view: DataView, header: BmpHeader, data: Uint8ClampedArray): void {
  const { width, height, bitsPerPixel, dataOffset } = header;
  const palette = readPalette(view, header);
  const stride = rowBytes(header);
  const perByte = 8 / bitsPerPixel;
  for (let y = 0; y < height; y++) {
    const to = rowStart(header, y);
    for (let x = 0; x < width; x++) {
      const byte = view.getUint8(dataOffset + y * stride + Math.floor(x / perByte));
      const index = (byte >> (8 - bitsPerPixel * ((x % perByte) + 1))) & (2 ** bitsPerPixel - 1);
      data.set(palette[index] ?? BLACK, to + 4 * x);
    }
  }
}

/** Rows are filled up to whole groups of four bytes. */
const rowBytes = ({ width, bitsPerPixel }: BmpHeader): number => 4 * Math.ceil((width * bitsPerPixel) / 32);

function fillDirect(view: DataView, header: BmpHeader, data: Uint8ClampedArray): void {
  const { width, height, bitsPerPixel, dataOffset } = header;
  const stride = rowBytes(header);
  const masks = bitsPerPixel === 24 ? undefined : readMasks(view, header).map(channelOf);
  for (let y = 0; y < height; y++) {
    const to = rowStart(header, y);
    for (let x = 0; x < width; x++) {
      const at = dataOffset + y * stride + (x * bitsPerPixel) / 8;
      if (!masks) {
        data.set([view.getUint8(at + 2), view.getUint8(at + 1), view.getUint8(at), 255], to + 4 * x);
        continue;
      }
      const value = bitsPerPixel === 16 ? view.getUint16(at, true) : view.getUint32(at, true);
      for (let c = 0; c < 4; c++) data[to + 4 * x + c] = masks[c]!(value);
    }
  }
}

/** Bits of red, green, blue and alpha in a pixel. */
function readMasks(view: DataView, { headerBytes, bitsPerPixel, compression }: BmpHeader): number[] {
  if (compression === COMPRESSION.none) {
    return bitsPerPixel === 16 ? [0x7c00, 0x3e0, 0x1f, 0] : [0xff0000, 0xff00, 0xff, 0];
  }
  const hasAlpha = headerBytes >= ALPHA_HEADER_BYTES || compression === COMPRESSION.alphaMasks;
  return [54, 58, 62, 66].map((at, i) => (i === 3 && !hasAlpha ? 0 : view.getUint32(at, true)));
}

/** Reads one channel of a pixel, 0 to 255; without a mask it is full. */
function channelOf(mask: number): (pixel: number) => number {
  if (mask === 0) return () => 255;
  const shift = 31 - Math.clz32(mask & -mask);
  const largest = mask >>> shift;
  return (pixel) => (255 * ((pixel & mask) >>> shift)) / largest;
}

/** Runs of indices: [count, index], or 0 with the end of a row (0), of the picture (1), a jump (2), indices as such. */
function fillRuns(view: DataView, header: BmpHeader, data: Uint8ClampedArray): void {
  const { width, height, compression, dataOffset } = header;
  const palette = readPalette(view, header);
  const isNibbles = compression === COMPRESSION.rle4;
  for (let i = 3; i < data.length; i += 4) data[i] = 255;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) data.set(palette[0] ?? BLACK, rowStart(header, y) + 4 * x);
  let [at, x, y] = [dataOffset, 0, 0];
  const put = (index: number) => {
    if (x < width && y < height) data.set(palette[index] ?? BLACK, rowStart(header, y) + 4 * x);
    x++;
  };
  const indexIn = (byte: number, i: number) => (!isNibbles ? byte : i % 2 === 0 ? byte >> 4 : byte & 15);
  while (y < height && at + 1 < view.byteLength) {
    const [count, value] = [view.getUint8(at), view.getUint8(at + 1)];
    at += 2;
    if (count > 0) {
      for (let i = 0; i < count; i++) put(indexIn(value, i));
    } else if (value === 0) {
      [x, y] = [0, y + 1];
    } else if (value === 1) {
      return;
    } else if (value === 2) {
      x += view.getUint8(at);
      y += view.getUint8(at + 1);
      at += 2;
    } else {
      for (let i = 0; i < value; i++) put(indexIn(view.getUint8(at + (isNibbles ? i >> 1 : i)), i));
      at += 2 * Math.ceil((isNibbles ? Math.ceil(value / 2) : value) / 2);
    }
  }
}
