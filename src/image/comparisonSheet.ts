import { drawPixels } from './drawPixels.ts';
import { largestImageSide } from './gridSheet.ts';
import type { Pixels } from './pixels.ts';
import type { Zoom } from './resample.ts';

/** A picture of a sheet with a line of words below it. */
interface ComparedPicture {
  readonly pixels: Pixels;
  readonly caption: string;
  /** The one of its strip that is to catch the eye. */
  readonly isStrong?: boolean;
}

/** Pictures that belong together, side by side. */
export type ComparedStrip = readonly ComparedPicture[];

interface ComparisonSheet {
  /** Above all strips. */
  readonly heading: string;
  /** Of equally many pictures each. */
  readonly strips: readonly ComparedStrip[];
  readonly zoom: Zoom;
}

/** Pixels per side of a picture, where a browser can draw as many. */
export const LARGEST_SHEET_PICTURE = 256;

const FONT = 'system-ui, sans-serif';
const INK = '#222';
const ACCENT = '#0b7a5e';

/** How strips are laid out: in lines of several, about as wide as high. */
export function layOut(stripCount: number, pictureCount: number): { readonly perLine: number; readonly lines: number } {
  const perLine = Math.max(1, Math.round(Math.sqrt((stripCount * 1.5) / pictureCount)));
  return { perLine, lines: Math.ceil(stripCount / perLine) };
}

/** Strips of pictures with their captions as one PNG file, enlarged as they are shown. */
export function comparisonSheetPng({ heading, strips, zoom }: ComparisonSheet): Promise<Blob> {
  const pictureCount = strips[0]?.length ?? 1;
  const { perLine, lines } = layOut(strips.length, pictureCount);
  const side = Math.min(LARGEST_SHEET_PICTURE, largestImageSide(perLine * pictureCount, Math.ceil(lines * 1.3) + 1));
  const fontSize = Math.max(9, Math.round(side / 16));
  const [band, gap] = [2 * fontSize, Math.round(side / 32)];
  const stripWidth = pictureCount * (side + gap) + 2 * gap;
  const canvas = new OffscreenCanvas(perLine * stripWidth, 2 * band + lines * (side + band));
  const context = canvas.getContext('2d')!;
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.textBaseline = 'middle';
  const write = (text: string, left: number, middle: number, width: number, font: string, colour: string) => {
    context.font = font;
    context.fillStyle = colour;
    context.fillText(text, left, middle, width); // squeezed where it is too long
  };
  write(heading, 2 * gap, band, canvas.width - 4 * gap, `600 ${Math.round(1.2 * fontSize)}px ${FONT}`, INK);
  strips.forEach((strip, i) => {
    const top = 2 * band + Math.floor(i / perLine) * (side + band);
    strip.forEach(({ pixels, caption, isStrong = false }, j) => {
      const left = (i % perLine) * stripWidth + 2 * gap + j * (side + gap);
      drawPixels(context, pixels, { left, top, size: side }, zoom);
      const font = `${isStrong ? 700 : 400} ${fontSize}px ${FONT}`;
      write(caption, left, top + side + band / 2, side, font, isStrong ? ACCENT : INK);
    });
  });
  return canvas.convertToBlob({ type: 'image/png' });
}
