import type { CropBox } from './crop.ts';
import type { Pixels } from './pixels.ts';

/**
 * Cuts a square out of an image and brings it to the model's size: by area average where the box is larger (each
 * pixel counts by how much of it the box covers), smoothly where it is smaller. Page and command line share it.
 * @param box inside the image; its edges may fall between pixels. Where its angle takes corners out of the image, the
 *   border goes on outside.
 * @param resolution pixels per side of the result
 */
export function cropTo(pixels: Pixels, box: CropBox, resolution: number): Pixels {
  if (box.angle) return cropTurned(pixels, box, box.angle, resolution);
  const taps = box.size >= resolution ? areaTaps : smoothTaps;
  return applyTaps(
    pixels,
    taps(box.left, box.size, pixels.width, resolution),
    taps(box.top, box.size, pixels.height, resolution),
  );
}

/** A turned crop is taken from a raster this much finer than itself. */
const TURNED_OVERSAMPLING = 2;

/** Cuts out the upright square around the turned one, finer than need be, and reads the turned one off it. */
function cropTurned(pixels: Pixels, { left, top, size }: CropBox, angle: number, resolution: number): Pixels {
  const [sin, cos] = [Math.sin((angle * Math.PI) / 180), Math.cos((angle * Math.PI) / 180)];
  const around = size * (Math.abs(sin) + Math.abs(cos));
  const side = Math.ceil((TURNED_OVERSAMPLING * resolution * around) / size);
  const margin = (around - size) / 2;
  const fine = cropTo(pixels, { left: left - margin, top: top - margin, size: around }, side);
  const inner = (side * size) / around;
  const data = new Uint8ClampedArray(4 * resolution ** 2);
  const steps = TURNED_OVERSAMPLING * resolution;
  const sums = new Float32Array(data.length);
  for (let row = 0; row < steps; row++) {
    for (let column = 0; column < steps; column++) {
      const right = ((column + 0.5) / steps - 0.5) * inner;
      const down = ((row + 0.5) / steps - 0.5) * inner;
      const target =
        4 * (Math.floor(row / TURNED_OVERSAMPLING) * resolution + Math.floor(column / TURNED_OVERSAMPLING));
      addBilinear(
        sums,
        target,
        fine,
        side / 2 + right * cos - down * sin - 0.5,
        side / 2 + right * sin + down * cos - 0.5,
      );
    }
  }
  data.set(sums.map((sum) => sum / TURNED_OVERSAMPLING ** 2));
  return { width: resolution, height: resolution, data };
}

/** Adds the colour between pixels to four entries of `sums`. */
function addBilinear(sums: Float32Array, target: number, { width, height, data }: Pixels, x: number, y: number): void {
  const column = Math.min(Math.max(Math.floor(x), 0), width - 2);
  const row = Math.min(Math.max(Math.floor(y), 0), height - 2);
  const right = Math.min(Math.max(x - column, 0), 1);
  const down = Math.min(Math.max(y - row, 0), 1);
  const above = 4 * (row * width + column);
  const below = above + 4 * width;
  for (let c = 0; c < 4; c++) {
    const upper = data[above + c]! + right * (data[above + 4 + c]! - data[above + c]!);
    const lower = data[below + c]! + right * (data[below + 4 + c]! - data[below + c]!);
    sums[target + c]! += upper + down * (lower - upper);
  }
}

/** Makes a whole image smaller, by area average. */
export const shrinkTo = (pixels: Pixels, width: number, height: number): Pixels =>
  applyTaps(pixels, areaTaps(0, pixels.width, pixels.width, width), areaTaps(0, pixels.height, pixels.height, height));

/** A square image, made smaller where it has more than `side` pixels a side. */
export const noLargerThan = (pixels: Pixels, side: number): Pixels =>
  pixels.width > side ? shrinkTo(pixels, side, side) : pixels;

/** How an image is made larger. */
export type Zoom = 'smooth' | 'nearest';

/**
 * Enlarges an image by a whole factor.
 * @param zoom 'smooth' is Catmull-Rom's cubic
 */
export function enlarge(pixels: Pixels, factor: number, zoom: Zoom): Pixels {
  if (factor === 1) return pixels;
  const { width, height } = pixels;
  const taps = zoom === 'smooth' ? smoothTaps : areaTaps; // an area inside one pixel is that pixel
  return applyTaps(pixels, taps(0, width, width, width * factor), taps(0, height, height, height * factor));
}

