import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleStatistics } from '../../src/inference/findDirections.ts';
import { encodeImage, generateImage } from '../../src/inference/inference.ts';
import { refine } from '../../src/inference/refine.ts';
import { measureCheck } from '../../src/inference/selfCheck.ts';
import { gaussianOf } from '../../src/latent/familiarity.ts';
import { REFINE_DEFAULTS } from '../../src/latent/refinement.ts';
import { styleFactors } from '../../src/latent/styleFactors.ts';
import { mixStyles, repeatW } from '../../src/latent/styles.ts';
import { coarserPart } from '../../src/modelFolder/coarserPart.ts';
import { readModel, toParams } from '../../src/modelFolder/decodeWeights.ts';
import { readModelDirections } from '../../src/modelFolder/directionsFile.ts';
import { readModelFile } from '../../src/modelFolder/read.ts';
import { GROUPS, groupOf, type ModelFile, type WeightArrays } from '../../src/modelFolder/schema.ts';
import { blockOfStyle, styleCountOf } from '../../src/networks/architecture.ts';
import type { BlockFeatures } from '../../src/networks/generation.ts';
import { registerGradients } from '../../src/networks/gradients.ts';
import { generate, type Model, repeatStyles, seededNoise } from '../../src/networks/model.ts';
import { blur, upsample } from '../../src/networks/ops.ts';
import { paramSpecs } from '../../src/networks/paramSpecs.ts';
import { type Backend, startBackend } from '../compute/backend.ts';
import { loadOrt } from '../compute/ort.ts';
import { PARITY_TOLERANCE, relativeDifference } from '../convert/goldenCases.ts';
import { measureDroplets } from '../evaluation/droplets.ts';
import { compileNetworks } from '../evaluation/networks.ts';
import { createOrtRunner } from '../evaluation/runner.ts';
import { toTensors } from '../run/arrays.ts';
import { parseTrainingOptions } from '../run/trainingOptions.ts';
import { tinyModel } from '../testing/tinyModel.ts';
import { initialState } from '../training/initialState.ts';
import { fitModel } from '../training/sitting.ts';
import { exportOnnx, ONNX_FILES } from './exportOnnx.ts';
import { readInitialModel } from './initialModel.ts';
import { folderSource } from './openModel.ts';
import { storeDirections } from './storeDirections.ts';

const ort = await loadOrt().catch(() => undefined);

const ARCHITECTURE = {
  ...{ layerCount: 3, startChannels: 4, maxChannels: 8, latentSize: 6, mappingLayers: 2 },
  channels: 3,
  generator: 'stylegan2',
} as const;

let root: string;
let folder: string;
let backend: Backend;
let file: ModelFile;
let weights: WeightArrays;
let model: Model;

beforeAll(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'alae-modulated-'));
  folder = path.join(root, 'tiny');
  await mkdir(folder);
  const { files } = await tinyModel('tiny', ARCHITECTURE);
  for (const [name, bytes] of files) await writeFile(path.join(folder, name), bytes);
  backend = await startBackend('cpu');
  registerGradients();
  ({ model: file, weights } = await readModel(folderSource(folder), { groups: GROUPS }));
  model = { architecture: file.architecture, params: toParams(weights) };
});
afterAll(async () => {
  tf.dispose(model.params);
  await backend.close();
  await rm(root, { recursive: true, force: true });
});

const codes = (layerCount: number, seed = 5) =>
  tf.randomNormal<tf.Rank.R3>([1, 2 * layerCount, ARCHITECTURE.latentSize], 0, 1, 'float32', seed);

