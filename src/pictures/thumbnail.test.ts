import { expect, it } from 'vitest';
import type { StudioEngine } from '../engine/protocol.ts';
import type { Pixels } from '../image/pixels.ts';
import { getPicture } from './renderings.ts';
import { replaceEngine } from './runningEngine.ts';
import { THUMBNAIL_SIDE, thumbnailOf } from './thumbnail.ts';

const grey = (side: number): Pixels => ({
  width: side,
  height: side,
  data: new Uint8ClampedArray(4 * side * side).fill(100),
});

it('makes a large picture small and leaves a small one alone', async () => {
  const large: Partial<StudioEngine> = { generate: async () => grey(1024), dispose() {} };
  replaceEngine(large as StudioEngine);
  const spec = {
    kind: 'input',
    item: { kind: 'kept', id: 'kept', name: 'Kept', styles: Float32Array.of(1, 2) },
  } as const;
  const { width, height, data } = await getPicture(thumbnailOf(spec, 1024), { kind: 'none' });
  expect([width, height, data[0]]).toEqual([THUMBNAIL_SIDE, THUMBNAIL_SIDE, 100]);
  expect(thumbnailOf(spec, 64)).toBe(spec);
});
