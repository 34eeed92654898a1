import { composeSheet } from '../../src/image/gridSheet.ts';
import type { Pixels } from '../../src/image/pixels.ts';
import { EVALUATION_SHEETS } from '../../src/modelFolder/evaluation.ts';
import type { ImageArray } from '../dataset/dataset.ts';
import { pixelsOf } from './images.ts';
import type { Neighbour } from './statistics.ts';

const COLUMNS = 8;
const SAMPLE_ROWS = 6;
/** Small images are enlarged to this many pixels a side. */
const CELL_PIXELS = 64;

/** What sheets are drawn from. */
interface SheetContent {
  readonly originals: ImageArray;
  readonly reconstructions: ImageArray;
  /** Per test image. */
  readonly psnrDb: readonly number[];
  readonly samples: ImageArray;
  readonly training: ImageArray;
  /** For every sample, its nearest training image. */
  readonly nearest: readonly Neighbour[];
}

/**
 * The pictures that go with the figures, by file name: the reconstructions that came out best, in the middle and worst,
 * the originals above each; the first samples; and the samples that are closest to a training image, which stands below.
 */
export function drawSheets(content: SheetContent): Record<string, Pixels> {
  const { originals, reconstructions, samples, training, nearest } = content;
  const row = (images: ImageArray, indices: readonly number[]) => indices.map((index) => pixelsOf(images, index));
  const byQuality = order(content.psnrDb).reverse();
  const closest = order(nearest.map(({ distance }) => distance)).slice(0, 2 * COLUMNS);
  const pairs = (indices: readonly number[]) => [
    row(samples, indices),
    row(
      training,
      indices.map((index) => nearest[index]!.index),
    ),
  ];
  const middle = Math.max(0, (byQuality.length - COLUMNS) >> 1);
  const bands = [byQuality.slice(0, COLUMNS), byQuality.slice(middle, middle + COLUMNS), byQuality.slice(-COLUMNS)];
  const firstSamples = [...Array(Math.min(samples.count, COLUMNS * SAMPLE_ROWS)).keys()];
  const scale = Math.min(8, Math.max(1, Math.ceil(CELL_PIXELS / originals.resolution)));
  const sheet = (rows: Pixels[][]) => composeSheet(rows, { scale });
  return {
    [EVALUATION_SHEETS.reconstructions]: sheet(
      bands.flatMap((indices) => [row(originals, indices), row(reconstructions, indices)]),
    ),
    [EVALUATION_SHEETS.samples]: sheet(inRows(firstSamples).map((indices) => row(samples, indices))),
    [EVALUATION_SHEETS.nearest]: sheet(inRows(closest).flatMap(pairs)),
  };
}

/** The places of the values, smallest first. */
const order = (values: readonly number[]): number[] =>
  [...values.keys()].sort((a, b) => values[a]! - values[b]! || a - b);

const inRows = (indices: readonly number[]): number[][] =>
  Array.from({ length: Math.ceil(indices.length / COLUMNS) }, (_, i) => indices.slice(i * COLUMNS, (i + 1) * COLUMNS));
