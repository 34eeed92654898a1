import type { Pixels } from './pixels.ts';
import { enlarge, type Zoom } from './resample.ts';

/** A mixing figure (paper figure 9): sources across the top, destinations down the side, one image for each pair. */
export interface GridSheet {
  /** Where the margins meet; nothing unless given. */
  readonly corner?: Pixels | undefined;
  /** Originals on the top margin. */
  readonly sources: readonly Pixels[];
  /** Originals on the left margin. */
  readonly destinations: readonly Pixels[];
  /** [row][column]: rows follow the destinations. A cell that is missing shows the ground. */
  readonly cells: readonly (readonly (Pixels | undefined)[])[];
}

export interface GridSheetOptions {
  /** 1 to 8 output pixels for each of the model's. */
  readonly scale: number;
  readonly zoom: Zoom;
  /** Pixels between images, before scaling. */
  readonly gap: number;
  /** Colour between images, 0…255 each; opaque where it does not say. */
  readonly ground: readonly [red: number, green: number, blue: number, alpha?: number];
}

/** What the page exports and `alae mix` writes unless told otherwise. */
export const GRID_SHEET_DEFAULTS: GridSheetOptions = { scale: 1, zoom: 'smooth', gap: 2, ground: [255, 255, 255] };

/** Where column or row `index` of the sheet begins, in output pixels; 0 is the margin with the originals. */
export const sheetOffset = (index: number, resolution: number, { scale, gap }: GridSheetOptions): number =>
  index * (resolution + gap) * scale;

/** No sheet gets more pixels than this: its raster and the canvas beside it take 256 MiB each. */
const MAX_SHEET_PIXELS = 64 * 2 ** 20;
/** Browsers draw nothing longer than this, in pixels per side. */
const MAX_SHEET_SIDE = 16_384;

/**
 * Pixels per side that the images of a sheet may have, so that a browser can draw it.
 * @param columns images across and @param rows down, margins included
 * @param spacing what stands around each image, as a share of its side; what is usual is counted in
 */
export function largestImageSide(columns: number, rows: number, spacing = 0): number {
  const bySide = MAX_SHEET_SIDE / Math.max(columns, rows);
  const byArea = Math.sqrt(MAX_SHEET_PIXELS / (columns * rows));
  return Math.floor((Math.min(bySide, byArea) * 0.9) / (1 + spacing)); // usual gaps and labels
}

/**
 * Draws a mixing figure as one raster: the originals on the margins.
 * @param options what differs from `GRID_SHEET_DEFAULTS`
 */
export const composeGridSheet = (sheet: GridSheet, options: Partial<GridSheetOptions> = {}): Pixels =>
  composeSheet(gridRows(sheet), options);

/** A mixing figure row by row, the margins' corner first. */
export const gridRows = ({ corner, sources, destinations, cells }: GridSheet): (Pixels | undefined)[][] => [
  [corner, ...sources],
  ...destinations.map((image, row) => [image, ...sources.map((_, column) => cells[row]?.[column])]),
];

/**
 * Draws rows of images as one raster. Images are enlarged one by one, so that they do not bleed into the gaps.
 * @param rows square images of one size, or enlarged already; one that is missing shows the ground
 * @param options what differs from `GRID_SHEET_DEFAULTS`
 */
export function composeSheet(
  rows: readonly (readonly (Pixels | undefined)[])[],
  options: Partial<GridSheetOptions> = {},
): Pixels {
  const all = { ...GRID_SHEET_DEFAULTS, ...options };
  const resolution = sheetResolution(rows);
  const sheet = blank(Math.max(...rows.map((row) => row.length)), rows.length, resolution, all);
  rows.forEach((images, row) => {
    images.forEach((image, column) => {
      if (!image) return;
      const [x, y] = [sheetOffset(column, resolution, all), sheetOffset(row, resolution, all)];
      paste(sheet, image.width === resolution ? enlarge(image, all.scale, all.zoom) : image, x, y);
    });
  });
  return sheet;
}

/** Pixels per side of a sheet's images before they are enlarged: some may be so already. */
export function sheetResolution(rows: readonly (readonly (Pixels | undefined)[])[]): number {
  const sides = rows.flat().flatMap((image) => image?.width ?? []);
  return sides.length > 0 ? Math.min(...sides) : 1;
}

function blank(columns: number, rows: number, resolution: number, options: GridSheetOptions): Pixels {
  const { scale, gap, ground } = options;
  const width = sheetOffset(columns, resolution, options) - gap * scale;
  const height = sheetOffset(rows, resolution, options) - gap * scale;
  const colour = new DataView(new ArrayBuffer(4));
  const [red, green, blue, alpha = 255] = ground;
  [red, green, blue, alpha].forEach((value, channel) => {
    colour.setUint8(channel, value);
  });
  const data = new Uint8ClampedArray(4 * width * height);
  new Uint32Array(data.buffer).fill(new Uint32Array(colour.buffer)[0]!);
  return { width, height, data };
}

function paste(sheet: Pixels, image: Pixels, x: number, y: number): void {
  for (let row = 0; row < image.height; row++) {
    const line = image.data.subarray(4 * row * image.width, 4 * (row + 1) * image.width);
    sheet.data.set(line, 4 * ((y + row) * sheet.width + x));
  }
}
