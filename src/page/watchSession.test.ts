import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keepPhoto } from '../pictures/assets.ts';
import { deletePhoto, savePhoto, saveSession } from '../session/sessionDatabase.ts';
import type { PhotoItem } from '../store/librarySlice.ts';
import { useStudio } from '../store/studio.ts';
import { watchSession } from './watchSession.ts';

vi.mock('../session/sessionDatabase.ts', () => ({
  openSessionDatabase: vi.fn(async () => ({})),
  listSessions: vi.fn(async () => []),
  loadSession: vi.fn(async () => null),
  saveSession: vi.fn(async () => {}),
  savePhoto: vi.fn(async () => {}),
  deletePhoto: vi.fn(async () => {}),
}));

const photo = (id: string): PhotoItem => ({ kind: 'photo', id, name: id, crop: { left: 0, top: 0, size: 64 } });
const full = async () => {
  throw new DOMException('The disk is full.', 'QuotaExceededError');
};
const studio = () => useStudio.getState();
const savedPhotos = () => vi.mocked(savePhoto).mock.calls.map(([, , itemId]) => itemId);
const written = () => vi.advanceTimersByTimeAsync(300);

function add(id: string): void {
  keepPhoto(id, { file: new Blob(['a cat']), url: `blob:${id}`, width: 64, height: 64 });
  studio().addItems([photo(id)]);
}

beforeEach(() => {
  vi.useFakeTimers();
  const listened = { addEventListener() {} };
  vi.stubGlobal('window', listened);
  vi.stubGlobal('document', { ...listened, visibilityState: 'visible' });
  vi.stubGlobal('location', { hash: '' });
  vi.stubGlobal('navigator', {});
  vi.stubGlobal('BroadcastChannel', undefined);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('a full storage is one sentence; the page goes on, and keeps the photo as soon as there is room', async () => {
  await watchSession();
  vi.mocked(savePhoto).mockImplementation(full);
  vi.mocked(saveSession).mockImplementation(full);
  add('ginger');
  await written();
  add('smoke');
  await written();
  expect(studio().items.map(({ id }) => id)).toEqual(['smoke', 'ginger']);
  expect(studio().isKept).toBe(false);
  expect(studio().notices.map(({ text }) => text)).toEqual([
    'The browser’s storage is full: not everything here will be there after you close the page.',
  ]);

  vi.mocked(savePhoto).mockClear();
  vi.mocked(saveSession).mockImplementation(async () => {}); // what is small fits
  studio().renameItem('ginger', 'Ginger');
  await written();
  expect(savedPhotos()).toEqual([]); // not again and again
  expect(studio().isKept).toBe(false); // a photo is missing still

  vi.mocked(savePhoto).mockImplementation(async () => {});
  studio().removeItem('smoke');
  await written();
  expect(vi.mocked(deletePhoto).mock.calls.map(([, , itemId]) => itemId)).toEqual(['smoke']);
  expect(savedPhotos()).toEqual(['ginger']);
  studio().renameItem('ginger', 'Gingerbread');
  await written();
  expect(studio().isKept).toBe(true);
});
