import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { seededRandom } from '../../../src/latent/random.ts';
import { evaluationFigures } from '../../../src/modelFolder/evaluation.ts';
import { readModelFile } from '../../../src/modelFolder/read.ts';
import { packModelFile } from '../../../src/modelFolder/write.ts';
import { NO_FILTERS } from '../../dataset/filters.ts';
import { prepareDataset } from '../../dataset/prepare.ts';
import { readPixels } from '../../io/imageFiles.ts';
import { folderSource } from '../../model/openModel.ts';
import { tinyModel } from '../../testing/tinyModel.ts';
import { describeReport, type Report, readReport } from '../evaluationReport.ts';
import { keepEvaluation } from '../runEvaluation.ts';
import { keySchema } from './key.ts';
import { scoreJudging, writeJudging } from './runJudging.ts';

let root: string;
let model: string;
let dataset: string;
let said = '';

beforeAll(async () => {
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    said += text;
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation(() => true);
  root = await mkdtemp(path.join(os.tmpdir(), 'alae-judge-'));
  model = path.join(root, 'tiny');
  const architecture = { layerCount: 2, startChannels: 4, maxChannels: 8, latentSize: 8, mappingLayers: 2 } as const;
  const { files } = await tinyModel('tiny', { ...architecture, channels: 3 });
  await mkdir(model);
  for (const [file, bytes] of files) await writeFile(path.join(model, file), bytes);
  const input = path.join(root, 'images');
  await mkdir(input);
  const random = seededRandom(3);
  for (let i = 0; i < 26; i++) {
    const pixels = Uint8Array.from({ length: 8 * 8 * 3 }, () => 256 * random());
    await sharp(pixels, { raw: { width: 8, height: 8, channels: 3 } })
      .png()
      .toFile(path.join(input, `${i}.png`));
  }
  const testNames = path.join(root, 'test.txt');
  await writeFile(testNames, Array.from({ length: 24 }, (_, i) => `${i}.png\n`).join(''));
  dataset = path.join(root, 'data');
  await prepareDataset({ input, out: dataset, testNames, ...NO_FILTERS });
});
afterAll(async () => {
  vi.restoreAllMocks();
  await rm(root, { recursive: true, force: true });
});

const judging = async (out: string, seed = 0) => {
  const counts = { judges: 2, rows: 9, pairs: 12, seed };
  await writeJudging({ model, dataset, out, hasNoise: true, force: false, device: 'cpu', ...counts });
  return keySchema.parse(JSON.parse(await readFile(path.join(out, 'key.json'), 'utf8')));
};

/** Figures that nobody measured. */
function inventedReport(): Report {
  const over = { mean: 1, standardDeviation: 0, values: [1] };
  const realism = { samples: over, reconstructions: over, floor: over };
  const estimate = { value: 1, standardError: 0 };
  const retrieval = { medianRank: estimate, firstShare: estimate };
  const nearest = { smallest: 1, median: 1 };
  return describeReport({
    model: { name: 'tiny', title: 'Tiny', imagesSeen: 1, resolutionPixels: 8 },
    dataset: { source: 'images', trainingImages: 2, testImages: 24 },
    settings: {
      ...{ imageCount: 24, seeds: [1], noise: 'random', truncationPsi: 1, features: '', computedBy: 'cpu' },
      ...{ pathPairs: 1, pathStep: 1e-4, nearestSearchedTrainingImages: 2 },
    },
    reconstruction: { squaredErrorLevels2: over2, psnrDb: over2, ssim: over2, ofTrainingImagesPsnrDb: over2 },
    likeness: { features: retrieval, colours: retrieval },
    sharpness: { samples: over, reconstructions: estimate },
    ...{ latentErrorShare: over, kid: realism, frechet: realism, pathLength: { full: over, ends: over } },
    nearestTrainingImage: { ofSamples: nearest, ofTestImages: nearest },
  });
}
const over2 = { mean: 1, standardDeviation: 0 };

