import { describe, expect, it } from 'vitest';
import { TINY_FIGURES } from '../../../tools/testing/tinyModel.ts';
import type { LossesPoint } from '../../modelFolder/learningFile.ts';
import { learningPlots, unknownStretches } from './learningPlots.ts';

const losses = (...moments: readonly number[]): LossesPoint[] =>
  moments.map((imagesSeen, i) => ({
    imagesSeen,
    lod: i < 2 ? 0 : 1,
    discriminator: 1.4 + i,
    generator: 0.7,
    latent: 1,
  }));
const milestone = (imagesSeen: number, kidSamples: number) => ({
  imagesSeen,
  figures: { ...TINY_FIGURES, kidSamples, kidFloor: -0.00001 },
});

describe('learningPlots', () => {
  it('shows measured figures before the losses, with all values in sight', () => {
    const milestones = [milestone(1000, 0.002), milestone(4000, 0.0001)];
    const plots = learningPlots({ losses: losses(1000, 2000, 3000, 4000), milestones });
    expect(plots.map(({ title }) => title)).toEqual([
      'Realism',
      'Likeness',
      'Discriminator',
      'Generator',
      'Latent error',
    ]);
    for (const { title, x, values, range, reference = values[0]! } of plots) {
      expect(x, title).toHaveLength(values.length);
      for (const value of [...values, reference]) {
        expect(value, title).toBeGreaterThanOrEqual(range[0]);
        expect(value, title).toBeLessThanOrEqual(range[1]);
      }
    }
    expect(plots[0]).toMatchObject({ values: [2, 0.1], reference: -0.01 });
    expect(plots[2]!.levels.map(({ lod, fromImages }) => [lod, fromImages])).toEqual([
      [0, 0],
      [1, 3000],
    ]);
  });

  it('draws the photo update’s loss from where there is one', () => {
    const [first, second, third] = losses(1000, 2000, 3000) as [LossesPoint, LossesPoint, LossesPoint];
    const later = [first, { ...second, photo: 0.5 }, { ...third, photo: 0.4 }];
    expect(learningPlots({ losses: later, milestones: [] })[3]).toMatchObject({
      title: 'Photo error',
      values: [null, 0.5, 0.4],
    });
  });

  it('draws no curve through one point, and none of what was not recorded', () => {
    expect(learningPlots({ losses: losses(1000), milestones: [milestone(1000, 1)] })).toEqual([]);
    const [discriminator] = learningPlots({ losses: losses(1000, 2000, 50_000, 51_000), milestones: [] });
    expect(discriminator).toMatchObject({ x: [1000, 2000, 2001, 50_000, 51_000], values: [1.4, 2.4, null, 3.4, 4.4] });
  });
});

describe('unknownStretches', () => {
  it('finds what is missing, at the beginning too', () => {
    expect(unknownStretches(losses(1000, 2000, 50_000, 51_000))).toEqual([[2000, 50_000]]);
    expect(unknownStretches(losses(90_000, 91_000, 92_000))).toEqual([[0, 90_000]]);
    expect(unknownStretches(losses(1000, 2000, 3000))).toEqual([]);
    expect(unknownStretches([])).toEqual([]);
  });
});
