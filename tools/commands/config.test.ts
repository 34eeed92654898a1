import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { parse } from 'yaml';
import { NO_FILTERS } from '../dataset/filters.ts';
import { encodeImageExample } from '../dataset/imageExample.ts';
import type { Manifest } from '../dataset/manifest.ts';
import { prepareDataset } from '../dataset/prepare.ts';
import { frameRecord } from '../dataset/tfrecord.ts';
import { configCommand } from './config.ts';

const TRAINING = `
architecture: { layerCount: 2, startChannels: 16, maxChannels: 24, latentSize: 20, mappingLayers: 3, channels: 1 }
epochsPerLod: [4, 9]
trainEpochs: 30
batchSizePerLod: [64, 6]
learningRatePerLod: [0.001, 1]
styleMixingProbability: 1
latentAverageDecay: 0.9
flip: false
`;

let root: string;
let dataset: string;
let manifest: Manifest;

beforeAll(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'alae-config-'));
  const image = { channels: 1, height: 8, width: 8, label: 0, data: new Uint8Array(64) } as const;
  const input = path.join(root, 'dots-r03.tfrecords');
  await writeFile(input, Buffer.concat(Array.from({ length: 41 }, () => frameRecord(encodeImageExample(image)))));
  dataset = path.join(root, 'grey dots');
  manifest = await prepareDataset({ input, out: dataset, format: 'tfrecord', folds: 4, channels: 1, ...NO_FILTERS });
  await writeFile(path.join(root, 'training.yaml'), TRAINING);
});
afterAll(() => rm(root, { recursive: true, force: true }));

/** Runs the command; the file it wrote, as text and as PyYAML would read it, and what it said. */
async function config(out: string, ...options: string[]) {
  const said: string[] = [];
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((text) => said.push(String(text)) > 0);
  const file = path.join(root, out);
  try {
    await configCommand.parseAsync(['--dataset', dataset, '--out', file, ...options], { from: 'user' });
  } finally {
    spy.mockRestore();
  }
  const text = await readFile(file, 'utf8');
  return { text, yaml: parse(text, { version: '1.1' }), said: said.join('') };
}

/** What Python's % operator makes of a path for a fold at a resolution. */
const filled = (pattern: string, level: number, fold: number): string =>
  pattern
    .replace('%02d', String(level).padStart(2, '0'))
    .replace('%03d', String(fold).padStart(3, '0'))
    .replaceAll('%%', '%');

