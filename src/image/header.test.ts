import { expect, test } from 'vitest';
import { readHeader } from './header.ts';
import { refuseHuge } from './imageRefusal.ts';

const bytes = (...parts: (string | number[])[]) =>
  Uint8Array.from(
    parts.flatMap((part) => (typeof part === 'string' ? Array.from(part, (c) => c.charCodeAt(0)) : part)),
  );

const png = (width: number, height: number) => {
  const header = bytes([0x89], 'PNG\r\n\x1a\n', [0, 0, 0, 13], 'IHDR', new Array<number>(17).fill(0));
  new DataView(header.buffer).setUint32(16, width);
  new DataView(header.buffer).setUint32(20, height);
  return header;
};

/** Start, an application segment of 300 bytes that mentions a frame header in vain, Huffman tables, then the frame. */
const jpeg = bytes(
  [0xff, 0xd8, 0xff, 0xe1, 1, 46],
  new Array<number>(150).fill([0xff, 0xc0] as never).flat(),
  [0xff, 0xc4, 0, 4, 1, 1, 0xff, 0xff, 0xc2, 0, 17, 8, 1, 44, 2, 88, 3],
);

const vp8 = bytes('RIFF', [0, 0, 0, 0], 'WEBPVP8 ', [0, 0, 0, 0, 0, 0, 0, 0x9d, 1, 0x2a, 0x40, 1, 0xf0, 0]);
const vp8l = bytes('RIFF', [0, 0, 0, 0], 'WEBPVP8L', [0, 0, 0, 0, 0x2f, 0x3f, 0xc1, 0x3b, 0]);
const vp8x = bytes('RIFF', [0, 0, 0, 0], 'WEBPVP8X', [10, 0, 0, 0, 0, 0, 0, 0, 0x3f, 1, 0, 0xef, 0, 0]);
const avif = bytes(
  [0, 0, 0, 28],
  'ftypavif',
  [0, 0, 0, 0],
  'avifmif1',
  [0, 0, 0, 20],
  'ispe',
  [0, 0, 0, 0, 0, 0, 1, 64, 0, 0, 0, 240, 0, 0],
);

/** An ISO image file by its major and other brands, with the type of an item, and two sizes: a tile's and the whole. */
const brand = (major: string, others: string, item = '') =>
  bytes(
    [0, 0, 0, 16 + others.length],
    `ftyp${major}`,
    [0, 0, 0, 0],
    `${others}infe${item}ispe`,
    [0, 0, 0, 0, 0, 0, 0, 64, 0, 0, 0, 64],
    'ispe',
    [0, 0, 0, 0, 0, 0, 1, 64, 0, 0, 0, 240],
  );

test.each([
  ['png', png(320, 240), 320, 240],
  ['jpeg', jpeg, 600, 300],
  ['gif', bytes('GIF89a', [0x40, 1, 0xf0, 0]), 320, 240],
  ['webp', vp8, 320, 240],
  ['webp', vp8l, 320, 240],
  ['webp', vp8x, 320, 240],
  ['avif', avif, 320, 240],
  ['avif', brand('mif1', 'miafavif'), 320, 240],
  ['avif', brand('miaf', 'mif1', 'av01'), 320, 240],
  ['heic', brand('heic', 'mif1'), 320, 240],
  ['heic', brand('mif1', 'miaf', 'hvc1'), 320, 240],
  ['bmp', bytes('BM', new Array<number>(12).fill(0), [12, 0, 0, 0, 0x40, 1, 0xf0, 0, 1, 0, 24, 0, 0, 0]), 320, 240],
  ['bmp', bytes('BM', new Array<number>(16).fill(0), [0x40, 1, 0, 0, 0x10, 0xff, 0xff, 0xff, 1]), 320, 240],
] as const)('%s says how large it is', (format, file, width, height) => {
  expect(readHeader(file)).toEqual({ format, size: [width, height] });
});

test.each([
  ['jpeg', jpeg.slice(0, 200)],
  ['png', png(3, 3).slice(0, 18)],
  ['png', png(0, 3)],
] as const)('a %s that is cut off says no size', (format, file) => {
  expect(readHeader(file)).toEqual({ format });
});

test.each([bytes('Dear cat, how are you?'), bytes()])('what is no image has no header', (file) => {
  expect(readHeader(file)).toBeUndefined();
});

test('only images that no device holds are refused by their size', () => {
  expect(() => refuseHuge(png(12_000, 9000), 'cat')).not.toThrow();
  expect(() => refuseHuge(png(30_000, 2000), 'cat')).not.toThrow();
  expect(() => refuseHuge(png(20_000, 20_000), 'cat')).toThrow(
    '“cat” is too large (20000 × 20000 pixels): the limit is 268 megapixels.',
  );
});
