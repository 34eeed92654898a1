import { unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { AVERAGE_SAMPLES } from '../../src/convert/averageLatent.ts';
import { blobSource, bytesSource } from '../../src/convert/byteSource.ts';
import type { ModelArchitecture } from '../../src/convert/inferArchitecture.ts';
import { readCheckpoint } from '../../src/convert/readCheckpoint.ts';
import { mapSamples } from '../../src/inference/inference.ts';
import { latentStatistics } from '../../src/latent/latentStatistics.ts';
import { toParams } from '../../src/modelFolder/decodeWeights.ts';
import { startBackend } from '../compute/backend.ts';
import { checkpointOf, type Picklable } from '../testing/checkpointWriter.ts';
import { fixtureBytes } from '../testing/fixtures.ts';
import { randomWeights } from '../testing/randomModel.ts';
import { ENCODINGS, encodings, models, read, refusal, SMALL } from '../testing/smallCheckpoint.ts';

describe.each(encodings)('a generated checkpoint, $encoding', ({ encode }) => {
  it.each([
    { ...SMALL, layerCount: 1, startChannels: 4 },
    { ...SMALL, channels: 3, mappingLayers: 8 },
    { ...SMALL, layerCount: 3, startChannels: 12, maxChannels: 20, latentSize: 5 },
    { ...SMALL, layerCount: 7, startChannels: 1, maxChannels: 128, latentSize: 4 }, // 256x256, no cap reached
    { ...SMALL, layerCount: 9, startChannels: 1, maxChannels: 3, channels: 3 },
  ] satisfies ModelArchitecture[])(
    '$layerCount layers from $startChannels to $maxChannels channels',
    async (architecture) => {
      const averaged = randomWeights(architecture, 1);
      const live = randomWeights(architecture, 2);
      const bytes = encode(checkpointOf({ averaged, live }));
      for (const [choice, expected] of [['averaged', averaged] as const, ['live', live] as const]) {
        const model = await read(bytes, { weights: choice });
        expect(model.architecture).toEqual(architecture);
        expect(model.ignored).toEqual([]);
        expect(Object.keys(model.weights).sort()).toEqual(Object.keys(expected).sort());
        for (const [name, { shape, values }] of Object.entries(model.weights)) {
          expect(shape, name).toEqual(expected[name]!.shape);
          // There is one averaged latent for both.
          const whole = (name === 'wAverage' ? averaged : expected)[name]!.values;
          expect(Buffer.from(values.buffer).equals(Buffer.from(whole.buffer)), name).toBe(true);
        }
      }
    },
  );
});

describe('readCheckpoint', () => {
  it.each(encodings.filter(({ encoding }) => !encoding.startsWith('deflated')))(
    'reads one copy of the networks and nothing else, and tells how far it is, $encoding',
    async ({ encode }) => {
      const architecture = { ...SMALL, layerCount: 3, startChannels: 16, maxChannels: 64, latentSize: 64 };
      const weights = randomWeights(architecture);
      const bytes = encode(checkpointOf({ averaged: weights, live: weights }));
      const source = bytesSource(bytes);
      let readBytes = 0;
      const progress: number[] = [];
      const counting = {
        ...source,
        read: (offset: number, length: number) => {
          readBytes += length;
          return source.read(offset, length);
        },
      };
      await readCheckpoint(counting, {
        onProgress: ({ loadedBytes, totalBytes }) => progress.push(loadedBytes / totalBytes),
      });
      const weightBytes = Object.values(weights).reduce((sum, { values }) => sum + 4 * values.length, 0);
      // Windows for the pickles, or the directory of the zip and its headers, come on top.
      expect(readBytes).toBeLessThan(weightBytes + 500_000);
      expect(bytes.length).toBeGreaterThan(3 * weightBytes);
      expect(weightBytes).toBeGreaterThan(500_000);
      expect(progress[0]).toBe(0);
      expect(progress.at(-1)).toBe(1);
    },
  );

  it('reads a checkpoint that was unpacked and packed again without its folder', async () => {
    const unpacked = unzipSync(ENCODINGS.zip(checkpointOf(models)));
    const packed = zipSync(
      Object.fromEntries(Object.entries(unpacked).map(([name, bytes]) => [name.replace('archive/', ''), bytes])),
    );
    expect((await read(packed)).weights).toEqual(models.averaged);
  });

  it('reads a file of the page', async () => {
    const { architecture } = await readCheckpoint(blobSource(new Blob([ENCODINGS.legacy(checkpointOf(models))])));
    expect(architecture).toEqual(SMALL);
  });

  it('stops when told to', async () => {
    await expect(read(ENCODINGS.zip(checkpointOf(models)), { signal: AbortSignal.abort('enough') })).rejects.toBe(
      'enough',
    );
  });

  it.each([
    ['style16wide', 'checkpoint-legacy.pth'],
    ['style128', 'checkpoint-zip.pth'],
  ] as const)('refuses %s cut off anywhere', async (name, file) => {
    const bytes = fixtureBytes(name, file);
    await refusal(bytes.subarray(0, -1));
    for (let part = 0; part < 100; part++) {
      // The pickles come first in the older encoding: most cuts go there.
      await refusal(bytes.subarray(0, Math.floor(bytes.length * (part / 100) ** 3)));
    }
  });
});

describe('takes what people really have', () => {
  type Root = { models: Record<string, Record<string, Picklable>> } & Record<string, Picklable>;
  const changed = (change: (root: Root) => Picklable) => ENCODINGS.zip(change(checkpointOf(models) as Root));
  const renamed = (rename: (key: string) => string) =>
    changed(({ models, ...rest }) => ({
      ...rest,
      models: Object.fromEntries(
        Object.entries(models).map(([name, dict]) => [
          name,
          Object.fromEntries(Object.entries(dict).map(([key, value]) => [rename(key), value])),
        ]),
      ),
    }));

  const flat = (dicts: Root['models'], prefix: string): Record<string, Picklable> =>
    Object.fromEntries(
      Object.entries(dicts).flatMap(([name, dict]) =>
        Object.entries(dict).map(([key, value]) => [`${prefix}${name}.${key}`, value]),
      ),
    );

  it.each<[string, () => Uint8Array]>([
    ['keys of DataParallel', () => renamed((key) => `module.${key}`)],
    ['keys of torch.compile', () => renamed((key) => `_orig_mod.${key}`)],
    [
      'keys of both, and of compiled parts',
      () => renamed((key) => `module._orig_mod.${key.replace('.', '._orig_mod.')}`),
    ],
    ['the networks alone', () => changed(({ models }) => models)],
    ['one state dict of the whole', () => changed(({ models }) => flat(models, ''))],
    [
      'the same under another name, from DataParallel',
      () => changed((root) => ({ epoch: 3, model: flat(root.models, 'module.') })),
    ],
  ])('%s', async (_, bytes) => {
    const { architecture, weights, choice, missing, ignored } = await read(bytes());
    expect({ architecture, choice, missing, ignored }).toEqual({
      architecture: SMALL,
      choice: 'averaged',
      missing: [],
      ignored: [],
    });
    expect(weights).toEqual(models.averaged);
  });

  it('only live weights, and says so', async () => {
    const bytes = changed(({ models, ...rest }) => ({
      ...rest,
      models: Object.fromEntries(Object.entries(models).filter(([name]) => !/^(gen|discr|mapp).*_s$/.test(name))),
    }));
    const { choice, weights } = await read(bytes);
    expect(choice).toBe('live');
    expect(weights['G/constant']).toEqual(models.live['G/constant']);
  });

  it('networks without D, and says so', async () => {
    const { missing, weights } = await read(
      changed(({ models: { mapping_tl_s, ...others }, ...rest }) => ({ ...rest, models: others })),
    );
    expect(missing).toEqual(['D']);
    expect(Object.keys(weights).sort()).toEqual(
      Object.keys(models.averaged)
        .filter((name) => !name.startsWith('D/'))
        .sort(),
    );
  });

  it('no averaged latent: the mean of F, the same each time, and says so', async () => {
    const bytes = changed(({ models: { dlatent_avg, ...others }, ...rest }) => ({ ...rest, models: others }));
    const { weights, isAverageComputed } = await read(bytes);
    expect(isAverageComputed).toBe(true);
    const { shape, values } = weights.wAverage!;
    expect(shape).toEqual([4, SMALL.latentSize]);
    await startBackend('cpu');
    const model = { architecture: SMALL, params: toParams(models.averaged) };
    const samples = await mapSamples(model, 5, 100_000);
    const { mean, covariance } = latentStatistics(samples, SMALL.latentSize);
    for (const [i, value] of values.entries()) {
      const axis = i % SMALL.latentSize;
      const deviation = Math.sqrt(covariance[axis * (SMALL.latentSize + 1)]! / AVERAGE_SAMPLES);
      expect(Math.abs(value - mean[axis]!)).toBeLessThan(5 * deviation);
    }
    expect((await read(bytes)).weights).toEqual(weights);
  });

  it('a training that has not come to its last size: as the smaller model that it is', async () => {
    const full: ModelArchitecture = { ...SMALL, layerCount: 4, startChannels: 1 };
    const averaged = structuredClone(randomWeights(full, 1));
    for (const [name, { values }] of Object.entries(averaged)) {
      if (/^G\/block[23]\/(noise|bias)|^E\/block[01]\/bias/.test(name)) values.fill(0);
    }
    const { architecture, fullLayerCount, weights } = await read(
      ENCODINGS.zip(checkpointOf({ averaged, live: averaged })),
    );
    expect(fullLayerCount).toBe(4);
    expect(architecture).toEqual({ ...full, layerCount: 2, startChannels: 4 });
    expect(weights['E/block0/conv1/weight']).toEqual(averaged['E/block2/conv1/weight']);
    expect(weights['G/toRgb1/weight']).toEqual(averaged['G/toRgb1/weight']);
    expect(weights.wAverage!.shape).toEqual([4, full.latentSize]);
    expect(Object.keys(weights).sort()).toEqual(Object.keys(randomWeights(architecture)).sort());
  });
});