/** For every output position along one axis, which input positions count and how much: `count` of them each. */
interface Taps {
  readonly count: number;
  readonly indices: Int32Array;
  readonly weights: Float32Array;
}

/**
 * @param start where the piece begins, in input pixels
 * @param size its length in input pixels
 * @param length input pixels along the axis
 * @param outputs output pixels along the axis
 */
type TapsFor = (start: number, size: number, length: number, outputs: number) => Taps;

const areaTaps: TapsFor = (start, size, length, outputs) => {
  const step = size / outputs;
  return makeTaps(outputs, Math.ceil(step) + 1, length, (output) => {
    const from = start + output * step;
    const first = Math.floor(from + 1e-9); // an edge that should fall between two pixels must not fall before it
    return { first, weight: (index) => Math.max(0, Math.min(index + 1, from + step) - Math.max(index, from)) };
  });
};

const smoothTaps: TapsFor = (start, size, length, outputs) => {
  const step = size / outputs;
  return makeTaps(outputs, 4, length, (output) => {
    const centre = start + (output + 0.5) * step - 0.5;
    return { first: Math.floor(centre) - 1, weight: (index) => catmullRom(Math.abs(index - centre)) };
  });
};

function catmullRom(distance: number): number {
  if (distance < 1) return 1 + distance * distance * (1.5 * distance - 2.5);
  if (distance < 2) return 2 + distance * (-4 + distance * (2.5 - 0.5 * distance));
  return 0;
}

function makeTaps(
  outputs: number,
  count: number,
  length: number,
  tapsOf: (output: number) => { first: number; weight: (index: number) => number },
): Taps {
  const indices = new Int32Array(outputs * count);
  const weights = new Float32Array(outputs * count);
  for (let output = 0; output < outputs; output++) {
    const { first, weight } = tapsOf(output);
    let sum = 0;
    for (let tap = 0; tap < count; tap++) sum += weight(first + tap);
    for (let tap = 0; tap < count; tap++) {
      indices[output * count + tap] = Math.min(Math.max(first + tap, 0), length - 1); // the border goes on outside
      weights[output * count + tap] = weight(first + tap) / sum;
    }
  }
  return { count, indices, weights };
}

/** Resamples the rows that are needed, then the columns. */
function applyTaps(pixels: Pixels, across: Taps, down: Taps): Pixels {
  const width = across.indices.length / across.count;
  const height = down.indices.length / down.count;
  const firstRow = down.indices.reduce((least, row) => Math.min(least, row));
  const lastRow = down.indices.reduce((most, row) => Math.max(most, row));
  const rows = resampleRows(pixels, across, firstRow, lastRow);
  const data = new Uint8ClampedArray(4 * width * height);
  const line = new Float32Array(4 * width);
  for (let y = 0; y < height; y++) {
    line.fill(0);
    for (let tap = y * down.count; tap < (y + 1) * down.count; tap++) {
      const weight = down.weights[tap]!;
      if (weight === 0) continue;
      const begin = (down.indices[tap]! - firstRow) * 4 * width;
      for (let i = 0; i < line.length; i++) line[i]! += weight * rows[begin + i]!;
    }
    data.set(line, 4 * width * y);
  }
  return { width, height, data };
}

/** @returns [rows, outputs, 4] */
function resampleRows({ data, width }: Pixels, across: Taps, firstRow: number, lastRow: number): Float32Array {
  const { count, indices, weights } = across;
  const outputs = indices.length / count;
  const rows = new Float32Array((lastRow - firstRow + 1) * outputs * 4);
  let target = 0;
  for (let row = firstRow; row <= lastRow; row++) {
    const begin = row * width;
    for (let output = 0; output < outputs; output++, target += 4) {
      let [r, g, b, a] = [0, 0, 0, 0];
      for (let tap = output * count; tap < (output + 1) * count; tap++) {
        const weight = weights[tap]!;
        const source = 4 * (begin + indices[tap]!);
        r += weight * data[source]!;
        g += weight * data[source + 1]!;
        b += weight * data[source + 2]!;
        a += weight * data[source + 3]!;
      }
      rows[target] = r;
      rows[target + 1] = g;
      rows[target + 2] = b;
      rows[target + 3] = a;
    }
  }
  return rows;
}
