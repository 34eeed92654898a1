import { imageBytes, type Pixels } from '../image/pixels.ts';

/** A raster of brightnesses, row by row from the top left. */
export interface GreyImage {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
}

export const greyOf = (pixels: Pixels): GreyImage => ({
  width: pixels.width,
  height: pixels.height,
  data: imageBytes(pixels, 1),
});

export const mirror = ({ width, height, data }: GreyImage): GreyImage => ({
  width,
  height,
  data: data.map((_, i) => data[i - (i % width) + width - 1 - (i % width)]!),
});

/** Sums of all pixels above and to the left: entry (x, y) of [height + 1][width + 1] sums the rectangle from (0, 0). */
export interface Integral {
  readonly width: number;
  readonly height: number;
  readonly sums: Int32Array;
}

/** @param image of less than 2^31 / 255 pixels: 8 megapixels */
export function integralOf({ width, height, data }: GreyImage): Integral {
  const stride = width + 1;
  const sums = new Int32Array(stride * (height + 1));
  for (let y = 0; y < height; y++) {
    let row = 0;
    for (let x = 0; x < width; x++) {
      row += data[y * width + x]!;
      sums[(y + 1) * stride + x + 1] = sums[y * stride + x + 1]! + row;
    }
  }
  return { width, height, sums };
}

/** The image at a smaller size, by area average. Between its entries an integral is linear, so it is read anywhere. */
export function shrink(integral: Integral, width: number, height: number): GreyImage {
  const [stepX, stepY] = [integral.width / width, integral.height / height];
  const data = new Uint8ClampedArray(width * height);
  let above = sumsAlong(integral, 0, stepX, width);
  for (let y = 0; y < height; y++) {
    const below = sumsAlong(integral, (y + 1) * stepY, stepX, width);
    for (let x = 0; x < width; x++) {
      data[y * width + x] = (below[x + 1]! - below[x]! - above[x + 1]! + above[x]!) / (stepX * stepY);
    }
    above = below;
  }
  return { width, height, data };
}

/** The integral along a line at height `y`, at 0, `step`, … `count · step`. */
function sumsAlong({ width, height, sums }: Integral, y: number, step: number, count: number): Float64Array {
  const stride = width + 1;
  const row = Math.min(Math.floor(y), height - 1);
  const down = y - row;
  return Float64Array.from({ length: count + 1 }, (_, i) => {
    const column = Math.min(Math.floor(i * step), width - 1);
    const right = i * step - column;
    const at = row * stride + column;
    const upper = sums[at]! + right * (sums[at + 1]! - sums[at]!);
    const lower = sums[at + stride]! + right * (sums[at + stride + 1]! - sums[at + stride]!);
    return upper + down * (lower - upper);
  });
}

/** Where a turned image's pixels come from. */
interface Turned {
  readonly image: GreyImage;
  /** A point of the turned image in the pixels of the one that was turned. */
  sourceOf(x: number, y: number): { readonly x: number; readonly y: number };
}

/**
 * Turns an image about its middle so that what leans clockwise by `angle` degrees stands upright, on a raster that holds
 * all of it; the border goes on outside.
 */
export function turn(image: GreyImage, angle: number): Turned {
  const [sin, cos] = [Math.sin((angle * Math.PI) / 180), Math.cos((angle * Math.PI) / 180)];
  // A quarter turn's cosine is not quite 0.
  const around = (a: number, b: number) => Math.ceil(a * Math.abs(cos) + b * Math.abs(sin) - 1e-9);
  const width = around(image.width, image.height);
  const height = around(image.height, image.width);
  const sourceOf = (x: number, y: number) => {
    const [right, down] = [x - width / 2, y - height / 2];
    return { x: image.width / 2 + right * cos - down * sin, y: image.height / 2 + right * sin + down * cos };
  };
  const data = new Uint8ClampedArray(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const source = sourceOf(x + 0.5, y + 0.5);
      data[y * width + x] = bilinear(image, source.x - 0.5, source.y - 0.5);
    }
  }
  return { image: { width, height, data }, sourceOf };
}

function bilinear({ width, height, data }: GreyImage, x: number, y: number): number {
  const column = Math.min(Math.max(Math.floor(x), 0), width - 2);
  const row = Math.min(Math.max(Math.floor(y), 0), height - 2);
  const right = Math.min(Math.max(x - column, 0), 1);
  const down = Math.min(Math.max(y - row, 0), 1);
  const at = row * width + column;
  const upper = data[at]! + right * (data[at + 1]! - data[at]!);
  const lower = data[at + width]! + right * (data[at + width + 1]! - data[at + width]!);
  return upper + down * (lower - upper);
}
