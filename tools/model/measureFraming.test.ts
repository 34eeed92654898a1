import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readModelFile } from '../../src/modelFolder/read.ts';
import { prepareDataset } from '../dataset/prepare.ts';
import { UserError } from '../io/userError.ts';
import { square } from '../options/framingOptions.ts';
import { SAMPLE_HEADS } from '../testing/scenes.ts';
import { tinyModel } from '../testing/tinyModel.ts';
import { measureFraming, storeFraming } from './measureFraming.ts';
import { folderSource } from './openModel.ts';

/** Brightnesses in which each of the page's sample cats is an image: 12 alone are too few. */
const BRIGHTNESSES = [0.8, 1, 1.15];

let root: string;
let heads: string;
let model: string;

beforeAll(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'alae-framing-'));
  const photos = path.join(root, 'photos');
  await mkdir(photos);
  for (const file of SAMPLE_HEADS.files) {
    for (const brightness of BRIGHTNESSES) {
      const photo = sharp(path.join(SAMPLE_HEADS.folder, file)).resize(128, 128).modulate({ brightness });
      await photo.png().toFile(path.join(photos, `${path.parse(file).name}-${brightness}.png`));
    }
  }
  heads = path.join(root, 'heads');
  const filters = { minBrightness: 0, minContrast: 0, minDifference: 0, testFraction: 0 };
  await prepareDataset({ input: photos, out: heads, resolution: 128, ...filters });
  model = path.join(root, 'tiny');
  await mkdir(model);
  for (const [file, bytes] of (await tinyModel()).files) await writeFile(path.join(model, file), bytes);
}, 120_000);
afterAll(() => rm(root, { recursive: true, force: true }));

test('the face fills the part of whole heads that a model of faces was trained on', async () => {
  const framing = await storeFraming(model, { dataset: heads, limit: 1000, frame: square('59,79,261,281/320') });
  expect(Math.abs(framing.left)).toBeLessThan(0.08);
  expect(Math.abs(framing.top)).toBeLessThan(0.08);
  expect(Math.abs(framing.size - 1)).toBeLessThan(0.12);
  expect((await readModelFile(folderSource(model))).framing).toEqual(framing);
}, 120_000);

test('too few images say nothing of how a model is framed', async () => {
  await expect(measureFraming({ dataset: heads, limit: 5 })).rejects.toThrow(UserError);
}, 120_000);

test.each(['1,2,3', '10,10,20,30/40', '0,0,50,50/40'])('%s is no square inside images', (text) => {
  expect(() => square(text)).toThrow('as in 95,127,417,449/512');
});
