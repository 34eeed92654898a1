import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { keepPhoto, photoOf } from '../store/assets.ts';
import { endStep } from '../store/history.ts';
import { useStudio } from '../store/studio.ts';
import { unrecorded } from '../store/unrecorded.ts';
import { removeItem } from './removeItem.ts';
import { undo } from './undo.ts';
import { watchAssets } from './watchAssets.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it('keeps the photo of a removed item until undo cannot bring it back', () => {
  const photo = { file: new Blob([]), url: 'a.webp', width: 4, height: 4 };
  const studio = useStudio.getState();
  watchAssets();
  keepPhoto('a', photo);
  unrecorded(() => studio.addItems([{ kind: 'photo', id: 'a', name: 'a', crop: { left: 0, top: 0, size: 4 } }]));
  endStep();
  removeItem('a');
  vi.runAllTimers();
  expect(photoOf('a')).toBe(photo);
  undo();
  vi.runAllTimers();
  expect(photoOf('a')).toBe(photo);
  endStep();
  removeItem('a');
  unrecorded(() => studio.clearLatent());
  vi.runAllTimers();
  expect(() => photoOf('a')).toThrow('no photo');
});
