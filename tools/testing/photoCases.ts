import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Sharp } from 'sharp';
import type { Pixels } from '../../src/image/pixels.ts';
import { loadSharp } from '../io/imageFiles.ts';

/** A file as people have them. The command line's test and the page's go through the same ones. */
export interface PhotoCase {
  readonly name: string;
  /** In the words of docs/inputs.md; several cases may be of one kind. */
  readonly kind: string;
  bytes(): Promise<Uint8Array>;
  /** Upright. */
  readonly width: number;
  readonly height: number;
  /** What the picture should be, and how far a pixel may be off; without it only both sides are compared. */
  readonly right?: { readonly pixels: Pixels; readonly within: number };
}

const WIDTH = 48;
const HEIGHT = 32;

/** Smooth colours, so that compressed files come near to it; four corners that differ, so that each way up shows. */
const SCENE = sceneOf(({ x, y }) => [40 + 3 * x, 30 + 5 * y, 220 - 2 * x - 2 * y, 255]);

type ColourAt = (place: { readonly x: number; readonly y: number }) => readonly [number, number, number, number];

function sceneOf(colourAt: ColourAt): Pixels {
  const data = new Uint8ClampedArray(4 * WIDTH * HEIGHT);
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) data.set(colourAt({ x, y }), 4 * (y * WIDTH + x));
  }
  return { width: WIDTH, height: HEIGHT, data };
}

const greyed = sceneOf(({ x, y }) => {
  const value = 20 + 3 * x + 2 * y;
  return [value, value, value, 255];
});

/** Half transparent on the left, wholly on the right: on white. */
const FADED = sceneOf(({ x, y }) => [40 + 3 * x, 30 + 5 * y, 100, x < WIDTH / 2 ? 128 : 0]);
const FADED_ON_WHITE = sceneOf(({ x, y }) =>
  x < WIDTH / 2 ? [onWhite(40 + 3 * x), onWhite(30 + 5 * y), onWhite(100), 255] : [255, 255, 255, 255],
);
function onWhite(value: number): number {
  return (128 * value + 127 * 255) / 255;
}

async function encoded({ data, width, height }: Pixels, format: (image: Sharp) => Sharp): Promise<Uint8Array> {
  const sharp = await loadSharp();
  return format(sharp(data, { raw: { width, height, channels: 4 } })).toBuffer();
}

const scene = (name: string, kind: string, format: (image: Sharp) => Sharp, within: number): PhotoCase => ({
  ...{ name, kind },
  bytes: () => encoded(SCENE, format),
  width: WIDTH,
  height: HEIGHT,
  right: { pixels: SCENE, within },
});

const fixture = (name: string, kind: string, width: number, height: number): PhotoCase => ({
  ...{ name, kind },
  bytes: () => readFile(fileURLToPath(new URL(`fixtures/photos/${name}`, import.meta.url))),
  width,
  height,
});

/** A quarter or half turn or a mirroring that EXIF tells of, so that upright it is the scene again. */
const STORED_AS: readonly ((image: Sharp) => Sharp)[] = [
  (image) => image,
  (image) => image.flop(),
  (image) => image.rotate(180),
  (image) => image.flip(),
  (image) => image.flip().rotate(90), // sharp mirrors before it turns
  (image) => image.rotate(270),
  (image) => image.flop().rotate(90),
  (image) => image.rotate(90),
];

const orientations: PhotoCase[] = STORED_AS.map((store, i) => ({
  name: `orientation${i + 1}.jpg`,
  kind: 'JPEG in each of EXIF’s orientations',
  async bytes() {
    const sharp = await loadSharp();
    const stored = await store(sharp(SCENE.data, { raw: { width: WIDTH, height: HEIGHT, channels: 4 } }))
      .png()
      .toBuffer();
    return sharp(stored)
      .jpeg({ quality: 98, chromaSubsampling: '4:4:4' })
      .withMetadata({ orientation: i + 1 })
      .toBuffer();
  },
  width: WIDTH,
  height: HEIGHT,
  right: { pixels: SCENE, within: 12 },
}));

