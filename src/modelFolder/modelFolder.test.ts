import '@tensorflow/tfjs-backend-cpu';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { measureCheck, recordCheck } from '../inference/selfCheck.ts';
import { paramSpecs } from '../networks/paramSpecs.ts';
import { sha256 } from './checksum.ts';
import { readModel, toParams } from './decodeWeights.ts';
import { dtypeToStore, roundTo } from './dtype.ts';
import { roundToFloat16 } from './float16.ts';
import { ModelFolderError } from './modelFolderError.ts';
import { readGroups, readModelFile, readModelIndex, tensorValues } from './read.ts';
import { GROUPS, type ModelFile, storedDtype, type WeightArrays } from './schema.ts';
import { type FetchOptions, memorySource, urlSource } from './source.ts';
import { type ModelContent, type PackedModel, packModel, packModelIndex } from './write.ts';

const architecture = {
  layerCount: 2,
  startChannels: 4,
  maxChannels: 8,
  latentSize: 6,
  mappingLayers: 2,
  channels: 3,
} as const;

let content: ModelContent;
let packed: PackedModel;
let server: Server | undefined;

beforeAll(async () => {
  await tf.setBackend('cpu');
  const weights: WeightArrays = {};
  paramSpecs(architecture).forEach(({ name, shape }, seed) => {
    weights[name] = numbers(shape, seed);
  });
  weights.wAverage = numbers([4, 6], 77);
  const check = await recordCheck(weights, architecture, numbers([8, 8, 3], 5).values);
  content = {
    name: 'small',
    title: 'Small',
    description: 'For the tests of the format.',
    architecture,
    licence: { spdx: 'CC0-1.0', sentence: 'Random numbers.' },
    training: { dataset: 'none', imagesSeen: 0, date: '2026-01-02', commit: '', lodReached: 1, schedule: 'none' },
    weights: { ...weights, ...check },
  };
  packed = await packModel(content);
});

afterEach(() => {
  vi.unstubAllGlobals();
  server?.close();
});

function numbers(shape: readonly number[], seed: number) {
  const values = new Float32Array(shape.reduce((a, b) => a * b)).map((_, i) => Math.sin(seed * 31 + i * 1.7) / 2);
  return { shape, values };
}

/** The packed files with some of them changed or, with undefined, gone. */
function changed(changes: Record<string, Uint8Array<ArrayBuffer> | undefined>) {
  const files = new Map(packed.files);
  for (const [path, bytes] of Object.entries(changes)) {
    if (bytes) files.set(path, bytes);
    else files.delete(path);
  }
  return memorySource(files);
}

function changedModelFile(change: (model: ModelFile) => unknown) {
  return changed({ 'model.json': new TextEncoder().encode(JSON.stringify(change(structuredClone(packed.model)))) });
}

function changedByte(path: string, offset: number, value: number): Uint8Array<ArrayBuffer> {
  const bytes = packed.files.get(path)!.slice();
  bytes[offset] = value;
  return bytes;
}

async function refusal(reading: Promise<unknown>) {
  const error = await reading.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(error).toBeInstanceOf(ModelFolderError);
  const { code, message } = error as ModelFolderError;
  return { code, message };
}

test('what is written is read back, rounded to half precision', async () => {
  const { model, weights } = await readModel(memorySource(packed.files), { groups: GROUPS });
  expect(model).toEqual(packed.model);
  expect(Object.keys(weights).sort()).toEqual(Object.keys(content.weights).sort());
  for (const [name, { shape, values }] of Object.entries(content.weights)) {
    expect(weights[name]!.shape).toEqual([...shape]);
    expect(weights[name]!.values).toEqual(roundTo(values, dtypeToStore(name, shape, 'float16')));
  }
});

test('32-bit numbers are written and read back bit for bit', async () => {
  const check = await recordCheck(content.weights, architecture, numbers([8, 8, 3], 5).values, 'float32');
  const exact = { ...content, weights: { ...content.weights, ...check } };
  const { files } = await packModel(exact, { dtype: 'float32', maxShardBytes: 400 });
  const { model, weights } = await readModel(memorySource(files), { groups: GROUPS });
  expect(storedDtype(model)).toBe('float32');
  for (const [name, { values }] of Object.entries(exact.weights)) expect(weights[name]!.values).toEqual(values);
  expect(tensorValues(model, 'G', 'wAverage', (await readGroups(memorySource(files), model, ['G'])).G!)).toEqual(
    content.weights.wAverage!.values,
  );
  const params = toParams(weights);
  expect(await measureCheck({ architecture, params }, weights)).toBeLessThan(1e-6);
  tf.dispose(params);

  const largest = 3e38; // what half precision cannot hold
  const wAverage = numbers([4, 6], 77);
  wAverage.values[3] = largest;
  const packing = packModel({ ...exact, weights: { ...exact.weights, wAverage } }, { dtype: 'float32' });
  expect((await packing).files.size).toBe(GROUPS.length + 1);
  wAverage.values[3] = Number.NaN;
  const message = 'The tensor wAverage contains NaN, which a model cannot hold.';
  expect(
    (await refusal(packModel({ ...exact, weights: { ...exact.weights, wAverage } }, { dtype: 'float32' }))).message,
  ).toBe(message);
});

