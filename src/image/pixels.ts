/** A raster of 8-bit RGBA pixels, row by row from the top left; `data` has `4 · width · height` entries. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray<ArrayBuffer>;
}

/**
 * The colours without alpha, row by row: RGB, or the luma (Rec. 601) where `channels` is 1.
 * @returns uint8 [height · width · channels]
 */
export function imageBytes({ width, height, data }: Pixels, channels: number): Uint8ClampedArray<ArrayBuffer> {
  const bytes = new Uint8ClampedArray(width * height * channels);
  for (let pixel = 0; pixel < width * height; pixel++) {
    const [r, g, b] = [data[4 * pixel]!, data[4 * pixel + 1]!, data[4 * pixel + 2]!];
    if (channels === 1) bytes[pixel] = 0.299 * r + 0.587 * g + 0.114 * b;
    else bytes.set([r, g, b], 3 * pixel);
  }
  return bytes;
}