describe('a model with StyleGAN2’s generator', () => {
  it('comes back from its folder, says which generator it has, and reproduces its recorded picture', async () => {
    expect(file.architecture).toEqual(ARCHITECTURE);
    const names = groupOf(file, 'G').weights.map(({ name }) => name);
    const expected = paramSpecs(ARCHITECTURE).filter(({ network }) => network === 'G');
    expect(names.sort()).toEqual([...expected.map(({ name }) => name), 'wAverage'].sort());
    expect(await measureCheck(model, weights)).toBeLessThan(1e-3);
  });

  it('has a smaller model in its coarsest blocks, which draws as it does at that size', () => {
    const part = coarserPart({ architecture: file.architecture, weights }, 2);
    tf.tidy(() => {
      const styles = codes(2);
      const small = generate({ architecture: part.architecture, params: toParams(part.weights) }, styles);
      const all = tf.concat([styles, tf.zeros<tf.Rank.R3>([1, 2, ARCHITECTURE.latentSize])], 1);
      expect(small.dataSync()).toEqual(generate(model, all, { lod: 1 }).dataSync());
    });
  });

  it('grows by a block that fades in over its picture, doubled', async () => {
    const initial = await readInitialModel(folder);
    const architecture = { ...ARCHITECTURE, layerCount: 4, startChannels: 2 };
    const grown = fitModel('The model', initial, architecture);
    const { live } = await initialState(parseTrainingOptions({ architecture }, 'the test'), grown.state);
    tf.tidy(() => {
      const styles = repeatStyles(tf.slice(tf.squeeze<tf.Tensor2D>(codes(3), [0]), 0, 1), 8);
      const large = generate({ architecture, params: toTensors(live) }, styles, { blend: 0 });
      const small = generate(model, tf.slice(styles, 0, [1, 6, -1]));
      expect(large.shape).toEqual([1, 32, 32, 3]);
      expect(large.dataSync()).toEqual(blur(upsample(small)).dataSync());
    });
    expect(() => fitModel('The model', initial, { ...architecture, generator: 'stylegan' })).toThrow(
      'has generator stylegan2, the configuration asks for stylegan',
    );
  });

  it.skipIf(!ort)('computes the same in ONNX Runtime (skipped where onnxruntime-node is not installed)', async () => {
    const out = path.join(root, 'onnx');
    await exportOnnx({ folder, out, force: false });
    const open = async (name: string) => ort!.InferenceSession.create(await readFile(path.join(out, name)));
    const input = (x: tf.Tensor) => {
      const lying = x.rank === 4 ? tf.transpose(x, [0, 3, 1, 2]) : x;
      return new ort!.Tensor('float32', lying.dataSync<'float32'>().slice(), lying.shape);
    };
    const styles = codes(3);
    const planes = seededNoise(ARCHITECTURE, 4);
    const generator = await open(ONNX_FILES.generator);
    expect(generator.inputNames).toEqual(['styles', 'noise1', 'noise2', 'noise3', 'noise4', 'noise5']);
    const noise = Object.fromEntries(planes.slice(1).map((plane, i) => [`noise${i + 1}`, input(plane)]));
    const drawn = (await generator.run({ styles: input(styles), ...noise })).image!;
    const expected = input(generate(model, styles, { noise: planes }));
    expect(relativeDifference(drawn.data as Float32Array, expected.data)).toBeLessThan(PARITY_TOLERANCE);
    const free = (await (await open(ONNX_FILES.generatorNoiseFree)).run({ styles: input(styles) })).image!;
    const without = input(generate(model, styles));
    expect(relativeDifference(free.data as Float32Array, without.data)).toBeLessThan(PARITY_TOLERANCE);
    expect(relativeDifference(expected.data, without.data)).toBeGreaterThan(10 * PARITY_TOLERANCE);
  });

  it('has directions of its modulation weights', async () => {
    await storeDirections({ folder, kinds: ['sefa'], count: 2, blocks: [1, 1], device: 'cpu' });
    const source = folderSource(folder);
    const stored = await readModelDirections(source, await readModelFile(source));
    const both = [1, 2].map((half) => weights[`G/block1/style${half}/weight`]!.values);
    const expected = styleFactors(both as Float32Array[], ARCHITECTURE.latentSize, 2);
    stored!.forEach(({ vector }, i) => {
      const cosine = vector.reduce((sum, entry, k) => sum + entry * expected[i]![k]!, 0);
      expect(Math.abs(cosine)).toBeCloseTo(1, 4);
    });
    await backend.close();
    backend = await startBackend('cpu');
  });

  it('gives a mixture the features of each block’s own cat', async () => {
    const [a, b] = [5, 6].map((seed) => codes(3, seed).dataSync<'float32'>()) as [Float32Array, Float32Array];
    const mixed = mixStyles(a, b, [1, 0, 0], file.architecture);
    for (let style = 0; style < styleCountOf(file.architecture); style++) {
      const from = blockOfStyle(file.architecture, style) === 0 ? a : b;
      const at = (styles: Float32Array) => styles.subarray(style * 6, style * 6 + 6);
      expect(at(mixed)).toEqual(at(from));
    }
  });

  it.skipIf(!ort)('is evaluated: the energy of its features, in ONNX Runtime as block by block', async () => {
    const runner = createOrtRunner(ort!, { ...backend, close: async () => undefined }, 1);
    const networks = await compileNetworks(runner, file.architecture, weights, { hasNoise: false });
    const w = tf.slice(tf.squeeze<tf.Tensor2D>(codes(3), [0]), 0, [1, -1]);
    const expected: number[] = [];
    tf.tidy(() => {
      const onFeatures = ({ x }: BlockFeatures) => expected.push(...tf.sum(tf.square(x), 3).dataSync<'float32'>());
      generate(model, repeatStyles(w, 6), { onFeatures });
    });
    const energies = await networks.energies(w.dataSync<'float32'>().slice());
    expect(relativeDifference(energies, expected)).toBeLessThan(PARITY_TOLERANCE);
    const shares = measureDroplets(energies, file.architecture);
    expect(shares.map(({ sidePixels }) => sidePixels)).toEqual([4, 8, 16]);
    for (const { share } of shares) expect(share).toBeGreaterThan(0);
    await runner.close();
  });

  it('is refined, codes and noise', async () => {
    const image = await generateImage(model, codes(3).dataSync<'float32'>());
    const latents = gaussianOf(await sampleStatistics(model));
    const options = { ...REFINE_DEFAULTS, space: 'W+', hasNoise: true, stepCount: 12 } as const;
    const result = await refine(model, image, latents, options, () => true);
    expect(result.error).toBeLessThan(0.9 * result.errorBefore);
    const w = await encodeImage(model, image);
    expect(result.styles).not.toEqual(repeatW(w, 3));
  });
});
