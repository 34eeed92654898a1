import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tinyModel } from '../../e2e/tinyModel.ts';
import { evaluationFigures } from '../../src/modelFolder/evaluation.ts';
import { readModelFile } from '../../src/modelFolder/read.ts';
import { prepareDataset } from '../dataset/prepare.ts';
import { readPixels } from '../imageFiles.ts';
import { folderSource } from '../model.ts';
import { keepEvaluation } from './command.ts';
import { evaluateModel, latentErrorShare, QUICK_EFFORT } from './evaluate.ts';
import { reportFigures, reportSchema } from './report.ts';
import { startRunner } from './runner.ts';

const isInstalled =
  existsSync('node_modules/nsfwjs/package.json') && (await import('onnxruntime-node').catch(() => undefined));

const EFFORT = { seedCount: 2, imageCount: 8, pathPairs: 1 };

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
    await sharp({ create: { width: 8, height: 8, channels: 3, background } })
      .png()
      .toFile(path.join(images, `${i}.png`));
  }
  await prepareDataset({ input: images, out: path.join(root, 'data'), testFraction: 8 / 24 });
  await prepareDataset({ input: images, out: path.join(root, 'few'), testFraction: 0.1 });
});
afterAll(() => rm(root, { recursive: true, force: true }));

describe.skipIf(!isInstalled)('evaluateModel (skipped where onnxruntime-node or nsfwjs is not installed)', () => {
  it('measures a model, twice the same, and puts figures on its card and sheets beside them', async () => {
    const runner = await startRunner('auto');
    try {
      const evaluate = () => evaluateModel(runner, { model, dataset: path.join(root, 'data'), effort: EFFORT });
      const evaluation = await evaluate();
      const { report, sheets } = evaluation;
      expect(report.settings).toMatchObject({ imageCount: 8, seeds: [1, 2], nearestSearchedTrainingImages: 16 });
      // Plain colours are nothing like what random weights draw.
      expect(report.kid.samples.mean).toBeGreaterThan(report.kid.floor.mean);
      expect(report.frechet.reconstructions.mean).toBeGreaterThan(report.frechet.floor.mean);
      expect((await evaluate()).report).toEqual(report);

      await keepEvaluation(evaluation, { folder: model, out: undefined, quick: false });
      const { evaluation: onCard } = await readModelFile(folderSource(model));
      expect(evaluationFigures(onCard)).toEqual(reportFigures(report));
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