/** Over a megabyte of segments before the picture: exposures, depths and thumbnails of phones. */
async function withLongMetadata(): Promise<Uint8Array> {
  const jpeg = await encoded(SCENE, (image) => image.jpeg({ quality: 98, chromaSubsampling: '4:4:4' }));
  const segment = Buffer.alloc(2 + 0xffff);
  segment.set([0xff, 0xe1, 0xff, 0xff]);
  return Buffer.concat([jpeg.subarray(0, 2), ...Array.from({ length: 20 }, () => segment), jpeg.subarray(2)]);
}

/** A BMP of Windows, rows from the bottom. */
function windowsBmp(bitsPerPixel: 24 | 32): Uint8Array {
  const step = bitsPerPixel / 8;
  const bmp = Buffer.alloc(54 + WIDTH * HEIGHT * step);
  bmp.write('BM', 'latin1');
  bmp.writeUInt32LE(bmp.length, 2);
  bmp.writeUInt32LE(54, 10);
  bmp.writeUInt32LE(40, 14);
  bmp.writeInt32LE(WIDTH, 18);
  bmp.writeInt32LE(HEIGHT, 22);
  bmp.writeUInt16LE(1, 26);
  bmp.writeUInt16LE(bitsPerPixel, 28);
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      const from = 4 * ((HEIGHT - 1 - y) * WIDTH + x);
      bmp.set([SCENE.data[from + 2]!, SCENE.data[from + 1]!, SCENE.data[from]!], 54 + step * (y * WIDTH + x));
    }
  }
  return bmp;
}

