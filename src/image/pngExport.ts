import {
  composeSheet,
  GRID_SHEET_DEFAULTS,
  type GridSheet,
  type GridSheetOptions,
  gridRows,
  sheetOffset,
} from './gridSheet.ts';
import type { Pixels } from './pixels.ts';

/** Words beside a sheet. */
interface SheetLabels {
  /** Above the columns. */
  readonly columns: readonly string[];
  /** Left of the rows. */
  readonly rows: readonly string[];
}

export interface SheetPngOptions extends Partial<GridSheetOptions> {
  readonly labels?: SheetLabels | undefined;
}

const LABEL_FONT = 'system-ui, sans-serif';

/** An image as a PNG file, pixel for pixel. */
async function pngOf(pixels: Pixels): Promise<Blob> {
  const canvas = new OffscreenCanvas(pixels.width, pixels.height);
  put(canvas.getContext('2d')!, pixels, 0, 0);
  return canvas.convertToBlob({ type: 'image/png' });
}

/** A mixing figure as a PNG file, its labels above the sources and left of the destinations. Without labels it is `composeGridSheet`'s raster, pixel for pixel. */
export function gridPngOf(sheet: GridSheet, { labels, ...options }: SheetPngOptions = {}): Promise<Blob> {
  const beside = labels && { columns: ['', ...labels.columns], rows: ['', ...labels.rows] }; // the margins' corner
  return sheetPngOf(gridRows(sheet), { ...options, labels: beside });
}

/** Rows of square images of one size as a PNG file. Without labels it is `composeSheet`'s raster, pixel for pixel. */
export async function sheetPngOf(
  rows: readonly (readonly (Pixels | undefined)[])[],
  { labels, ...options }: SheetPngOptions = {},
): Promise<Blob> {
  const all = { ...GRID_SHEET_DEFAULTS, ...options };
  const pixels = composeSheet(rows, all);
  if (!labels) return pngOf(pixels);

  const resolution = rows.flat().find((image) => image !== undefined)?.width ?? 1;
  const imageSize = resolution * all.scale;
  const fontSize = Math.max(9, Math.round(imageSize / 10));
  const band = Math.round(fontSize * 1.8);
  const canvas = new OffscreenCanvas(1, 1);
  const context = canvas.getContext('2d')!;
  const font = `500 ${fontSize}px ${LABEL_FONT}`;
  context.font = font;
  const side = Math.ceil(Math.max(0, ...labels.rows.map((row) => context.measureText(row).width))) + fontSize;

  canvas.width = pixels.width + side;
  canvas.height = pixels.height + band;
  const [red, green, blue] = all.ground;
  context.fillStyle = `rgb(${red} ${green} ${blue})`;
  context.fillRect(0, 0, canvas.width, canvas.height);
  put(context, pixels, side, band);

  context.font = font;
  context.fillStyle = red + green + blue > 382 ? '#222' : '#eee';
  context.textBaseline = 'middle';
  const centre = (index: number) => sheetOffset(index, resolution, all) + imageSize / 2;
  context.textAlign = 'center';
  labels.columns.forEach((text, column) => {
    context.fillText(shorten(context, text, imageSize), side + centre(column), band / 2);
  });
  context.textAlign = 'left';
  labels.rows.forEach((text, row) => {
    context.fillText(text, fontSize / 2, band + centre(row));
  });
  return canvas.convertToBlob({ type: 'image/png' });
}

function put(context: OffscreenCanvasRenderingContext2D, { data, width, height }: Pixels, x: number, y: number): void {
  context.putImageData(new ImageData(data, width, height), x, y);
}

/** A file name that fits above its image. */
function shorten(context: OffscreenCanvasRenderingContext2D, text: string, width: number): string {
  if (context.measureText(text).width <= width) return text;
  let kept = text.length;
  while (kept > 1 && context.measureText(`${text.slice(0, kept)}…`).width > width) kept--;
  return `${text.slice(0, kept)}…`;
}
