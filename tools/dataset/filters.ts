import { halveImage } from './pyramid.ts';

/** What images must be like to be trained on; 0 turns a filter off. */
export interface Filters {
  /** Least mean of the brightness, 0 to 255: darker images are hardly images at all. */
  readonly minBrightness: number;
  /** Least standard deviation of the brightness, 0 to 127.5: flatter ones show nothing. */
  readonly minContrast: number;
  /** Least difference between two images, as a part of their contrast: closer ones count as copies. */
  readonly minDifference: number;
}

/**
 * Cautious: an image of a black cat in the dark with only its eyes to be seen has a brightness below 20, one of a black cat
 * in fair light 25; different cats that look alike differ by 0.35 of their contrast.
 */
export const FILTER_DEFAULTS: Filters = { minBrightness: 20, minContrast: 10, minDifference: 0.25 };

/** Takes every image that can be decoded. */
export const NO_FILTERS: Filters = { minBrightness: 0, minContrast: 0, minDifference: 0 };

export const FILTER_NAMES = ['dark', 'flat', 'duplicate'] as const;
export type FilterName = (typeof FILTER_NAMES)[number];

/** Why an image is left out. */
interface Rejection {
  readonly filter: FilterName;
  readonly reason: string;
}

/** Judges one image on its own. @param pixels uint8 [size, size, channels] */
export function judgeImage(pixels: Uint8Array, channels: number, filters: Filters): Rejection | undefined {
  const { mean, deviation } = brightnessOf(pixels, channels);
  if (mean < filters.minBrightness) {
    return { filter: 'dark', reason: `too dark: its mean brightness is ${mean.toFixed(1)}` };
  }
  if (deviation < filters.minContrast) {
    return { filter: 'flat', reason: `without contrast: its brightness varies by ${deviation.toFixed(1)}` };
  }
  return undefined;
}

/** Luma (Rec. 601) of one pixel. */
const luma = (pixels: Uint8Array, at: number, channels: number): number =>
  channels === 1 ? pixels[at]! : 0.299 * pixels[at]! + 0.587 * pixels[at + 1]! + 0.114 * pixels[at + 2]!;

function brightnessOf(pixels: Uint8Array, channels: number): { mean: number; deviation: number } {
  const count = pixels.length / channels;
  let [sum, squares] = [0, 0];
  for (let at = 0; at < pixels.length; at += channels) {
    const value = luma(pixels, at, channels);
    sum += value;
    squares += value * value;
  }
  const mean = sum / count;
  return { mean, deviation: Math.sqrt(Math.max(0, squares / count - mean * mean)) };
}

/** What two images are compared by. */
export interface Signature {
  readonly name: string;
  /** 2x2 averages down to 16 pixels a side, and on to 4. */
  readonly fine: Uint8Array;
  readonly coarse: Uint8Array;
  readonly mean: number;
  /** Standard deviation of `fine`. */
  readonly deviation: number;
}

const FINE_SIZE = 16;
const COARSE_SIZE = 4;

/** @param pixels uint8 [size, size, channels] */
export function signatureOf(name: string, pixels: Uint8Array, size: number, channels: number): Signature {
  const shrink = (image: Uint8Array, from: number, to: number): Uint8Array =>
    from > to ? shrink(halveImage(image, from, channels), from / 2, to) : image;
  const fine = Uint8Array.from(shrink(pixels, size, FINE_SIZE));
  const coarse = shrink(fine, Math.min(size, FINE_SIZE), COARSE_SIZE);
  const mean = fine.reduce((sum, value) => sum + value, 0) / fine.length;
  const variance = fine.reduce((sum, value) => sum + (value - mean) ** 2, 0) / fine.length;
  return { name, fine, coarse, mean, deviation: Math.sqrt(variance) };
}

/** Rounding at two levels can bring averages closer together or further apart by so much. */
const ROUNDING = 1;

/**
 * Finds images that are copies of another, also ones cut or compressed otherwise: the root mean square of their
 * difference, in small, is at most `minDifference` of their contrast. Of several copies the first by name is kept, and of
 * those of one name, as an archive may hold, the first by place in `images`.
 * Averages of two images differ no more than the images do, so that most pairs are told apart by one or a few numbers.
 * @returns for each copy its place in `images`, and that of the image that is kept
 */
export function findDuplicates(
  images: readonly Signature[],
  { minDifference }: Pick<Filters, 'minDifference'>,
): ReadonlyMap<number, number> {
  const copies = new Map<number, number>();
  if (minDifference === 0) return copies;
  const alike = new Map<number, number[]>();
  const byMean = images.map((image, place) => ({ ...image, place })).sort((a, b) => a.mean - b.mean);
  const largest = byMean.reduce((most, { deviation }) => Math.max(most, deviation), 0);
  byMean.forEach((a, i) => {
    for (let j = i + 1; j < byMean.length; j++) {
      const b = byMean[j]!;
      if (b.mean - a.mean > minDifference * largest) break;
      const limit = minDifference * Math.max(a.deviation, b.deviation);
      if (b.mean - a.mean > limit) continue;
      if (!isWithin(a.coarse, b.coarse, limit + ROUNDING) || !isWithin(a.fine, b.fine, limit)) continue;
      alike.set(a.place, [...(alike.get(a.place) ?? []), b.place]);
      alike.set(b.place, [...(alike.get(b.place) ?? []), a.place]);
    }
  });
  const byName = images.map((_, place) => place).sort((a, b) => compareText(images[a]!.name, images[b]!.name) || a - b);
  const rank = new Map(byName.map((place, i) => [place, i]));
  for (const place of byName) {
    const original = alike.get(place)?.find((other) => rank.get(other)! < rank.get(place)! && !copies.has(other));
    if (original !== undefined) copies.set(place, original);
  }
  return copies;
}

/** Sorts texts by their code units, the same everywhere. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Whether the root mean square of the difference is at most `limit`. */
function isWithin(a: Uint8Array, b: Uint8Array, limit: number): boolean {
  const most = limit * limit * a.length;
  let sum = 0;
  for (let i = 0; i < a.length; i++) {
    const difference = a[i]! - b[i]!;
    sum += difference * difference;
    if (sum > most) return false;
  }
  return true;
}
