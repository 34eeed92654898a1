import { expect, it, vi } from 'vitest';
import { dropPhoto, keepPhoto, photoOf } from './assets.ts';

it('lets a photo go after its last frame, but not one that has come back meanwhile', () => {
  vi.useFakeTimers();
  try {
    const photo = { file: new Blob([]), url: 'samples/a.webp', width: 4, height: 4 };
    keepPhoto('a', photo);
    dropPhoto('a');
    expect(photoOf('a')).toBe(photo);
    const again = { ...photo };
    keepPhoto('a', again);
    vi.runAllTimers();
    expect(photoOf('a')).toBe(again);
    dropPhoto('a');
    vi.runAllTimers();
    expect(() => photoOf('a')).toThrow('no photo');
  } finally {
    vi.useRealTimers();
  }
});