export const PHOTO_CASES: readonly PhotoCase[] = [
  fixture('iphone.heic', 'HEIC, as phones write it', 512, 512),
  fixture('brand-miaf.avif', 'AVIF under a generic brand', 320, 320),
  fixture('cmyk.jpg', 'JPEG in CMYK', 320, 320),
  {
    name: 'cmykProfile.jpg',
    kind: 'JPEG in CMYK',
    bytes: () =>
      encoded(SCENE, (image) =>
        image.toColourspace('cmyk').withIccProfile('cmyk').jpeg({ quality: 98, chromaSubsampling: '4:4:4' }),
      ),
    width: WIDTH,
    height: HEIGHT,
  },
  fixture('exifSideways.jpg', 'a JPEG that lies on its side', 320, 320),
  {
    ...fixture('os2.bmp', 'BMP of OS/2', 4, 4),
    right: {
      pixels: { width: 4, height: 4, data: new Uint8ClampedArray(64).map((_, i) => (i % 4 === 3 ? 255 : 200)) },
      within: 0,
    },
  },
  ...([24, 32] as const).map((bits) => ({
    name: `windows${bits}.bmp`,
    kind: 'BMP of 24 and 32 bits',
    bytes: async () => windowsBmp(bits),
    width: WIDTH,
    height: HEIGHT,
    right: { pixels: SCENE, within: 0 },
  })),
  scene('plain.png', 'PNG', (image) => image.png(), 0),
  scene('palette.png', 'PNG of a palette', (image) => image.png({ palette: true, colours: 256, dither: 0 }), 24),
  scene('sixteenBit.png', 'PNG of 16 bits a channel', (image) => image.toColourspace('rgb16').png(), 1),
  scene('lossless.webp', 'WebP', (image) => image.webp({ lossless: true }), 0),
  scene('photo.avif', 'AVIF', (image) => image.avif({ quality: 95, chromaSubsampling: '4:4:4' }), 12),
  scene('photo.jpg', 'JPEG', (image) => image.jpeg({ quality: 98, chromaSubsampling: '4:4:4' }), 12),
  scene('displayP3.png', 'in the colours of Display P3', (image) => image.withIccProfile('p3').png(), 2),
  scene(
    'displayP3.jpg',
    'in the colours of Display P3',
    (image) => image.withIccProfile('p3').jpeg({ quality: 98, chromaSubsampling: '4:4:4' }),
    12,
  ),
  {
    name: 'grey.png',
    kind: 'grey',
    bytes: () => encoded(greyed, (image) => image.toColourspace('b-w').png()),
    width: WIDTH,
    height: HEIGHT,
    right: { pixels: greyed, within: 1 },
  },
  {
    name: 'grey.jpg',
    kind: 'grey',
    bytes: () => encoded(greyed, (image) => image.toColourspace('b-w').jpeg({ quality: 98 })),
    width: WIDTH,
    height: HEIGHT,
    right: { pixels: greyed, within: 8 },
  },
  {
    name: 'greyAlpha.png',
    kind: 'grey with transparency, on white',
    bytes: () => encoded(FADED, (image) => image.toColourspace('b-w').png()),
    width: WIDTH,
    height: HEIGHT,
  },
  {
    name: 'transparent.png',
    kind: 'transparent, on white',
    bytes: () => encoded(FADED, (image) => image.png()),
    width: WIDTH,
    height: HEIGHT,
    right: { pixels: FADED_ON_WHITE, within: 2 },
  },
  {
    name: 'animated.gif',
    kind: 'an animation: its first picture',
    async bytes() {
      const sharp = await loadSharp();
      const frames = [SCENE, greyed].map(({ data }) => ({
        input: Buffer.from(data),
        raw: { width: WIDTH, height: HEIGHT, channels: 4 as const },
      }));
      const [first, second] = await Promise.all(frames.map(({ input, raw }) => sharp(input, { raw }).png().toBuffer()));
      return sharp([first!, second!], { join: { animated: true } })
        .gif({ dither: 0 })
        .toBuffer();
    },
    width: WIDTH,
    height: HEIGHT,
    right: { pixels: SCENE, within: 40 },
  },
  ...orientations,
  {
    name: 'longMetadata.jpg',
    kind: 'JPEG with more than 1 MB of metadata',
    bytes: withLongMetadata,
    width: WIDTH,
    height: HEIGHT,
    right: { pixels: SCENE, within: 12 },
  },
];

/** Files that are taken for photos, and are none, or not whole ones. */
export const REFUSED_PHOTOS: readonly Pick<PhotoCase, 'kind' | 'name' | 'bytes'>[] = [
  { kind: 'an empty file', name: 'empty.jpg', bytes: async () => new Uint8Array() },
  written('a web page that was saved as a photo', 'cat.jpg', '<!DOCTYPE html><html><head><title>Cat</title>'),
  written('a drawing in SVG', 'cat.svg', '<svg xmlns="http://www.w3.org/2000/svg"></svg>'),
  written('a PDF document', 'cat.pdf', '%PDF-1.7\n'),
  written('a text', 'cat.txt', 'This is a cat.'),
  {
    kind: 'a JPEG that was cut off',
    name: 'cut.jpg',
    bytes: async () => (await encoded(SCENE, (image) => image.jpeg())).subarray(0, 400),
  },
  { kind: 'a TIFF', name: 'scan.tif', bytes: () => encoded(SCENE, (image) => image.tiff()) },
  written('a film', 'cat.mp4', '\0\0\0\x18ftypmp42\0\0\0\0mp42isom'),
];

function written(kind: string, name: string, text: string): Pick<PhotoCase, 'kind' | 'name' | 'bytes'> {
  return { kind, name, bytes: async () => Buffer.from(text, 'latin1') };
}

/** The largest difference of a colour, 0 to 255. */
export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let largest = 0;
  for (let i = 0; i < a.length; i++) largest = Math.max(largest, Math.abs(a[i]! - b[i]!));
  return largest;
}
