import { describe, expect, it } from 'vitest';
import type { Stats } from './feed.ts';
import { BALANCE, verdictOn } from './health.ts';

/** Lines of one level, whose losses are functions of the line's index. */
const run = (count: number, part: (index: number) => Partial<Stats>): Stats[] =>
  Array.from({ length: count }, (_, i) => ({
    imagesSeen: 100 * i,
    iteration: i,
    lod: 2,
    blend: 1,
    batchSize: 8,
    learningRate: 0.002,
    discriminator: BALANCE.discriminator,
    generator: BALANCE.generator,
    latent: 0.1,
    imagesPerSecond: 50,
    elapsedMs: 1000 * i,
    ...part(i),
  }));

describe('verdictOn', () => {
  it('calls balance what it is', () => {
    const stats = run(40, () => ({}));
    expect(verdictOn('discriminator', stats)).toMatchObject({
      tone: 'good',
      text: expect.stringContaining('neither side'),
    });
    expect(verdictOn('generator', stats)).toMatchObject({ tone: 'good', text: expect.stringContaining('with 50%') });
    expect(verdictOn('imagesPerSecond', stats)).toMatchObject({ tone: 'good' });
  });

  it('sees who is ahead', () => {
    const lost = run(40, () => ({ discriminator: 0.2, generator: 4 }));
    expect(verdictOn('discriminator', lost)).toMatchObject({
      tone: 'watch',
      text: expect.stringContaining('90% sure'),
    });
    expect(verdictOn('generator', lost)).toMatchObject({ tone: 'watch', text: expect.stringContaining('with 2%') });
    const fooled = run(40, () => ({ discriminator: 6, generator: 0.1 }));
    expect(verdictOn('discriminator', fooled)).toMatchObject({
      tone: 'watch',
      text: expect.stringContaining('far above'),
    });
    expect(verdictOn('generator', fooled)).toMatchObject({ tone: 'watch', text: expect.stringContaining('fooled') });
  });

  it('goes by the newest lines and not by a single peak', () => {
    const stats = run(60, (i) => ({ discriminator: i < 40 || i === 50 ? 30 : 1.4 }));
    expect(verdictOn('discriminator', stats).tone).toBe('good');
  });

  it.each(['latent', 'photo'] as const)('sees the %s error fall and rise', (curve) => {
    const verdict = (of: (index: number) => number) =>
      verdictOn(
        curve,
        run(60, (i) => ({ [curve]: of(i) })),
      );
    expect(verdict((i) => 1 / (i + 1)).text).toMatch(/falling/);
    expect(verdict((i) => 0.1 + 0.01 * i).tone).toBe('watch');
  });

  it('waits for a photo update that has only begun', () => {
    expect(
      verdictOn(
        'photo',
        run(60, (i) => (i < 58 ? {} : { photo: 1 })),
      ).tone,
    ).toBe('early');
  });

  it('notices that the machine is shared', () => {
    const stats = run(60, (i) => ({ imagesPerSecond: i < 40 ? 50 : 20 }));
    expect(verdictOn('imagesPerSecond', stats).text).toBe(
      '20.0 images a second, usually 50.0 at this level: perhaps something else uses the machine.',
    );
  });

  it('waits at the beginning of a level', () => {
    const stats = run(40, (i) => ({ lod: i < 38 ? 1 : 2, discriminator: 30 }));
    expect(verdictOn('discriminator', stats).tone).toBe('early');
  });
});
