import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { removeItem } from '../actions/library.ts';
import { undo } from '../actions/undo.ts';
import { keepPhoto, photoOf } from '../pictures/assets.ts';
import { endStep } from '../store/history.ts';
import { beginHistoryAnew } from '../store/pageChanges.ts';
import { useStudio } from '../store/studio.ts';
import { watchAssets } from './watchAssets.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it('keeps the photo of a removed item until undo cannot bring it back', () => {
  const photo = { file: new Blob([]), url: 'a.webp', width: 4, height: 4 };
  const studio = useStudio.getState();
  watchAssets();
  keepPhoto('a', photo);
  beginHistoryAnew(() => studio.addItems([{ kind: 'photo', id: 'a', name: 'a', crop: { left: 0, top: 0, size: 4 } }]));
  endStep();
  removeItem('a');
  vi.runAllTimers();
  expect(photoOf('a')).toBe(photo);
  undo();
  vi.runAllTimers();
  expect(photoOf('a')).toBe(photo);
  endStep();
  removeItem('a');
  beginHistoryAnew(() => studio.clearLatent());
  vi.runAllTimers();
  expect(() => photoOf('a')).toThrow('no photo');
});

it('keeps the photo of a founder that left the library', () => {
  const photo = { file: new Blob([]), url: 'b.webp', width: 4, height: 4 };
  const item = { kind: 'photo', id: 'b', name: 'b', crop: { left: 0, top: 0, size: 4 } } as const;
  const studio = useStudio.getState();
  watchAssets();
  keepPhoto('b', photo);
  beginHistoryAnew(() => {
    studio.addItems([item]);
    studio.addLitter(item, { ...item, id: 'c' }, 1);
  });
  endStep();
  removeItem('b');
  beginHistoryAnew(() => studio.clearLatent());
  vi.runAllTimers();
  expect(photoOf('b')).toBe(photo);
  beginHistoryAnew(() => studio.removeLitters(useStudio.getState().family.litters.map(({ id }) => id)));
  vi.runAllTimers();
  expect(() => photoOf('b')).toThrow('no photo');
});
