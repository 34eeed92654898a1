/** A raster of 8-bit RGBA pixels, row by row from the top left; `data` has `4 · width · height` entries. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray<ArrayBuffer>;
}
