import { useLayoutEffect, useRef } from 'react';
import type { Pixels } from '../image/pixels.ts';
import type { Zoom } from '../image/resample.ts';
import { classNames } from './classNames.ts';
import { drawPixels } from './drawPixels.ts';

interface PictureProps {
  /** Null while nothing has been computed yet. */
  readonly pixels: Pixels | null;
  /** What the picture shows; empty when something beside it says so. */
  readonly label: string;
  readonly zoom?: Zoom;
  /** A newer picture is on its way. */
  readonly isStale?: boolean;
  /** Pixels per side that a smooth enlargement is drawn at. */
  readonly drawnSize?: number;
  readonly className?: string;
}

/** A square of the model's pixels, shown large: smoothly (bicubic where the browser has it) or pixel by pixel. */
export function Picture({ pixels, label, zoom = 'smooth', isStale = false, drawnSize = 512, className }: PictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null);

  // Before the browser paints: a canvas that has just come is never seen empty.
  useLayoutEffect(() => {
    if (canvas.current && pixels) draw(canvas.current, pixels, zoom === 'smooth' ? drawnSize : pixels.width);
  }, [pixels, zoom, drawnSize]);

  return (
    <span
      {...(label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true })}
      aria-busy={isStale}
      className={classNames('block aspect-square w-full overflow-hidden bg-sunken', className ?? 'rounded-picture')}
    >
      {pixels ? (
        <canvas
          ref={canvas}
          className={classNames(
            'size-full transition-opacity duration-300',
            isStale && 'opacity-55',
            zoom === 'nearest' && '[image-rendering:pixelated]',
          )}
        />
      ) : (
        <span className={classNames('block size-full', isStale && 'animate-shimmer bg-line')} />
      )}
    </span>
  );
}

function draw(canvas: HTMLCanvasElement, pixels: Pixels, size: number): void {
  const drawn = Math.max(size, pixels.width);
  canvas.width = drawn;
  canvas.height = drawn;
  drawPixels(canvas.getContext('2d')!, pixels, { left: 0, top: 0, size: drawn }, 'smooth');
}