test('a model says where it comes from: from training or from a conversion', async () => {
  const { training, ...rest } = content;
  const conversion = { file: 'model.pth', weights: 'averaged' } as const;
  const converted = await packModel({ ...rest, conversion });
  expect(converted.model.conversion).toEqual(conversion);
  expect(converted.model.training).toBeUndefined();
  const sentence = /^model\.json must say where the weights come from: .+\.$/;
  expect((await refusal(packModel(rest))).message).toMatch(sentence);
  expect((await refusal(packModel({ ...content, conversion }))).message).toMatch(sentence);
});

test('a float32 number that is not finite is refused, although its hash is right', async () => {
  const { files, model } = await packModel(content, { dtype: 'float32' });
  const bytes = files.get('F-shard1of1.bin')!.slice();
  bytes.set([0, 0, 0x80, 0xff], 4); // minus infinity
  const shard = model.shards.find(({ path }) => path === 'F-shard1of1.bin')!;
  shard.sha256 = await sha256(bytes);
  const reading = readGroups(memorySource(new Map(files).set('F-shard1of1.bin', bytes)), model, ['F']);
  expect((await refusal(reading)).message).toBe('F-shard1of1.bin contains a number that is not finite.');
});

test('groups are E, G, F, D and the check, in this order, w̄ in G', () => {
  const first = packed.model.weightsManifest.map(({ weights }) => weights[0]!.name.split('/')[0]);
  expect(first).toEqual(['E', 'G', 'F', 'D', 'check']);
  expect(packed.model.weightsManifest[1]!.weights.map(({ name }) => name)).toContain('wAverage');
});

test('tfjs reads the manifest by itself', async () => {
  server = createServer((request, response) => {
    const bytes = packed.files.get(request.url!.slice('/models/small/'.length).split('?')[0]!);
    response.writeHead(bytes ? 200 : 404).end(bytes);
  });
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
  const prefix = `http://127.0.0.1:${(server.address() as AddressInfo).port}/models/small/`;
  const tensors = await tf.io.loadWeights(packed.model.weightsManifest, prefix);
  expect(Object.keys(tensors).sort()).toEqual(Object.keys(content.weights).sort());
  for (const [name, { shape, values }] of Object.entries(content.weights)) {
    expect(tensors[name]!.shape).toEqual([...shape]);
    expect(tensors[name]!.dataSync()).toEqual(roundTo(values, dtypeToStore(name, shape, 'float16')));
  }
  tf.dispose(tensors);

  const { model } = await readModel(urlSource(prefix), { groups: ['E'] });
  expect(model.name).toBe('small');
  expect(await refusal(readModelFile(urlSource(prefix.replace('small', 'elsewhere'))))).toMatchObject({
    code: 'modelMissing',
    message: expect.stringContaining('elsewhere/model.json is not there'),
  });
});

test('an unreachable server is a network error', async () => {
  const { code, message } = await refusal(readModelFile(urlSource('http://127.0.0.1:1/small')));
  expect({ code, message }).toEqual({
    code: 'network',
    message: 'http://127.0.0.1:1/small/model.json could not be fetched: the connection failed.',
  });
});

test('a group longer than a shard is split, and joined again', async () => {
  const { model, files } = await packModel(content, { maxShardBytes: 100 });
  const length = 2 * (2 * 6 * 6 + 4 * 6); // two layers of F: kernels in halves, biases in 32 bits
  expect(model.weightsManifest[2]!.paths).toEqual(['F-shard1of2.bin', 'F-shard2of2.bin']);
  expect(files.get('F-shard1of2.bin')!.byteLength).toBe(100);
  expect(files.get('F-shard2of2.bin')!.byteLength).toBe(length - 100);
  const { weights } = await readModel(memorySource(files), { groups: ['F'] });
  expect(weights['F/layer1/weight']!.values).toEqual(roundToFloat16(content.weights['F/layer1/weight']!.values));
});

