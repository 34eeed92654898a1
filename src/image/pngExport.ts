import {
  composeSheet,
  GRID_SHEET_DEFAULTS,
  type GridSheet,
  type GridSheetOptions,
  gridRows,
  sheetOffset,
  sheetResolution,
} from './gridSheet.ts';
import type { Pixels } from './pixels.ts';

/** Words beside a sheet. */
interface SheetLabels {
  /** Above the columns. */
  readonly columns: readonly string[];
  /** Left of the rows; what follows a line break stands below, fainter. */
  readonly rows: readonly string[];
}

export interface SheetPngOptions extends Partial<GridSheetOptions> {
  readonly labels?: SheetLabels | undefined;
  /** Pixels around all of it, before scaling. */
  readonly margin?: number;
}

const LABEL_FONT = 'system-ui, sans-serif';
const LINE_HEIGHT = 1.3;
/** Of a label beside a row: images wide. */
const LONGEST_LABEL = 2;

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

/** Rows of square images as a PNG file. Without labels and margin it is `composeSheet`'s raster, pixel for pixel. */
export async function sheetPngOf(
  rows: readonly (readonly (Pixels | undefined)[])[],
  { labels, margin = 0, ...options }: SheetPngOptions = {},
): Promise<Blob> {
  const all = { ...GRID_SHEET_DEFAULTS, ...options };
  const pixels = composeSheet(rows, all);
  if (!labels && margin === 0) return pngOf(pixels);

  const resolution = sheetResolution(rows);
  const imageSize = resolution * all.scale;
  const fontSize = Math.max(9, Math.round(imageSize / 10));
  const band = labels ? Math.round(fontSize * 1.8) : 0;
  const canvas = new OffscreenCanvas(1, 1);
  const context = canvas.getContext('2d')!;
  const font = `500 ${fontSize}px ${LABEL_FONT}`;
  context.font = font;
  const beside = labels?.rows.map((row) =>
    row.split('\n').map((line) => shorten(context, line, LONGEST_LABEL * imageSize)),
  );
  const widths = beside?.flat().map((line) => context.measureText(line).width);
  const side = widths ? Math.ceil(Math.max(0, ...widths)) + fontSize : 0;

  const around = margin * all.scale;
  canvas.width = pixels.width + side + 2 * around;
  canvas.height = pixels.height + band + 2 * around;
  const [red, green, blue, alpha = 255] = all.ground;
  context.fillStyle = `rgb(${red} ${green} ${blue} / ${alpha / 255})`;
  context.fillRect(0, 0, canvas.width, canvas.height);
  put(context, pixels, around + side, around + band);

  context.font = font;
  context.fillStyle = alpha === 0 ? '#808080' : red + green + blue > 382 ? '#222' : '#eee'; // grey is read on any page
  context.textBaseline = 'middle';
  const centre = (index: number) => around + sheetOffset(index, resolution, all) + imageSize / 2;
  context.textAlign = 'center';
  labels?.columns.forEach((text, column) => {
    context.fillText(shorten(context, text, imageSize), side + centre(column), around + band / 2);
  });
  context.textAlign = 'left';
  beside?.forEach((lines, row) => {
    for (const [i, line] of lines.entries()) {
      context.globalAlpha = i === 0 ? 1 : 0.6;
      const below = (i - (lines.length - 1) / 2) * LINE_HEIGHT * fontSize;
      context.fillText(line, around + fontSize / 2, band + centre(row) + below);
    }
  });
  return canvas.convertToBlob({ type: 'image/png' });
}

function put(context: OffscreenCanvasRenderingContext2D, { data, width, height }: Pixels, x: number, y: number): void {
  context.putImageData(new ImageData(data, width, height), x, y);
}

/** A name that fits beside its images, without its middle where it is too long: names of files differ at their ends. */
function shorten(context: OffscreenCanvasRenderingContext2D, text: string, width: number): string {
  if (context.measureText(text).width <= width) return text;
  const characters = Array.from(text);
  const around = (kept: number) => {
    const head = characters.slice(0, Math.ceil(kept / 2)).join('');
    return `${head}…${characters.slice(characters.length - Math.floor(kept / 2)).join('')}`;
  };
  let kept = characters.length - 1;
  while (kept > 1 && context.measureText(around(kept)).width > width) kept--;
  return around(kept);
}
