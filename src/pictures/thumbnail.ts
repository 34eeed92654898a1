import type { PictureSpec } from './pictureSpec.ts';

/** Pixels per side of a picture that is shown small: a cell of the grid on a fine screen. */
export const THUMBNAIL_SIDE = 384;

/**
 * A picture for showing small, `THUMBNAIL_SIDE` pixels per side at most. Of the large one the cache keeps only as many as
 * it has room for: a grid of 30 cells of 1024 pixels would hold 120 MiB, its thumbnails hold 17.
 * @param resolution pixels per side of the model's pictures; a small one is its own thumbnail
 */
export const thumbnailOf = (spec: PictureSpec, resolution: number): PictureSpec =>
  resolution <= THUMBNAIL_SIDE ? spec : { kind: 'thumbnail', of: spec };
