import { expect, test } from 'vitest';
import { checkHeader } from './header.ts';
import { ImageError } from './imageError.ts';

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

test.each([
  ['png', png(320, 240), 320, 240],
  ['jpeg', jpeg, 600, 300],
  ['gif', bytes('GIF89a', [0x40, 1, 0xf0, 0]), 320, 240],
  ['webp', vp8, 320, 240],
  ['webp', vp8l, 320, 240],
  ['webp', vp8x, 320, 240],
  ['avif', avif, 320, 240],
  ['bmp', bytes('BM', new Array<number>(16).fill(0), [0x40, 1, 0, 0, 0x10, 0xff, 0xff, 0xff, 1]), 320, 240],
] as const)('%s says how large it is', (format, file, width, height) => {
  expect(checkHeader(file, 'cat')).toEqual({ format, width, height });
});

test.each([
  ['heic', bytes([0, 0, 0, 24], 'ftypheic', [0, 0, 0, 0]), /^“cat” is a HEIC photo/],
  ['notAnImage', bytes('Dear cat, how are you?'), /^“cat” is not an image/],
  ['notAnImage', bytes(), /^“cat” is not an image/],
  ['damaged', jpeg.slice(0, 200), /^“cat” is damaged or cut off/],
  ['damaged', png(3, 3).slice(0, 18), /^“cat” is damaged or cut off/],
  ['damaged', png(0, 3), /^“cat” is damaged or cut off/],
  ['tooLarge', png(20_000, 10), /^“cat” is too large \(20000 × 10 pixels\): .*12,000 pixels a side\.$/],
  ['tooLarge', png(8000, 5001), /^“cat” is too large/],
] as const)('refuses: %s', (code, file, sentence) => {
  let error: unknown;
  try {
    checkHeader(file, 'cat');
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toBeInstanceOf(ImageError);
  expect((error as ImageError).code).toBe(code);
  expect((error as ImageError).message).toMatch(sentence);
});

test('the largest image allowed is allowed', () => {
  expect(checkHeader(png(8000, 5000), 'cat').width).toBe(8000);
});
