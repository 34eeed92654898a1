import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { decodeImage } from './decodeImage.ts';

/** What Safari's bitmaps and canvases hold. */
const MOST_PIXELS = 16_777_216;

/** What a browser is asked for. */
let asked: { resizeWidth?: number; resizeHeight?: number }[];
/** The photo as it is upright. */
let upright: { width: number; height: number };

function bitmap(width: number, height: number) {
  if (width * height > MOST_PIXELS) throw new DOMException('Cannot create ImageBitmap.', 'InvalidStateError');
  return { width, height, close() {} };
}

beforeEach(() => {
  asked = [];
  vi.stubGlobal('createImageBitmap', async (_source: Blob, options: ImageBitmapOptions) => {
    const { resizeWidth, resizeHeight } = options;
    asked.push({ ...(resizeWidth && { resizeWidth }), ...(resizeHeight && { resizeHeight }) });
    const width = resizeWidth ?? upright.width;
    return bitmap(width, resizeHeight ?? Math.round((width * upright.height) / upright.width));
  });
  vi.stubGlobal(
    'OffscreenCanvas',
    class {
      constructor(width: number, height: number) {
        bitmap(width, height);
      }
      getContext() {
        // No pixels: here it is about their number.
        return { fillRect() {}, drawImage() {}, getImageData: () => ({ data: new Uint8ClampedArray() }) };
      }
    },
  );
});

afterEach(() => vi.unstubAllGlobals());

/** The head of a PNG of that size, as it is stored. */
function photo(width: number, height: number): Blob {
  const bytes = new Uint8Array(64);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]);
  const view = new DataView(bytes.buffer);
  view.setUint32(16, width);
  view.setUint32(20, height);
  return new Blob([bytes]);
}

it.each([
  [8000, 6000, 'as it stands'],
  [20_000, 1500, 'a panorama'],
])('a photo of %i × %i is decoded smaller where a bitmap holds no more, %s', async (width, height) => {
  upright = { width, height };
  const decoded = await decodeImage(photo(width, height), 'cat.png');
  expect([decoded.width, decoded.height]).toEqual([width, height]);
  const { pixels } = decoded;
  expect(pixels.width * pixels.height).toBeLessThanOrEqual(MOST_PIXELS);
  expect(pixels.width / pixels.height).toBeCloseTo(width / height, 1);
  expect(asked).toEqual([{}, { resizeWidth: 64 }, { resizeWidth: pixels.width, resizeHeight: pixels.height }]);
});

it('one that lies on its side keeps its upright shape', async () => {
  upright = { width: 6000, height: 8000 };
  const { width, height, pixels } = await decodeImage(photo(8000, 6000), 'cat.png');
  expect([width, height]).toEqual([6000, 8000]);
  expect(pixels.height / pixels.width).toBeCloseTo(8 / 6, 3);
});

it('a photo that fits is decoded once, as it is', async () => {
  upright = { width: 4000, height: 3000 };
  const { pixels } = await decodeImage(photo(4000, 3000), 'cat.png');
  expect([pixels.width, pixels.height]).toEqual([4000, 3000]);
  expect(asked).toEqual([{}]);
});
