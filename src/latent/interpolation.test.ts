import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  durationOf,
  EASINGS,
  ease,
  filmMoments,
  interpolate,
  keysAround,
  lerp,
  momentAt,
  type PathKind,
  type Segment,
  travelledSegments,
} from './interpolation.ts';

const second = (seconds: number, easing: Segment['easing'] = 'linear'): Segment => ({ seconds, easing });
const KEYS = [
  [0, 0],
  [1, 3],
  [4, 3],
  [2, -1],
].map((key) => new Float32Array(key));

/** Styles at a place of the way: 1.25 is a quarter past the second key. */
function placed(place: number, path: PathKind, isLoop: boolean): number[] {
  const moment = { key: Math.floor(place), progress: place % 1 };
  const around = keysAround(moment, KEYS.length, path, isLoop);
  return [
    ...interpolate(
      around.map((key) => (key === null ? null : KEYS[key]!)),
      moment.progress,
    ),
  ];
}

describe('easings', () => {
  it.each(EASINGS)('%s goes from 0 to 1 and never back', (easing) => {
    const values = Array.from({ length: 101 }, (_, i) => ease(easing, i / 100));
    expect(values[0]).toBe(0);
    expect(values.at(-1)).toBe(1);
    values.forEach((value, i) => {
      expect(value).toBeGreaterThanOrEqual(values[i - 1] ?? 0);
    });
  });

  it('holds until the end, and is half way at half time when it eases on both sides', () => {
    expect(ease('hold', 0.999)).toBe(0);
    expect(ease('easeInOut', 0.5)).toBe(0.5);
    expect(ease('easeIn', 0.5)).toBeLessThan(0.5);
    expect(ease('easeOut', 0.5)).toBeGreaterThan(0.5);
  });
});

describe('the way through time', () => {
  const segments = [second(1), second(3, 'hold'), second(2)];

  it('has a segment less when it does not close, and none for a single key', () => {
    expect(durationOf(travelledSegments(segments, true))).toBe(6);
    expect(durationOf(travelledSegments(segments, false))).toBe(4);
    expect(travelledSegments([second(1)], true)).toEqual([]);
  });

  it('finds the segment and the eased progress', () => {
    expect(momentAt(segments, 0.25)).toEqual({ key: 0, progress: 0.25 });
    expect(momentAt(segments, 3.9)).toEqual({ key: 1, progress: 0 });
    expect(momentAt(segments, 5)).toEqual({ key: 2, progress: 0.5 });
    expect(momentAt(segments, -1)).toEqual({ key: 0, progress: 0 });
    expect(momentAt(segments, 99)).toEqual({ key: 3, progress: 0 });
  });

  it('counts frames: a loop stops before its first frame, an open way on its last key', () => {
    expect(filmMoments(segments, true, 10)).toHaveLength(60);
    const open = filmMoments(segments, false, 10);
    expect(open).toHaveLength(61);
    expect(open.at(-1)).toEqual({ key: 3, progress: 0 });
    expect(filmMoments([second(0.1), second(0.2)], true, 10)).toHaveLength(3);
    expect(filmMoments([second(1), second(1)], true, 10)[10]).toEqual({ key: 1, progress: 0 });
    expect(filmMoments([], true, 10)).toEqual([{ key: 0, progress: 0 }]);
  });
});

describe('the way through W', () => {
  it.each(['linear', 'spline'] as const)('passes through every key (%s)', (path) => {
    for (const isLoop of [true, false]) {
      KEYS.forEach((key, index) => {
        expect(placed(index, path, isLoop)).toEqual([...key]);
        if (index === 0) return;
        placed(index - 1e-4, path, isLoop).forEach((value, i) => {
          expect(value).toBeCloseTo(key[i]!, 2);
        });
      });
    }
  });

  it('goes straight when it is linear', () => {
    expect(placed(1.5, 'linear', false)).toEqual([2.5, 3]);
    expect(placed(3.5, 'linear', true)).toEqual([1, -0.5]);
  });

  it('has no corner when it is a spline', () => {
    const step = 1e-2;
    for (const place of [1, 2, 3, 4]) {
      const [before, at, after] = [place - step, place % 4, (place % 4) + step].map((p) => placed(p, 'spline', true));
      at!.forEach((value, i) => {
        expect((value - before![i]!) / step).toBeCloseTo((after![i]! - value) / step, 0);
      });
    }
  });

  it('is a straight line where all keys lie on one at equal distances, at its open ends too', () => {
    const keys = [0, 1, 2].map((x) => new Float32Array([x, 2 * x]));
    const first = interpolate([null, keys[0]!, keys[1]!, keys[2]!], 0.25);
    const last = interpolate([keys[0]!, keys[1]!, keys[2]!, null], 0.25);
    expect([...first]).toEqual([0.25, 0.5]);
    expect([...last]).toEqual([1.25, 2.5]);
  });

  it('names only the keys that a picture depends on', () => {
    expect(keysAround({ key: 0, progress: 0 }, 4, 'spline', true)).toEqual([0]);
    expect(keysAround({ key: 3, progress: 1 }, 4, 'linear', true)).toEqual([0]);
    expect(keysAround({ key: 3, progress: 0.5 }, 4, 'linear', true)).toEqual([3, 0]);
    expect(keysAround({ key: 0, progress: 0.5 }, 4, 'spline', true)).toEqual([3, 0, 1, 2]);
    expect(keysAround({ key: 0, progress: 0.5 }, 2, 'spline', false)).toEqual([null, 0, 1, null]);
  });

  it('never leaves the range of two keys when it is linear', () => {
    const value = fc.float({ min: -10, max: 10, noNaN: true });
    fc.assert(
      fc.property(value, value, fc.float({ min: 0, max: 1, noNaN: true }), (a, b, t) => {
        const [mixed] = lerp(new Float32Array([a]), new Float32Array([b]), t);
        expect(mixed).toBeGreaterThanOrEqual(Math.min(a, b) - 1e-5);
        expect(mixed).toBeLessThanOrEqual(Math.max(a, b) + 1e-5);
      }),
    );
  });
});