test('progress counts the bytes of the shards asked for', async () => {
  const model = await readModelFile(memorySource(packed.files));
  const progress: [number, number][] = [];
  await readGroups(memorySource(packed.files), model, ['E', 'G'], {
    onProgress: ({ loadedBytes, totalBytes }) => progress.push([loadedBytes, totalBytes]),
  });
  const total = model.shards[0]!.byteLength + model.shards[1]!.byteLength;
  expect(progress[0]).toEqual([0, total]);
  expect(progress.at(-1)).toEqual([total, total]);
});

test('the first shard that fails ends the others', async () => {
  const source = memorySource(packed.files);
  let isAborted = false;
  const reading = readGroups(
    {
      fetch(path: string, options?: FetchOptions) {
        if (path.startsWith('E')) return Promise.reject(new ModelFolderError('modelMissing', 'gone'));
        options!.signal!.addEventListener('abort', () => {
          isAborted = true;
        });
        return source.fetch(path);
      },
    },
    packed.model,
    ['E', 'G'],
  );
  await refusal(reading);
  expect(isAborted).toBe(true);
});

test('an abort rejects with its own reason', async () => {
  const reading = readGroups(memorySource(packed.files), packed.model, ['E'], { signal: AbortSignal.abort('enough') });
  await expect(reading).rejects.toBe('enough');
});

test('a missing shard is refused', async () => {
  expect(await refusal(readModel(changed({ 'G-shard1of1.bin': undefined }), { groups: ['E', 'G'] }))).toEqual({
    code: 'modelMissing',
    message: 'G-shard1of1.bin is not there.',
  });
});

test('a shard of the wrong size is refused', async () => {
  const short = packed.files.get('E-shard1of1.bin')!.slice(0, -2);
  expect(await refusal(readModel(changed({ 'E-shard1of1.bin': short }), { groups: ['E'] }))).toEqual({
    code: 'modelInvalid',
    message: `E-shard1of1.bin has ${short.length} bytes instead of the ${short.length + 2} that model.json says.`,
  });
});

test.each(['with', 'without'])('a changed byte is noticed %s crypto.subtle', async (kind) => {
  if (kind === 'without') vi.stubGlobal('crypto', {});
  const source = changed({ 'E-shard1of1.bin': changedByte('E-shard1of1.bin', 10, 0x11) });
  expect(await refusal(readModel(source, { groups: ['E'] }))).toEqual({
    code: 'modelInvalid',
    message: 'E-shard1of1.bin is damaged: its SHA-256 is not the one in model.json.',
  });
  const { weights } = await readModel(memorySource(packed.files), { groups: ['E'] });
  expect(weights['E/block0/bias1']).toBeDefined();
});

test('an unknown version is refused', async () => {
  expect(await refusal(readModelFile(changedModelFile((model) => ({ ...model, formatVersion: 2 }))))).toEqual({
    code: 'modelInvalid',
    message: 'model.json has format version 2, but only version 1 is known here.',
  });
});

test('a number that is not finite is refused, although its hash is right', async () => {
  const bytes = changedByte('F-shard1of1.bin', 3, 0x7e);
  const files = new Map(packed.files).set('F-shard1of1.bin', bytes);
  const model = structuredClone(packed.model);
  const shard = model.shards.find(({ path }) => path === 'F-shard1of1.bin')!;
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  shard.sha256 = Buffer.from(digest).toString('hex');
  expect(await refusal(readGroups(memorySource(files), model, ['F']))).toEqual({
    code: 'modelInvalid',
    message: 'F-shard1of1.bin contains a number that is not finite.',
  });
});

