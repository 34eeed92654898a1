import { noLargerThan } from '../image/resample.ts';
import { type PictureRequest, pictures } from './pictureCache.ts';

/** Pixels per side of a picture that is shown small: a cell of the grid on a fine screen. */
export const THUMBNAIL_SIDE = 384;

/**
 * A picture for showing small, `THUMBNAIL_SIDE` pixels per side at most. Of the large one the cache keeps only as many as
 * it has room for: a grid of 30 cells of 1024 pixels would hold 120 MiB, its thumbnails hold 17.
 * @param resolution pixels per side of the picture; a small one is its own thumbnail
 */
export function thumbnailOf(request: PictureRequest, resolution: number): PictureRequest {
  if (resolution <= THUMBNAIL_SIDE) return request;
  return {
    key: `thumbnail ${request.key}`,
    render: async (signal) => noLargerThan(await pictures.get(request, signal), THUMBNAIL_SIDE),
  };
}
