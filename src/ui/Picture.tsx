import { clsx } from 'clsx';
import { useLayoutEffect, useRef } from 'react';
import { drawPixels } from '../image/drawPixels.ts';
import type { Pixels } from '../image/pixels.ts';
import type { Zoom } from '../image/resample.ts';

interface PictureProps {
  /** Null while nothing has been computed yet. */
  readonly pixels: Pixels | null;
  /** What the picture shows; empty when something beside it says so. */
  readonly label: string;
  readonly zoom?: Zoom;
  /** A newer picture is on its way. */
  readonly isStale?: boolean;
  /** Pixels per side that it is drawn at when smooth; default: its own, 512 at least. */
  readonly drawnSize?: number;
  readonly className?: string;
}

/** Smaller pictures are drawn at this many pixels per side, so that they are enlarged smoothly. */
const SMALLEST_SMOOTH = 512;

/** A square of the model's pixels, shown large: smoothly (bicubic where the browser has it) or pixel by pixel. */
export function Picture({ pixels, label, zoom = 'smooth', isStale = false, drawnSize, className }: PictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null);

  // Before the browser paints: a canvas that has just come is never seen empty.
  useLayoutEffect(() => {
    if (!canvas.current || !pixels) return;
    const smoothSize = drawnSize ?? Math.max(SMALLEST_SMOOTH, pixels.width);
    draw(canvas.current, pixels, zoom === 'smooth' ? smoothSize : pixels.width);
  }, [pixels, zoom, drawnSize]);

  return (
    <span
      {...(label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true })}
      aria-busy={isStale}
      className={clsx('block aspect-square w-full overflow-hidden bg-sunken', className ?? 'rounded-picture')}
    >
      {pixels ? (
        <canvas
          ref={canvas}
          className={clsx(
            'size-full transition-opacity duration-300',
            isStale && 'opacity-55',
            zoom === 'nearest' && '[image-rendering:pixelated]',
          )}
        />
      ) : (
        <span className={clsx('block size-full', isStale && 'animate-shimmer bg-line')} />
      )}
    </span>
  );
}

function draw(canvas: HTMLCanvasElement, pixels: Pixels, size: number): void {
  canvas.width = size;
  canvas.height = size;
  drawPixels(canvas.getContext('2d')!, pixels, { left: 0, top: 0, size }, 'smooth');
}
