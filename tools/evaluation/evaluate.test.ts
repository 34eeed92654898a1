import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { evaluationFigures } from '../../src/modelFolder/evaluation.ts';
import { readModelFile } from '../../src/modelFolder/read.ts';
import { NO_FILTERS } from '../dataset/filters.ts';
import { prepareDataset } from '../dataset/prepare.ts';
import { readPixels } from '../io/imageFiles.ts';
import { readModelLearning } from '../model/learning.ts';
import { folderSource } from '../model/openModel.ts';
import { tinyModel } from '../testing/tinyModel.ts';
import { evaluateModel, latentErrorShare, QUICK_EFFORT } from './evaluate.ts';
import { reportFigures, reportSchema } from './evaluationReport.ts';
import type { FeatureSource } from './features.ts';
import { keepEvaluation } from './runEvaluation.ts';
import { startRunner } from './runner.ts';

const EFFORT = { seedCount: 2, imageCount: 8, pathPairs: 1 };

/** A few waves over the image in the place of a large network. */
const WAVES: FeatureSource = {
  description: 'five waves',
  load: async (resolution, channels) => {
    const length = resolution ** 2 * channels;
    const values = Float32Array.from({ length: length * 5 }, (_, i) => Math.sin(i) / 10);
    return {
      weights: { waves: { shape: [length, 5], values } },
      itemShape: [resolution, resolution, channels],
      compute: ({ waves }, images) => tf.matMul(tf.reshape(images, [-1, length]), waves!),
    };
  },
};

let root: string;
let model: string;

beforeAll(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'alae-evaluate-'));
  model = path.join(root, 'tiny');
  const { files } = await tinyModel('tiny', {
    layerCount: 2,
    startChannels: 4,
    maxChannels: 8,
    latentSize: 8,
    mappingLayers: 2,
    channels: 3,
  });
  await mkdir(model);
  for (const [file, bytes] of files) await writeFile(path.join(model, file), bytes);
  const images = path.join(root, 'images');
  await mkdir(images);
  for (let i = 0; i < 24; i++) {
    const background = { r: 10 * i, g: 255 - 10 * i, b: (70 * i) % 256 };
    const dot = { create: { width: 1, height: 1, channels: 3, background: '#888' } } as const;
    await sharp({ create: { width: 8, height: 8, channels: 3, background } })
      .composite([{ input: dot, left: i % 5, top: 2 }])
      .png()
      .toFile(path.join(images, `${i}.png`));
  }
  const prepare = async (out: string, testCount: number) => {
    const testNames = path.join(root, `${out}.txt`);
    await writeFile(testNames, Array.from({ length: testCount }, (_, i) => `${3 * i}.png\n`).join(''));
    await prepareDataset({ input: images, out: path.join(root, out), testNames, ...NO_FILTERS });
  };
  await prepare('data', 8);
  await prepare('few', 2);
});
afterAll(() => rm(root, { recursive: true, force: true }));

describe('evaluateModel', () => {
  it('measures a model, twice the same, and puts figures on its card and sheets beside them', async () => {
    const runner = await startRunner('cpu');
    try {
      const options = { model, dataset: path.join(root, 'data'), effort: EFFORT, features: WAVES };
      const evaluate = () => evaluateModel(runner, options);
      const evaluation = await evaluate();
      const { report, sheets } = evaluation;
      expect(report.settings).toMatchObject({ imageCount: 8, seeds: [1, 2], nearestSearchedTrainingImages: 16 });
      // Dots on plain colours are nothing like what random weights draw.
      expect(report.kid.samples.mean).toBeGreaterThan(report.kid.floor.mean);
      expect(report.frechet.reconstructions.mean).toBeGreaterThan(report.frechet.floor.mean);
      expect(report.likeness.colours.medianRank.value).toBeGreaterThan(1);
      expect(report.likeness.features.firstShare.value).toBeLessThan(1);
      expect(report.sharpness.reconstructions.value).toBeGreaterThan(0);
      expect(report.droplets?.map(({ sidePixels }) => sidePixels)).toEqual([4, 8]);
      for (const { share } of report.droplets!) expect(share.mean).toBeGreaterThan(0.001);
      expect(evaluation.warning).toMatch(/tiny does not say which images its training kept apart/);
      expect((await evaluate()).report).toEqual(report);

      await keepEvaluation(evaluation, { directory: path.join(model, 'evaluation'), card: model });
      await keepEvaluation(evaluation, { card: model });
      const file = await readModelFile(folderSource(model));
      expect(evaluationFigures(file.evaluation)).toEqual(reportFigures(report));
      const { milestones } = (await readModelLearning(model, file))!;
      expect(milestones).toEqual([{ imagesSeen: file.training!.imagesSeen, figures: reportFigures(report) }]);
      const folder = path.join(model, 'evaluation');
      expect(reportSchema.parse(JSON.parse(await readFile(path.join(folder, 'report.json'), 'utf8')))).toEqual(report);
      for (const [file, { width, height }] of Object.entries(sheets)) {
        expect(await readPixels(path.join(folder, file))).toMatchObject({ width, height });
      }
    } finally {
      await runner.close();
    }
  });

  it('says when a data set has too few images, or none of the right size', async () => {
    const runner = await startRunner('cpu');
    const few = path.join(root, 'few');
    await expect(evaluateModel(runner, { model, dataset: few, effort: QUICK_EFFORT })).rejects.toThrow(
      `${few} has 22 training and 2 test images, evaluation needs 8 of each: prepare it with more images or a larger`,
    );
    await runner.close();
  });
});

describe('latentErrorShare', () => {
  const w = Float32Array.of(1, 2, 3, 4);
  const average = Float32Array.of(2, 3);

  it('is 0 where every latent is found again and 1 where only the average is', () => {
    expect(latentErrorShare(w, w, average)).toBe(0);
    expect(latentErrorShare(w, Float32Array.of(2, 3, 2, 3), average)).toBe(1);
    expect(latentErrorShare(w, Float32Array.of(1, 2, 3, 2), average)).toBe(1);
  });
});
