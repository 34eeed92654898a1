import { expect, it } from 'vitest';
import type { Pixels } from '../image/pixels.ts';
import { pictures } from './pictureCache.ts';
import { THUMBNAIL_SIDE, thumbnailOf } from './thumbnail.ts';

const grey = (side: number): Pixels => ({
  width: side,
  height: side,
  data: new Uint8ClampedArray(4 * side * side).fill(100),
});

it('makes a large picture small and leaves a small one alone', async () => {
  const request = { key: 'large', render: async () => grey(1024) };
  const { width, height, data } = await pictures.get(thumbnailOf(request, 1024));
  expect([width, height, data[0]]).toEqual([THUMBNAIL_SIDE, THUMBNAIL_SIDE, 100]);
  expect(thumbnailOf(request, 64)).toBe(request);
});
