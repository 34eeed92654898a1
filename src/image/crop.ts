import type { Pixels } from './pixels.ts';

/** A square piece of an image, in its pixels; edges may fall between pixels. */
export interface CropBox {
  readonly left: number;
  readonly top: number;
  readonly size: number;
}

type Size = Pick<Pixels, 'width' | 'height'>;

/** A crop is never smaller than this many pixels. */
const MIN_CROP_SIZE = 4;

/** The largest square in the middle. */
export function centreSquare({ width, height }: Size): CropBox {
  const size = Math.min(width, height);
  return { left: (width - size) / 2, top: (height - size) / 2, size };
}

/** The box nearest to `box` that lies inside the image. */
export function clampBox(box: CropBox, { width, height }: Size): CropBox {
  const largest = Math.min(width, height);
  const size = Math.min(Math.max(box.size, Math.min(MIN_CROP_SIZE, largest)), largest);
  return {
    left: Math.min(Math.max(box.left, 0), width - size),
    top: Math.min(Math.max(box.top, 0), height - size),
    size,
  };
}
