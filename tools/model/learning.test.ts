import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Learning, LossesPoint } from '../../src/modelFolder/learningFile.ts';
import { startMachineMeter } from '../run/machineUse.ts';
import { appendStats, createRun } from '../run/runDirectory.ts';
import { parseTrainingOptions } from '../run/trainingOptions.ts';
import { TINY_FIGURES } from '../testing/tinyModel.ts';
import { collectLearning, keepEarlierLearning, thinLosses, withMilestonesOf } from './learning.ts';

const point = (imagesSeen: number, loss: number, lod = 0): LossesPoint => ({
  imagesSeen,
  lod,
  discriminator: loss,
  generator: 2 * loss,
  latent: 3 * loss,
});

describe('thinLosses', () => {
  it('takes the mean of each stretch, and never one over two levels', () => {
    const points = [point(10, 1), point(20, 3), point(30, 5), point(40, 7, 1), point(50, 9, 1), point(60, 11, 1)];
    expect(thinLosses(points, 3)).toEqual([point(20, 2), point(30, 5), point(40, 7, 1), point(60, 10, 1)]);
  });

  it('takes the mean of a loss over those that have it', () => {
    const [mixed, without] = thinLosses([point(10, 1), { ...point(20, 3), photo: 0.5 }, point(30, 5)], 1.5);
    expect(mixed).toEqual({ ...point(20, 2), photo: 0.5 });
    expect(without).toEqual(point(30, 5));
  });

  it('keeps to the number, the order, the end and every level', () => {
    const distances = fc.array(fc.tuple(fc.integer({ min: 1, max: 5000 }), fc.boolean()), {
      minLength: 1,
      maxLength: 99,
    });
    fc.assert(
      fc.property(distances, fc.integer({ min: 1, max: 40 }), (steps, count) => {
        let [seen, lod] = [0, 0];
        const points = steps.map(([distance, isNext]) => {
          seen += distance;
          if (isNext && lod < 4) lod += 1;
          return point(seen, 1, lod);
        });
        const thin = thinLosses(points, count);
        expect(thin.length).toBeLessThanOrEqual(count + 5);
        expect(thin.at(-1)).toEqual(points.at(-1));
        expect(new Set(thin.map((it) => it.lod))).toEqual(new Set(points.map((it) => it.lod)));
        for (const [i, { imagesSeen }] of thin.entries())
          expect(imagesSeen).toBeGreaterThan(thin[i - 1]?.imagesSeen ?? 0);
      }),
    );
  });
});

describe('collectLearning', () => {
  const options = parseTrainingOptions({ architecture: { layerCount: 2 } }, 'the test');
  const machine = startMachineMeter();
  const stats = (imagesSeen: number, discriminator: number) =>
    appendStats(run, {
      ...{ lod: 1, blend: 1, batchSize: 8, learningRate: 0.002, averageKeep: 0.9 },
      ...{ generator: 1, latent: 1, imagesPerSecond: 1, elapsedMs: 1, writtenAt: 1234 },
      ...{ imagesSeen, discriminator, iteration: imagesSeen, totalImages: 2000, machine: machine.read() },
    });
  let run: string;

  beforeEach(async () => {
    run = path.join(await mkdtemp(path.join(os.tmpdir(), 'alae-learning-')), 'run');
    await createRun(run, options);
  });
  afterEach(() => rm(path.dirname(run), { recursive: true, force: true }));

  it('takes the run up to the checkpoint, as many images seen as the model by then', async () => {
    await stats(500, 3);
    await stats(1000, 4);
    await stats(1500, 5);
    const learning = await collectLearning(run, { imagesSeen: 1000, origin: { model: 'older', imagesSeen: 7000 } });
    expect(learning?.losses.map(({ imagesSeen, discriminator }) => [imagesSeen, discriminator])).toEqual([
      [7500, 3],
      [8000, 4],
    ]);
    expect(learning).toMatchObject({ begunAt: 1234, milestones: [] });
  });

  it('begins with what is known of the model that the run began with', async () => {
    const earlier: Learning = {
      begunAt: 1,
      losses: [point(3500, 1.23456), point(7000, 2)],
      milestones: [{ imagesSeen: 7000, figures: TINY_FIGURES }],
    };
    await keepEarlierLearning(run, earlier);
    await stats(500, 3);
    const learning = await collectLearning(run, { imagesSeen: 1000, origin: { model: 'older', imagesSeen: 7000 } });
    expect(learning?.losses.map(({ imagesSeen, discriminator }) => [imagesSeen, discriminator])).toEqual([
      [3500, 1.235],
      [7000, 2],
      [7500, 3],
    ]);
    expect(learning).toMatchObject({ begunAt: 1234, milestones: earlier.milestones });
  });

  it('keeps the loss of a photo update, and has none where there was none', async () => {
    const later = [{ ...point(1000, 1), photo: 0.123456 }, point(2000, 1)];
    await keepEarlierLearning(run, { losses: later, milestones: [] });
    const learning = await collectLearning(run, { imagesSeen: 0 });
    expect(learning?.losses).toEqual([{ ...point(1000, 1), photo: 0.1235 }, point(2000, 1)]);
  });

  it('is nothing where nothing is known', async () => {
    expect(await collectLearning(run, { imagesSeen: 1000 })).toBeUndefined();
  });
});

describe('withMilestonesOf', () => {
  const milestones = [{ imagesSeen: 1, figures: TINY_FIGURES }];
  const learning = (begunAt: number | undefined): Learning => ({ begunAt, losses: [], milestones: [] });

  it('takes them from an earlier state of the same training only', () => {
    expect(withMilestonesOf(learning(5), { ...learning(5), milestones }).milestones).toEqual(milestones);
    expect(withMilestonesOf(learning(5), { ...learning(6), milestones }).milestones).toEqual([]);
    expect(withMilestonesOf(learning(undefined), { ...learning(undefined), milestones }).milestones).toEqual([]);
    expect(withMilestonesOf(learning(5), null).milestones).toEqual([]);
  });
});
