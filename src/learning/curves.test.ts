import { describe, expect, it } from 'vitest';
import { levelsSeen, nearest, smooth, timeLeft } from './curves.ts';
import { parseStats, type Stats } from './feed.ts';

const line = (part: Partial<Stats>): Stats => ({
  imagesSeen: 0,
  iteration: 0,
  lod: 0,
  blend: 1,
  batchSize: 8,
  learningRate: 0.002,
  discriminator: 1.4,
  generator: 0.7,
  latent: 0.1,
  imagesPerSecond: 10,
  elapsedMs: 0,
  ...part,
});

describe('smooth', () => {
  it('leaves a constant as it is, from the first value on, and gaps as gaps', () => {
    const stats = Array.from({ length: 5 }, () => line({}));
    const smoothed = smooth([2, 2, null, 2, 2], stats);
    expect(smoothed[2]).toBeNull();
    for (const value of smoothed.filter((v) => v !== null)) expect(value).toBeCloseTo(2, 12);
  });

  it('halves what was after a line in short levels, and begins anew at a level', () => {
    const stats = [0, 0, 0, 1].map((lod) => line({ lod }));
    const [first, , third, fourth] = smooth([1, 0, 0, 5], stats);
    expect(first).toBe(1);
    expect(third).toBeCloseTo(0.25 / (1 + 0.5 + 0.25), 12);
    expect(fourth).toBe(5);
  });
});

describe('nearest', () => {
  it.each([
    [-5, 0],
    [14, 0],
    [16, 1],
    [20, 1],
    [99, 2],
  ])('finds what is nearest to %i', (to, index) => expect(nearest([10, 20, 30], to)).toBe(index));

  it('finds nothing in nothing', () => expect(nearest([], 3)).toBe(-1));
});

describe('levelsSeen', () => {
  it('finds where levels begin and have faded in', () => {
    const stats = [
      line({ imagesSeen: 10 }),
      line({ imagesSeen: 20, lod: 1, blend: 0.2 }),
      line({ imagesSeen: 30, lod: 1, blend: 0.9 }),
      line({ imagesSeen: 40, lod: 1 }),
    ];
    expect(levelsSeen(stats)).toEqual([
      { lod: 0, fromImages: 0, fadedInAt: 10 },
      { lod: 1, fromImages: 20, fadedInAt: 30 },
    ]);
  });
});

describe('timeLeft', () => {
  const levels = [
    { lod: 0, fromImages: 0, fadedInAt: 0 },
    { lod: 1, fromImages: 100, fadedInAt: 150 },
  ];
  it('tells the level from the whole', () => {
    const early = timeLeft([line({ imagesSeen: 40, totalImages: 240 })], levels);
    expect(early).toEqual({ levelMs: 6000, totalMs: 20_000, isLastLevel: false });
    const late = timeLeft([line({ imagesSeen: 140, lod: 1, totalImages: 240 })], levels);
    expect(late).toEqual({ levelMs: 10_000, totalMs: 10_000, isLastLevel: true });
  });

  it('does not guess for a run that does not say how long it will be', () => {
    expect(timeLeft([line({ imagesSeen: 40 })], levels)).toBeUndefined();
    expect(timeLeft([], levels)).toBeUndefined();
  });
});

describe('parseStats', () => {
  it('reads a line of an older trainer, and passes over what is cut short or something else', () => {
    const old = line({ imagesSeen: 7 });
    expect(parseStats(JSON.stringify(old))).toEqual(old);
    expect(parseStats(JSON.stringify(old).slice(0, -4))).toBeUndefined();
    expect(parseStats('{"event":"restart"}')).toBeUndefined();
    expect(parseStats('')).toBeUndefined();
  });
});
