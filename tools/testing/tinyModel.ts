/**
 * Writes a model folder with random weights, and the index beside it:
 *   tsx tools/testing/tinyModel.ts <models directory> [--name tiny] [--layers 5] [--start 8] [--max 16] [--latent 16] [--mapping 2]
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { recordCheck } from '../../src/inference/selfCheck.ts';
import type { EvaluationFigures } from '../../src/modelFolder/evaluation.ts';
import type { WeightArrays } from '../../src/modelFolder/schema.ts';
import { type PackedModel, packModel, packModelIndex } from '../../src/modelFolder/write.ts';
import { type Architecture, resolutionOf, styleCountOf } from '../../src/networks/architecture.ts';
import { createParams } from '../../src/networks/params.ts';
import { startBackend } from '../compute/backend.ts';

export const TINY_ARCHITECTURE = {
  layerCount: 5,
  startChannels: 8,
  maxChannels: 16,
  latentSize: 16,
  mappingLayers: 2,
  channels: 3,
} as const satisfies Architecture;

/** The shapes of the official models of faces at 1024 pixels. */
export const BIG_ARCHITECTURE = {
  layerCount: 9,
  startChannels: 16,
  maxChannels: 512,
  latentSize: 512,
  mappingLayers: 8,
  channels: 3,
} as const satisfies Architecture;

const TINY_SEED = 7;

/** Invented, for tests of how a card shows figures. */
export const TINY_FIGURES: EvaluationFigures = {
  testImages: 1234,
  seeds: 3,
  kidFloor: -0.000123,
  kidSamples: 0.0456,
  kidSamplesSpread: 0.0007,
  kidReconstructions: 0.0321,
  kidReconstructionsSpread: 0.0005,
  frechetFloor: 0.12,
  frechetSamples: 9.87,
  frechetReconstructions: 6.54,
  reconstructionPsnrDb: 12.34,
  reconstructionSsim: 0.25,
  trainingPsnrGapDb: 0.31,
  medianRankByFeatures: 91,
  firstShareByFeatures: 0.03,
  medianRankByColours: 4,
  firstShareByColours: 0.28,
  sharpnessOfSamples: 1.13,
  sharpnessOfReconstructions: 0.92,
  latentErrorShare: 0.4,
  pathLengthFull: 98.7,
  pathLengthEnds: 76.5,
  nearestTrainingRatio: 1.5,
  judgedRows: 160,
  judgedRowsRight: 139,
  judgedPairs: 80,
  judgedPairsRight: 71,
};

/**
 * A model with random weights, the same every time; its noise is to be seen.
 * @param device computes the recorded check: wasm for a large model
 */
export async function tinyModel(
  name = 'tiny',
  architecture: Architecture & { readonly channels: 1 | 3 } = TINY_ARCHITECTURE,
  device: 'cpu' | 'wasm' = 'cpu',
): Promise<PackedModel> {
  await startBackend(device);
  const weights = await randomWeights(architecture);
  return packModel({
    name,
    title: 'Random weights',
    description: 'A model that has learnt nothing, for tests.',
    architecture,
    licence: { spdx: 'CC0-1.0', sentence: 'Random numbers: do with them what you like.' },
    training: {
      dataset: 'none',
      imagesSeen: 0,
      date: '2026-01-01',
      commit: '',
      lodReached: architecture.layerCount - 1,
      schedule: 'not trained',
    },
    evaluation: TINY_FIGURES,
    weights: { ...weights, ...(await recordCheck(weights, architecture, checkImage(architecture))) },
  });
}

async function randomWeights(architecture: Architecture): Promise<WeightArrays> {
  const weights: WeightArrays = {};
  for (const [name, tensor] of Object.entries(createParams(architecture, TINY_SEED))) {
    // The first weights of StyleGAN's toRgb make pictures that are nearly grey; these show something.
    const gain = /toRgb\d+\/weight/.test(name) && architecture.generator !== 'stylegan2' ? 10 : 1;
    // The first weights of the noise are 0.
    const shift = /noise\d$/.test(name) ? 0.3 : 0;
    const values = (await tensor.data<'float32'>()).map((value) => gain * value + shift);
    weights[name] = { shape: tensor.shape, values };
    tensor.dispose();
  }
  const shape = [styleCountOf(architecture), architecture.latentSize];
  weights.wAverage = {
    shape,
    values: new Float32Array(styleCountOf(architecture) * architecture.latentSize).fill(0.1),
  };
  return weights;
}

/** Something with edges, slopes and colours. */
function checkImage(architecture: Architecture): Float32Array {
  const r = resolutionOf(architecture);
  return Float32Array.from({ length: r * r * architecture.channels }, (_, i) => {
    const channel = i % architecture.channels;
    const x = Math.floor(i / architecture.channels) % r;
    const y = Math.floor(i / architecture.channels / r);
    return Math.sin((x * (channel + 1) + y * (3 - channel)) / 9) * (x > y ? 1 : 0.5);
  });
}

async function main(): Promise<void> {
  const number = (value: number) => ({ type: 'string', default: String(value) }) as const;
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      name: { type: 'string', default: 'tiny' },
      layers: number(TINY_ARCHITECTURE.layerCount),
      start: number(TINY_ARCHITECTURE.startChannels),
      max: number(TINY_ARCHITECTURE.maxChannels),
      latent: number(TINY_ARCHITECTURE.latentSize),
      mapping: number(TINY_ARCHITECTURE.mappingLayers),
    },
  });
  const [directory] = positionals;
  if (!directory)
    throw new Error('Usage: tsx tools/testing/tinyModel.ts <models directory> [--name tiny] [--layers 5] …');
  const { model, files } = await tinyModel(values.name, {
    layerCount: Number(values.layers),
    startChannels: Number(values.start),
    maxChannels: Number(values.max),
    latentSize: Number(values.latent),
    mappingLayers: Number(values.mapping),
    channels: 3,
  });
  const [indexPath, index] = packModelIndex([model]);
  for (const [path, bytes] of [
    ...[...files].map(([path, bytes]) => [join(model.name, path), bytes] as const),
    [indexPath, index] as const,
  ]) {
    await mkdir(dirname(join(directory, path)), { recursive: true });
    await writeFile(join(directory, path), bytes);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main();
