import { readdirSync } from 'node:fs';
import path from 'node:path';
import sharp, { type OverlayOptions } from 'sharp';
import { type CropBox, overlap } from '../../src/image/crop.ts';
import type { Pixels } from '../../src/image/pixels.ts';
import { seededRandom } from '../../src/latent/random.ts';

/** Square pictures of whole heads, all framed alike. */
export interface Heads {
  readonly folder: string;
  readonly files: readonly string[];
  /** Pixels per side. */
  readonly size: number;
  /** Where the face is in each. */
  readonly face: CropBox;
}

/** A head somewhere in a larger picture. */
interface Scene {
  readonly photo: Pixels;
  /** Where its face is now. */
  readonly truth: Required<CropBox>;
}

/** The page's sample cats. */
export const SAMPLE_HEADS: Heads = {
  folder: 'public/samples',
  files: filesOf('public/samples', '.webp'),
  size: 320,
  face: { left: 59, top: 79, size: 202 },
};

/** The files of a folder with a name that ends so, in the order of their names. */
export function filesOf(folder: string, ending: string): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(ending))
    .sort();
}

/** Frames that overlap by this much (intersection over union) are the same to the eye. */
const HIT = 0.6;

/** Whether a frame is the one that a scene's face should have. */
export const isHit = (frame: CropBox | undefined | null, truth: CropBox): boolean =>
  frame != null && overlap(frame, truth) >= HIT;

/** How a head is put into a picture. */
export interface SceneOptions {
  /** The same scene for the same seed, at every size. */
  readonly seed: number;
  /** The head leans by at most this many degrees. */
  readonly maxAngle: number;
  /** The picture's, in pixels; its long side is a third longer. */
  readonly shortSide: number;
}

/** A head's side, as parts of the picture's short side. */
const HEAD_SIZES = [0.3, 0.9] as const;

/** What is handed on from step to step: compressing it would take most of the time. */
const UNCOMPRESSED = { compressionLevel: 0, adaptiveFiltering: false } as const;

type Random = () => number;

/** Puts a head at a random place, size and angle on fur, garden or noise. */
export async function pasteHead(
  heads: Heads,
  index: number,
  { seed, maxAngle, shortSide }: SceneOptions,
): Promise<Scene> {
  const random = seededRandom(1000 * seed + index);
  const longSide = Math.round((4 / 3) * shortSide);
  const [width, height] = random() < 0.5 ? [longSide, shortSide] : [shortSide, longSide];
  const ground = await [noise, fur, garden][index % 3]!(random, heads, index, width, height);
  const side = Math.round(shortSide * (HEAD_SIZES[0] + (HEAD_SIZES[1] - HEAD_SIZES[0]) * random()));
  const angle = (2 * random() - 1) * maxAngle;
  const [left, top] = [Math.round(random() * (width - side)), Math.round(random() * (height - side))];
  const head = await sharp(path.join(heads.folder, heads.files[index]!))
    .resize(side, side)
    .ensureAlpha()
    .png(UNCOMPRESSED)
    .toBuffer();
  const turned = await sharp(head)
    .rotate(angle, { background: '#0000' })
    .png(UNCOMPRESSED)
    .toBuffer({ resolveWithObject: true });
  const margin = Math.ceil((turned.info.width - side) / 2);
  // On a larger ground first: sharp puts nothing over an edge.
  const whole = await sharp(ground)
    .extend({ top: margin, bottom: margin, left: margin, right: margin, extendWith: 'mirror' })
    .composite([{ input: turned.data, left, top }])
    .png(UNCOMPRESSED)
    .toBuffer();
  const { data } = await sharp(whole)
    .extract({ left: margin, top: margin, width, height })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return {
    photo: { width, height, data: new Uint8ClampedArray(data) },
    truth: turnedBox(heads, { left, top, size: side }, angle),
  };
}

/** Where the face is in a head that was put into a place and turned about its middle. */
function turnedBox({ size, face }: Heads, place: CropBox, angle: number): Required<CropBox> {
  const scale = place.size / size;
  const [sin, cos] = [Math.sin((angle * Math.PI) / 180), Math.cos((angle * Math.PI) / 180)];
  const right = scale * (face.left + face.size / 2 - size / 2);
  const down = scale * (face.top + face.size / 2 - size / 2);
  const faceSize = scale * face.size;
  return {
    left: place.left + place.size / 2 + right * cos - down * sin - faceSize / 2,
    top: place.top + place.size / 2 + right * sin + down * cos - faceSize / 2,
    size: faceSize,
    angle,
  };
}

type Ground = (random: Random, heads: Heads, index: number, width: number, height: number) => Promise<Buffer>;

/** Colours that change coarsely and finely. */
const noise: Ground = async (random, _heads, _index, width, height) => {
  const layer = (columns: number, rows: number) =>
    sharp(Buffer.from(Array.from({ length: 3 * columns * rows }, () => Math.floor(256 * random()))), {
      raw: { width: columns, height: rows, channels: 3 },
    })
      .resize(width, height, { kernel: 'cubic' })
      .png(UNCOMPRESSED)
      .toBuffer();
  const fine = await sharp(await layer(60, 45))
    .ensureAlpha(0.5)
    .png(UNCOMPRESSED)
    .toBuffer();
  return sharp(await layer(6, 5))
    .composite([{ input: fine }])
    .png(UNCOMPRESSED)
    .toBuffer();
};

/** The forehead of another cat, enlarged. */
const fur: Ground = (random, heads, index, width, height) =>
  sharp(another(random, heads, index))
    .extract(part(heads.size, 0.35, 0.03, 0.3, 0.22))
    .resize(width, height, { fit: 'fill' })
    .png(UNCOMPRESSED)
    .toBuffer();

/** What is below another cat's face, several times. */
const garden: Ground = async (random, heads, index, width, height) => {
  const tile = await sharp(another(random, heads, index))
    .extract(part(heads.size, 0, 0.78, 1, 0.22))
    .resize(Math.ceil(width / 2), Math.ceil(height / 3), { fit: 'fill' })
    .png(UNCOMPRESSED)
    .toBuffer();
  const tiles: OverlayOptions[] = [{ input: tile, tile: true, gravity: 'northwest' }];
  return sharp({ create: { width, height, channels: 3, background: '#507040' } })
    .composite(tiles)
    .png(UNCOMPRESSED)
    .toBuffer();
};

function another(random: Random, { folder, files }: Heads, index: number): string {
  const other = (index + 1 + Math.floor(random() * (files.length - 1))) % files.length;
  return path.join(folder, files[other]!);
}

const part = (size: number, left: number, top: number, width: number, height: number) => ({
  left: Math.round(size * left),
  top: Math.round(size * top),
  width: Math.round(size * width),
  height: Math.round(size * height),
});