test.each([
  ['no JSON', () => 0 as unknown, 'model.json has no format version, but only version 1 is known here.'],
  ['a missing field', ({ licence, ...model }: ModelFile) => model, /^model\.json is wrong at licence: .+\.$/],
  [
    'a path out of the folder',
    (model: ModelFile) => {
      model.weightsManifest[0]!.paths[0] = '../secret';
      return model;
    },
    /^model\.json is wrong at weightsManifest\.0\.paths\.0: .+\.$/,
  ],
  [
    'shards that are not the manifest’s',
    (model: ModelFile) => {
      model.shards.reverse();
      return model;
    },
    'model.json lists other paths under "shards" than in its weights manifest.',
  ],
  [
    'sizes that do not fit the tensors',
    (model: ModelFile) => {
      model.shards[1]!.byteLength += 2;
      return model;
    },
    /^model\.json gives the shards of G \d+ bytes where its tensors need \d+\.$/,
  ],
  [
    'a tensor of another precision than its bytes',
    (model: ModelFile) => {
      delete model.weightsManifest[2]!.weights[0]!.quantization;
      return model;
    },
    /^model\.json gives the shards of F \d+ bytes where its tensors need \d+\.$/,
  ],
  [
    'more layers than there is time to list',
    (model: ModelFile) => ({ ...model, architecture: { ...model.architecture, mappingLayers: 1e9 } }),
    /^model\.json is wrong at architecture\.mappingLayers: .+\.$/,
  ],
  [
    'no averaged latent',
    (model: ModelFile) => {
      model.weightsManifest[1]!.weights.find(({ name }) => name === 'wAverage')!.name = 'somethingElse';
      return model;
    },
    'model.json lacks the tensor wAverage.',
  ],
])('a model.json with %s is refused', async (_, change, sentence) => {
  const { code, message } = await refusal(readModelFile(changedModelFile(change)));
  expect(code).toBe('modelInvalid');
  expect(message).toMatch(sentence);
});

test('tensors that the architecture does not have are refused', async () => {
  const renamed = changedModelFile((model) => {
    model.weightsManifest[0]!.weights[0]!.name = 'E/other';
    return model;
  });
  expect((await refusal(readModel(renamed, { groups: ['E'] }))).message).toMatch(/^model\.json lacks the tensor E\//);
  const reshaped = changedModelFile((model) => {
    model.weightsManifest[0]!.weights[0]!.shape.reverse();
    return model;
  });
  expect((await refusal(readModel(reshaped, { groups: ['E'] }))).message).toMatch(/^model\.json gives E\/.+ the shape/);
});

test('writing refuses a tensor that is missing, misshapen or too large for half precision', async () => {
  const wAverage = numbers([4, 6], 77);
  const pack = (weights: WeightArrays) => packModel({ ...content, weights: { ...content.weights, ...weights } });
  const { wAverage: _, ...rest } = content.weights;
  expect((await refusal(packModel({ ...content, weights: rest }))).message).toBe(
    'The model lacks the tensor wAverage.',
  );
  expect((await refusal(pack({ wAverage: { ...wAverage, shape: [6, 4] } }))).message).toBe(
    'The tensor wAverage has the shape [6,4] where the architecture needs [4,6].',
  );
  wAverage.values[3] = 70000;
  expect((await refusal(pack({ wAverage }))).message).toBe(
    'The tensor wAverage contains 70000, which half precision cannot hold.',
  );
});

test('the index is written and read', async () => {
  const [path, bytes] = packModelIndex([packed.model]);
  const index = await readModelIndex(memorySource(new Map([[path, bytes]])));
  const [e, g] = packed.model.shards;
  expect(index.models).toEqual([
    { name: 'small', title: 'Small', resolution: 8, byteLength: e!.byteLength + g!.byteLength },
  ]);
});

test('the recorded check is reproduced by the model and not by another one', async () => {
  const { weights } = await readModel(memorySource(packed.files), { groups: ['E', 'G', 'check'] });
  const before = tf.memory().numTensors;
  const params = toParams(weights);
  expect(await measureCheck({ architecture, params }, weights)).toBeLessThan(1e-3);
  const name = 'G/block0/conv2/weight';
  const other = toParams({ ...weights, [name]: numbers(weights[name]!.shape, 99) });
  expect(await measureCheck({ architecture, params: other }, weights)).toBeGreaterThan(1e-2);
  tf.dispose([params, other]);
  expect(tf.memory().numTensors).toBe(before);
});

test('a model without D is written and read, and what needs D says that it is missing', async () => {
  const weights = Object.fromEntries(Object.entries(content.weights).filter(([name]) => !name.startsWith('D/')));
  const { model, files } = await packModel({ ...content, weights });
  expect(model.weightsManifest.map((group) => group.paths[0]!.split('-')[0])).toEqual(['E', 'G', 'F', 'check']);
  const read = await readModel(memorySource(files), { groups: ['E', 'G', 'F', 'check'] });
  expect(Object.keys(read.weights).sort()).toEqual(Object.keys(weights).sort());
  expect((await refusal(readModel(memorySource(files), { groups: GROUPS }))).message).toBe(
    'The model small has no D, which its checkpoint lacked: it draws pictures, but cannot train on.',
  );
});
