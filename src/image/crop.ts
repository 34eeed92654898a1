import type { Pixels } from './pixels.ts';

/** A square piece of an image, in its pixels; edges may fall between pixels. */
export interface CropBox {
  readonly left: number;
  readonly top: number;
  readonly size: number;
  /** Degrees by which the square is turned clockwise about its middle; default: 0. Its corners may leave the image. */
  readonly angle?: number;
}

type Size = Pick<Pixels, 'width' | 'height'>;

/** A crop is never smaller than this many pixels. */
const MIN_CROP_SIZE = 4;

/** The largest square in the middle. */
export function centreSquare({ width, height }: Size): CropBox {
  const size = Math.min(width, height);
  return { left: (width - size) / 2, top: (height - size) / 2, size };
}

/** The box nearest to `box` that lies inside the image, but for its angle. */
export function clampBox(box: CropBox, { width, height }: Size): CropBox {
  const largest = Math.min(width, height);
  const size = Math.min(Math.max(box.size, Math.min(MIN_CROP_SIZE, largest)), largest);
  return {
    ...box,
    left: Math.min(Math.max(box.left, 0), width - size),
    top: Math.min(Math.max(box.top, 0), height - size),
    size,
  };
}

/** How much two boxes, as they are before they are turned, lie over one another: intersection over union, 0 to 1. */
export function overlap(a: CropBox, b: CropBox): number {
  const along = (start: 'left' | 'top') =>
    Math.max(0, Math.min(a[start] + a.size, b[start] + b.size) - Math.max(a[start], b[start]));
  const shared = along('left') * along('top');
  return shared / (a.size ** 2 + b.size ** 2 - shared);
}
