import { beforeEach, expect, test } from 'vitest';
import type { PhotoItem } from './librarySlice.ts';
import { useStudio } from './studio.ts';

const MIDDLE = { left: 50, top: 0, size: 300 };
const FRAME = { left: 160, top: 0, size: 200 };
const FACE = { left: 200, top: 20, size: 120 };
const item: PhotoItem = { kind: 'photo', id: 'photo', name: 'Mog', crop: MIDDLE };

const cropNow = () => (useStudio.getState().items[0] as PhotoItem).crop;
const suggest = () => useStudio.getState().suggestCrop('photo', MIDDLE, FRAME, FACE);

beforeEach(() => useStudio.setState({ items: [item], dialog: null }));

test('a suggestion moves a frame that nobody has touched', () => {
  suggest();
  expect(cropNow()).toBe(FRAME);
  expect(useStudio.getState().items).toMatchObject([{ face: FACE }]);
});

test('a frame that the user chooses afterwards no longer follows the face', () => {
  suggest();
  useStudio.getState().setCrop('photo', MIDDLE);
  expect(useStudio.getState().items).toEqual([item]);
});

test('a frame that the user chose stays, even the one that there was', () => {
  const chosen = { ...MIDDLE };
  useStudio.getState().setCrop('photo', chosen);
  suggest();
  expect(cropNow()).toBe(chosen);
});

test('a frame that is being adjusted stays', () => {
  useStudio.getState().openDialog({ kind: 'crop', itemId: 'photo' });
  suggest();
  expect(cropNow()).toBe(MIDDLE);
});

test('a photo that is gone stays away', () => {
  useStudio.setState({ items: [] });
  suggest();
  expect(useStudio.getState().items).toEqual([]);
});
