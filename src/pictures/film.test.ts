import { beforeEach, expect, it } from 'vitest';
import type { RandomItem } from '../store/librarySlice.ts';
import { useStudio } from '../store/studio.ts';
import { canPlayThrough, drawFilm, filmOf, previewSide } from './film.ts';
import { FILM_BYTES, filmFrames } from './pictureCache.ts';
import { type BetweenSpec, keyOf } from './pictureSpec.ts';

const studio = () => useStudio.getState();
const cat = (id: string): RandomItem => ({ kind: 'random', id, name: id, seed: 1 });
const pixels = { width: 1, height: 1, data: new Uint8ClampedArray(4) };
const inShort = ({ around, progress }: BetweenSpec) => `${around.map((item) => item?.id ?? '-').join('')} ${progress}`;
const shown = () => filmOf(studio().morph, studio().items)!;

beforeEach(() => {
  filmFrames.clear();
  useStudio.setState(useStudio.getInitialState(), true);
  studio().addItems(['a', 'b', 'c', 'd', 'e'].map(cat));
});

it('begins with a loop through the first cats', () => {
  const { frames, isLoop } = shown();
  expect(isLoop).toBe(true);
  expect(frames).toHaveLength(4 * 1.5 * 24);
  expect(inShort(frames[0]!)).toBe('a 0');
  expect(inShort(frames[18]!)).toBe('dabc 0.5');
});

it('leaves out a cat that is no longer in the library, and takes it back with it', () => {
  studio().addMorphKey('e');
  const before = shown();
  studio().removeItem('b');
  expect(shown().frames).toHaveLength(4 * 1.5 * 24);
  studio().addItems([cat('b')]);
  expect(shown().frames.map(inShort)).toEqual(before.frames.map(inShort));
});

it('draws a frame once however often it is shown', () => {
  studio().setMorphSegment(null, { easing: 'hold' });
  expect(new Set(shown().frames.map((frame) => keyOf(frame, { kind: 'none' }))).size).toBe(4);
});

it('is empty when every picture was taken off', () => {
  studio().changeMorph({ keys: [] });
  expect(shown()).toBe(null);
});

it('moves a key to another one’s place', () => {
  const order = () => studio().morph.keys!.map(({ itemId }) => itemId);
  studio().moveMorphKey('first-a', 'first-c');
  expect(order()).toEqual(['b', 'c', 'a', 'd']);
  studio().moveMorphKey('first-d', 'first-b');
  expect(order()).toEqual(['d', 'b', 'c', 'a']);
});

it('keeps every frame of a film in memory, smaller if need be', () => {
  expect(previewSide(144, 64)).toBe(64);
  const side = previewSide(144, 1024);
  expect(side).toBeLessThan(1024);
  expect(144 * 4 * side ** 2).toBeLessThanOrEqual(FILM_BYTES);
});

it('draws from the playhead on and round, and nothing twice', async () => {
  const drawn: string[] = [];
  const frames = ['0', '1', '2', '3', '1'].map((key) => ({
    key,
    async render() {
      drawn.push(key);
      return pixels;
    },
  }));
  const rates: number[] = [];
  const signal = new AbortController().signal;
  await drawFilm(frames, { lanes: 1, playhead: () => 2, onFrame: (rate) => rates.push(rate), signal });
  expect(drawn).toEqual(['2', '3', '1', '0']);
  expect(rates).toHaveLength(4);
  expect(Math.min(...rates)).toBeGreaterThan(0);
  await drawFilm(frames, { lanes: 1, playhead: () => 0, onFrame: (rate) => rates.push(rate), signal });
  expect(rates).toHaveLength(4);
});

it('plays once what is missing will be there in time', () => {
  const missingFrom = (ready: number) => Array.from({ length: 100 }, (_, i) => i < ready);
  expect(canPlayThrough(missingFrom(100), 20, 0)).toBe(true);
  expect(canPlayThrough(missingFrom(99), 20, 0)).toBe(false);
  expect(canPlayThrough(missingFrom(10), 20, 10)).toBe(false);
  expect(canPlayThrough(missingFrom(70), 20, 10)).toBe(true);
  expect(canPlayThrough(missingFrom(5), 20, 40)).toBe(true);
});
