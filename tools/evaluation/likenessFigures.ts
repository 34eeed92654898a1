import { Matrix } from 'ml-matrix';
import type { ImageArray } from '../dataset/dataset.ts';
import { halveImage } from '../dataset/pyramid.ts';
import { measured, median, squaredDistances } from './statistics.ts';

/** A figure and how far that of other test images would be off: one standard error. */
interface Estimate {
  readonly value: number;
  readonly standardError: number;
}

/** How surely a reconstruction leads to its photo among all photos. */
interface Retrieval {
  /** From 1, the nearest; where nothing is recognised about half the number of photos. */
  readonly medianRank: Estimate;
  /** Part of the reconstructions that no other photo is as near to. */
  readonly firstShare: Estimate;
}

/**
 * Ranks every photo by distance to its reconstruction: 1 where all others are further away. A tie is lost, so that features
 * which tell nothing apart do not look like likeness.
 * @param reconstructions features, one row per image
 * @param photos features likewise, in the same order
 * @returns the rank of each photo among all of them
 */
export function ranksOfPhotos(reconstructions: Matrix, photos: Matrix): number[] {
  const distances = squaredDistances(reconstructions, photos);
  return Array.from({ length: photos.rows }, (_, row) => {
    const own = distances.get(row, row);
    let rank = 0;
    for (let column = 0; column < photos.rows; column++) if (distances.get(row, column) <= own) rank++;
    return rank;
  });
}

/** @param ranks from 1 */
export function describeRetrieval(ranks: readonly number[]): Retrieval {
  const sorted = ranks.toSorted((a, b) => a - b);
  const count = sorted.length;
  // The middle one of other draws of as many lies so many places around this one.
  const places = Math.sqrt(count) / 2;
  const at = (place: number) => sorted[Math.min(count - 1, Math.max(0, Math.round(place)))]!;
  const share = ranks.filter((rank) => rank === 1).length / count;
  return {
    medianRank: { value: median(ranks), standardError: (at(count / 2 + places) - at(count / 2 - places)) / 2 },
    firstShare: { value: share, standardError: Math.sqrt((share * (1 - share)) / count) },
  };
}

/**
 * The colours of images in small, by 2x2 averages.
 * @param side pixels per side, a power of two; finer than the images are they do not become
 * @returns one row of side · side · channels values from 0 to 255 per image
 */
export function coloursOf({ count, resolution, channels, pixels }: ImageArray, side: number): Matrix {
  const shrink = (image: Uint8Array, from: number): Uint8Array =>
    from > side ? shrink(halveImage(image, from, channels), from / 2) : image;
  const length = resolution ** 2 * channels;
  const rows = Array.from({ length: count }, (_, i) =>
    Array.from(shrink(pixels.subarray(i * length, (i + 1) * length), resolution)),
  );
  return new Matrix(rows);
}

/**
 * How sharp images are beside photos: the mean absolute Laplacian of all over that of the photos. 1 is as sharp, less is
 * soft, more has edges that are none.
 * @param photos as many, of the same size; where the two belong together in pairs, the error is the smaller
 */
export function sharpness(images: ImageArray, photos: ImageArray): Estimate {
  const [own, theirs] = [laplacians(images), laplacians(photos)];
  const mean = measured(theirs).mean;
  const value = measured(own).mean / mean;
  const { standardDeviation } = measured(own.map((each, i) => each - value * theirs[i]!));
  return { value, standardError: standardDeviation / mean / Math.sqrt(own.length) };
}

/** Per image: |4p - the pixels above, below, left and right of it|, mean over all channels of all pixels but the border's. */
export function laplacians({ count, resolution, channels, pixels }: ImageArray): number[] {
  const row = resolution * channels;
  return Array.from({ length: count }, (_, image) => {
    let sum = 0;
    for (let y = 1; y < resolution - 1; y++) {
      const start = (image * resolution + y) * row;
      for (let at = start + channels; at < start + row - channels; at++) {
        const around = pixels[at - row]! + pixels[at + row]! + pixels[at - channels]! + pixels[at + channels]!;
        sum += Math.abs(4 * pixels[at]! - around);
      }
    }
    return sum / ((resolution - 2) ** 2 * channels);
  });
}