describe('alae config', () => {
  it('writes what the data set and the training say, by the names of the PyTorch implementation', async () => {
    const { yaml } = await config('dots.yaml', '--training-config', path.join(root, 'training.yaml'));
    expect(manifest.counts).toEqual({ train: 36, test: 3 });
    expect(yaml).toEqual({
      NAME: 'dots',
      DATASET: {
        PART_COUNT: 4,
        SIZE: 36,
        PATH: `${dataset}/grey-dots-r%02d.tfrecords.%03d`,
        PART_COUNT_TEST: 1,
        SIZE_TEST: 3,
        PATH_TEST: `${dataset}/grey-dots-test-r%02d.tfrecords.%03d`,
        FLIP_IMAGES: false,
        MAX_RESOLUTION_LEVEL: 3,
        SAMPLES_PATH: 'no_path',
      },
      MODEL: {
        LATENT_SPACE_SIZE: 20,
        LAYER_COUNT: 2,
        MAX_CHANNEL_COUNT: 24,
        START_CHANNEL_COUNT: 16,
        DLATENT_AVG_BETA: 0.9,
        STYLE_MIXING_PROB: 1,
        MAPPING_LAYERS: 3,
        CHANNELS: 1,
      },
      OUTPUT_DIR: 'training_artifacts/dots',
      TRAIN: {
        BASE_LEARNING_RATE: 0.001,
        EPOCHS_PER_LOD: 4,
        LEARNING_DECAY_RATE: 0.1,
        LEARNING_DECAY_STEPS: [],
        TRAIN_EPOCHS: 30,
        LOD_2_BATCH_8GPU: [32, 32],
        LOD_2_BATCH_4GPU: [36, 16],
        LOD_2_BATCH_2GPU: [36, 8],
        LOD_2_BATCH_1GPU: [36, 6],
        LEARNING_RATES: [0.001, 1],
      },
    });
  });

  it('names every file that there is, for all folds and resolutions', async () => {
    const { yaml } = await config('files.yaml');
    const expected: string[] = [];
    for (let level = 2; level <= yaml.DATASET.MAX_RESOLUTION_LEVEL; level++) {
      for (let fold = 0; fold < yaml.DATASET.PART_COUNT; fold++) expected.push(filled(yaml.DATASET.PATH, level, fold));
      expected.push(filled(yaml.DATASET.PATH_TEST, level, 0));
    }
    const files = (await readdir(dataset)).filter((name) => name !== 'dataset.json');
    expect(expected.sort()).toEqual(files.map((name) => path.join(dataset, name)).sort());
  });

  it('writes numbers and texts in the one type that yacs takes for them', async () => {
    const { text } = await config('off.yaml', '--training-config', path.join(root, 'training.yaml'));
    expect(text).toMatch(/^NAME: "off"$/m);
    expect(text).toMatch(/^ {2}STYLE_MIXING_PROB: 1\.0$/m);
    expect(text).toMatch(/^ {2}LEARNING_RATES: \[ 0\.001, 1\.0 \]$/m);
    expect(text).toMatch(/^ {2}FLIP_IMAGES: false$/m);
  });

  it('takes the size of the images where no training is given, and the place where the data set will be', async () => {
    const { yaml, said } = await config('plain.yaml', '--dataset-path', '/data/100%/dots/');
    expect(yaml.MODEL).toMatchObject({ LAYER_COUNT: 2, CHANNELS: 1, LATENT_SPACE_SIZE: 128 });
    expect(yaml.DATASET.PATH).toBe('/data/100%%/dots/grey-dots-r%02d.tfrecords.%03d');
    expect(filled(yaml.DATASET.PATH, 3, 1)).toBe('/data/100%/dots/grey-dots-r03.tfrecords.001');
    expect(said).toContain('For 1, 2 or 4 GPUs (4 folds)');
    expect(said).not.toContain('cannot be had');
  });

  it('says in the file and on the terminal what cannot be had there', async () => {
    const file = path.join(root, 'special.yaml');
    const architecture = 'architecture: { layerCount: 2, channels: 1 }\n';
    await writeFile(file, `${architecture}epochsPerLod: 0.4\ntrainEpochs: 2.5\nr1Interval: 8\nfadeFraction: 0.25\n`);
    const { text, said, yaml } = await config('note.yaml', '--training-config', file);
    for (const line of [
      'epochsPerLod is 2 here, one whole number for all levels, instead of 0.4.',
      'fadeFraction is 0.5 here instead of 0.25.',
      'r1Interval is 1 here instead of 8.',
    ]) {
      expect(said).toContain(line);
      expect(text).toContain(`# ${line}`);
    }
    expect(yaml.TRAIN).toMatchObject({ EPOCHS_PER_LOD: 2, TRAIN_EPOCHS: 4 });
  });

  it('refuses a generator that is not there', async () => {
    const file = path.join(root, 'modulated.yaml');
    await writeFile(file, 'architecture: { layerCount: 2, channels: 1, generator: stylegan2 }\n');
    await expect(config('modulated-out.yaml', '--training-config', file)).rejects.toThrow(
      /has no StyleGAN2 generator: leave generator out of the architecture/,
    );
  });

  it('writes small numbers so that PyYAML takes them for numbers', async () => {
    const file = path.join(root, 'slow.yaml');
    await writeFile(
      file,
      'architecture: { layerCount: 2, channels: 1 }\nlearningRatePerLod: [1.0e-7, 2.5e-9]\ntrainEpochs: 200',
    );
    const { text } = await config('slowly.yaml', '--training-config', file);
    expect(text).toMatch(/^ {2}BASE_LEARNING_RATE: 1\.0e-7$/m);
    expect(text).toMatch(/^ {2}LEARNING_RATES: \[ 1\.0e-7, 2\.5e-9 \]$/m);
    expect(text).toMatch(/^ {2}EPOCHS_PER_LOD: 15$/m);
  });

  it('leaves growing out where no epoch is asked for, and gives a last level its fade and as much again', async () => {
    const file = path.join(root, 'epochs.yaml');
    const train = async (options: string) => {
      await writeFile(file, `architecture: { layerCount: 2, channels: 1 }\n${options}`);
      return (await config('epochs-out.yaml', '--training-config', file)).yaml.TRAIN;
    };
    expect(await train('epochsPerLod: 0\ntrainEpochs: 0.4')).toMatchObject({ EPOCHS_PER_LOD: 0, TRAIN_EPOCHS: 1 });
    expect(await train('epochsPerLod: 9\ntrainEpochs: 10')).toMatchObject({ EPOCHS_PER_LOD: 9, TRAIN_EPOCHS: 17 });
  });

  it('says which options there are none of, and what becomes of batches', async () => {
    const file = path.join(root, 'missing.yaml');
    await writeFile(
      file,
      'architecture: { layerCount: 2, channels: 1 }\nbatchSizePerLod: [32, 6]\nseed: 7\nsharedPasses: true\n' +
        'checkpointMinutes: 9\nsheetKimg: 1',
    );
    const { said, text } = await config('missing-out.yaml', '--training-config', file);
    for (const option of ['seed 7', 'sharedPasses true', 'checkpointMinutes 9', 'sheetKimg 1']) {
      expect(said).toContain(`${option} cannot be had here: `);
      expect(text).toContain(`# ${option} cannot be had here: `);
    }
    expect(said).not.toContain('On 1 GPU ');
    expect(said).toContain('On 2 GPUs batches are raised to 32, 8 instead of 32, 6: each takes 4 images at least');
    const { said: lowered } = await config('lowered.yaml');
    expect(lowered).toContain('On 1 GPU batches are lowered to 36, 36 instead of 128, 128: there are 36 images.');
  });

  it('says that a number of folds is for one GPU only, and names no test images where there are none', async () => {
    for (const [folds, words] of [
      [1, '1 fold'],
      [3, '3 folds'],
    ] as const) {
      const out = path.join(root, `folds${folds}`);
      const input = path.join(root, 'dots-r03.tfrecords');
      await prepareDataset({ input, out, format: 'tfrecord', folds, channels: 1, testFraction: 0, ...NO_FILTERS });
      const { said, yaml } = await config(`for-${folds === 1 ? 'one' : 'three'}.yaml`, '--dataset', out);
      expect(said).toContain(`For 1 GPU (${words}); `);
      expect(said).toContain(`No number of GPUs but 1 divides ${words}: `);
      expect(yaml.DATASET).toMatchObject({ PART_COUNT: folds, SIZE_TEST: 0 });
      expect(yaml.DATASET).not.toHaveProperty('PATH_TEST');
    }
  });

  it('refuses what would fail there', async () => {
    await expect(config('x.yaml', '--gpus', '8')).rejects.toThrow(
      /grey dots has 4 folds, which 8 GPUs cannot share: prepare it again with --folds 8 or a multiple\.$/,
    );
    await expect(config('64.yaml')).rejects.toThrow(/64\.yaml does not name a run: give --out a name of letters/);
    const file = path.join(root, 'large.yaml');
    await writeFile(file, 'architecture: { layerCount: 5, channels: 1 }');
    await expect(config('x.yaml', '--training-config', file)).rejects.toThrow(
      /has no images of 64 pixels \(found 4, 8\)/,
    );
    await writeFile(file, 'architecture: { layerCount: 2, channels: 3 }');
    await expect(config('x.yaml', '--training-config', file)).rejects.toThrow(/has 1 channels, expected 3/);
    expect(await readdir(root)).not.toContain('x.yaml');
  });
});
