import { Matrix } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/latent/random.ts';
import type { ImageArray } from '../dataset/dataset.ts';
import { coloursOf, describeRetrieval, laplacians, ranksOfPhotos, sharpness } from './likenessFigures.ts';

const imagesOf = (resolution: number, channels: 1 | 3, ...pixels: number[][]): ImageArray => ({
  count: pixels.length,
  resolution,
  channels,
  pixels: Uint8Array.from(pixels.flat()),
});

describe('ranksOfPhotos', () => {
  const photos = new Matrix([[0], [10], [20], [30]]);

  it('counts the photos that are as near as the right one', () => {
    expect(ranksOfPhotos(new Matrix([[1], [9], [24], [4]]), photos)).toEqual([1, 1, 1, 4]);
    expect(ranksOfPhotos(new Matrix([[16], [29], [20], [30]]), photos)).toEqual([4, 3, 1, 1]);
  });

  it('gives no place to what tells nothing apart', () => {
    const same = new Matrix([[5], [5], [5]]);
    expect(ranksOfPhotos(same, same)).toEqual([3, 3, 3]);
  });
});

describe('describeRetrieval', () => {
  it('gives the median and the share of first places', () => {
    const { medianRank, firstShare } = describeRetrieval([1, 7, 1, 2, 9]);
    expect(medianRank.value).toBe(2);
    expect(firstShare).toEqual({ value: 0.4, standardError: Math.sqrt((0.4 * 0.6) / 5) });
  });

  it('says how far another draw would be off', () => {
    const random = seededRandom(4);
    const draw = () => describeRetrieval(Array.from({ length: 400 }, () => Math.ceil(400 * random())));
    const medians = Array.from({ length: 60 }, () => draw().medianRank);
    const errors = medians.map(({ value }) => (value - 200) ** 2);
    const spread = Math.sqrt(errors.reduce((sum, error) => sum + error, 0) / errors.length);
    // Of uniform ranks the median's standard error is 400 / 2 / √400 = 10.
    expect(spread).toBeGreaterThan(7);
    expect(spread).toBeLessThan(13);
    const said = medians.reduce((sum, { standardError }) => sum + standardError, 0) / medians.length;
    expect(said).toBeGreaterThan(8);
    expect(said).toBeLessThan(12);
  });
});

describe('coloursOf', () => {
  it('averages down to a side, and leaves smaller images as they are', () => {
    const quarters = Array.from({ length: 64 }, (_, i) => 10 * (i % 8 < 4 ? 0 : 1) + 20 * (i < 32 ? 0 : 1));
    const images = imagesOf(8, 1, quarters, quarters.toReversed());
    expect(coloursOf(images, 2).to2DArray()).toEqual([
      [0, 10, 20, 30],
      [30, 20, 10, 0],
    ]);
    expect(coloursOf(images, 16).to2DArray()[0]).toEqual(quarters);
  });
});

describe('sharpness', () => {
  const dot = (height: number) => Array.from({ length: 16 }, (_, i) => (i === 5 ? height : 0));

  it('is the mean absolute Laplacian', () => {
    // Of the four inner pixels one is the dot and two are beside it.
    expect(laplacians(imagesOf(4, 1, dot(40), dot(0)))).toEqual([(4 * 40 + 40 + 40) / 4, 0]);
    const slope = Array.from({ length: 48 }, (_, i) => 10 * (Math.floor(i / 3) % 4) + 5 * (i % 3));
    expect(laplacians(imagesOf(4, 3, slope))).toEqual([0]);
  });

  it('is 1 for the photos themselves, less for softer images, and surer of pairs', () => {
    const photos = imagesOf(4, 1, dot(40), dot(80), dot(120));
    expect(sharpness(photos, photos)).toEqual({ value: 1, standardError: 0 });
    expect(sharpness(imagesOf(4, 1, dot(20), dot(40), dot(60)), photos)).toEqual({ value: 0.5, standardError: 0 });
    expect(sharpness(imagesOf(4, 1, dot(60), dot(40), dot(20)), photos).standardError).toBeGreaterThan(0.1);
  });
});
