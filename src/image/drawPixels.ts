import type { CropBox } from './crop.ts';
import type { Pixels } from './pixels.ts';
import type { Zoom } from './resample.ts';

/** Draws a square raster into a box of a canvas, enlarged by the browser: quick enough to follow a slider. */
export function drawPixels(
  context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D,
  { data, width, height }: Pixels,
  { left, top, size }: CropBox,
  zoom: Zoom,
): void {
  const image = new ImageData(data, width, height);
  if (size === width) {
    context.putImageData(image, left, top);
    return;
  }
  const small = new OffscreenCanvas(width, height);
  small.getContext('2d')!.putImageData(image, 0, 0);
  context.imageSmoothingEnabled = zoom === 'smooth';
  context.imageSmoothingQuality = 'high';
  context.drawImage(small, left, top, size, size);
}