describe('alae judge', () => {
  it('writes for each judge sheets and what to do, and the key apart from them', async () => {
    const out = path.join(root, 'sheets');
    const key = await judging(out);
    expect((await readdir(out)).sort()).toEqual(['judge1', 'judge2', 'key.json']);
    for (const folder of ['judge1', 'judge2']) {
      const files = await readdir(path.join(out, folder));
      expect(files.sort()).toEqual(['INSTRUCTIONS.txt', 'pairs-01.png', 'rows-01.png', 'rows-02.png']);
    }
    expect(key.judges.map(({ rows, pairs }) => [rows.length, pairs.length])).toEqual([
      [9, 12],
      [9, 12],
    ]);
    const text = await readFile(path.join(out, 'judge2', 'INSTRUCTIONS.txt'), 'utf8');
    expect(text).toContain('rows-*.png, rows 10 to 18:');
    expect(text).toContain('pairs-*.png, pairs P13 to P24:');
    expect(text).toContain('\n10: C\nP13: A\n');
    const sheets = await Promise.all(
      ['judge1/rows-01.png', 'judge2/rows-01.png'].map((file) => readPixels(path.join(out, file))),
    );
    expect(Buffer.compare(Buffer.from(sheets[0]!.data), Buffer.from(sheets[1]!.data))).not.toBe(0);
    await judging(path.join(root, 'again'));
    expect(await readFile(path.join(root, 'again', 'judge1', 'pairs-01.png'))).toEqual(
      await readFile(path.join(out, 'judge1', 'pairs-01.png')),
    );
    await expect(judging(out)).rejects.toThrow(/already holds sheets for judges: give --out another name, or --force/);
  });

  it('scores what they answered into the report and onto the card, where it stays for these weights', async () => {
    const out = path.join(root, 'scored');
    const key = await judging(out, 4);
    const answers = await Promise.all(
      key.judges.map(async ({ rows, pairs }, i) => {
        const file = path.join(out, `judge${i + 1}`, 'answers.txt');
        const wrong = i === 0 ? '' : rows[0]!.photo; // the second judge errs once, and in every pair
        const lines = [
          ...rows.map(
            ({ number, photo }, at) => `${number}: ${at === 0 && wrong ? (wrong === 'A' ? 'B' : 'A') : photo}`,
          ),
          ...pairs.map(({ number, drawn }) => `P${number}: ${i === 0 ? drawn : drawn === 'A' ? 'B' : 'A'}`),
        ];
        await writeFile(file, lines.join('\n'));
        return file;
      }),
    );
    const directory = path.join(model, 'evaluation');
    const score = () => scoreJudging({ answers: [answers[0]!, answers[1]!] });
    await expect(score()).rejects.toThrow(/report\.json is missing or of an older version: measure the model first/);
    await keepEvaluation({ report: inventedReport(), sheets: {}, warning: undefined }, { directory, card: model });
    said = '';
    await score();
    expect(said).toContain(
      "2 strangers picked the right cat 17 times of 18 (± 1; by chance 4), and told the model's picture from a photo 12 times of 24",
    );
    const score2 = { judgedRows: 18, judgedRowsRight: 17, judgedPairs: 24, judgedPairsRight: 12 };
    const figures = async () => evaluationFigures((await readModelFile(folderSource(model))).evaluation);
    expect(await figures()).toMatchObject(score2);
    expect((await readReport(directory)).judged).toMatchObject({ judges: 2, rows: 18, rowsRight: 17, pairsRight: 12 });

    // Another evaluation measures the same weights: what strangers said of them stays.
    await keepEvaluation({ report: inventedReport(), sheets: {}, warning: undefined }, { directory, card: model });
    expect(await figures()).toMatchObject(score2);

    const file = await readModelFile(folderSource(model));
    const shards = file.shards.map((shard) => ({ ...shard, sha256: shard.sha256.replaceAll(/./g, '0') }));
    const [name, bytes] = packModelFile({ ...file, shards });
    await writeFile(path.join(model, name), bytes);
    await expect(score()).rejects.toThrow(/tiny has other weights than the model that was judged/);
    await keepEvaluation({ report: inventedReport(), sheets: {}, warning: undefined }, { directory, card: model });
    expect((await figures())?.judgedRows).toBeUndefined();
  });

  it('says what is no key', async () => {
    const answers = path.join(root, 'answers.txt');
    await writeFile(answers, '1: A');
    await expect(scoreJudging({ answers: [answers], key: answers })).rejects.toThrow(
      /answers\.txt is no key of sheets/,
    );
    await expect(scoreJudging({ answers: [path.join(root, 'none.txt')] })).rejects.toThrow(/cannot be read/);
  });
});
