import { unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { CHECKPOINT_LIMITS } from '../../src/convert/budget.ts';
import { blobSource, bytesSource } from '../../src/convert/byteSource.ts';
import { CheckpointError } from '../../src/convert/checkpointError.ts';
import type { ModelArchitecture } from '../../src/convert/inferArchitecture.ts';
import { type ReadCheckpointOptions, readCheckpoint } from '../../src/convert/readCheckpoint.ts';
import {
  checkpointOf,
  concat,
  legacyCheckpoint,
  ObjectToWrite,
  type Picklable,
  TensorToWrite,
  zipCheckpoint,
} from '../testing/checkpointWriter.ts';
import { fixtureBytes } from '../testing/fixtures.ts';
import { randomWeights } from '../testing/randomModel.ts';

const SMALL: ModelArchitecture = {
  layerCount: 2,
  startChannels: 2,
  maxChannels: 4,
  latentSize: 3,
  mappingLayers: 1,
  channels: 1,
};
const models = { averaged: randomWeights(SMALL, 1), live: randomWeights(SMALL, 2) };

const ENCODINGS = {
  legacy: (root: Picklable) => concat(...legacyCheckpoint(root)),
  zip: (root: Picklable) => concat(...zipCheckpoint(root)),
  'deflated zip': (root: Picklable) => concat(...zipCheckpoint(root, { isDeflated: true })),
  zip64: (root: Picklable) => concat(...zipCheckpoint(root, { isZip64: true })),
  'deflated zip64': (root: Picklable) => concat(...zipCheckpoint(root, { isDeflated: true, isZip64: true })),
};
const encodings = Object.entries(ENCODINGS).map(([encoding, encode]) => ({ encoding, encode }));

const read = (bytes: Uint8Array, options?: ReadCheckpointOptions) => readCheckpoint(bytesSource(bytes), options);

async function refusal(bytes: Uint8Array, options?: ReadCheckpointOptions) {
  const error = await read(bytes, options).then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(error).toBeInstanceOf(CheckpointError);
  const { code, message } = error as CheckpointError;
  expect(message).toMatch(/^The (checkpoint|file) .*\.$/);
  expect(message).not.toContain('\n');
  return { code, message };
}

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

/** A zip of an empty file. */
const zipOf = (name: string): Uint8Array => zipSync({ [name]: new Uint8Array() });
/** The pickle of a checkpoint in the zip encoding, by itself. */
const dataPkl = (): Uint8Array => unzipSync(ENCODINGS.zip(checkpointOf(models)))['archive/data.pkl']!;

describe('refuses with a sentence', () => {
  const change = (change: (root: Record<string, Record<string, Record<string, Picklable>>>) => void) => {
    const root = structuredCopy(checkpointOf(models)) as Record<string, Record<string, Record<string, Picklable>>>;
    change(root);
    return root as Picklable;
  };

  it.each(encodings)('a network that is not there, $encoding', async ({ encode }) => {
    const lacking = encode(change((root) => delete root.models!.generator_s));
    expect(await refusal(lacking)).toEqual({
      code: 'otherNetwork',
      message: 'The checkpoint lacks the averaged network generator_s, but it has the live ones.',
    });
    expect((await read(lacking, { weights: 'live' })).architecture).toEqual(SMALL);
  });

  const tensor = (...shape: number[]) =>
    new TensorToWrite(shape, () => new Float32Array(shape.reduce((a, b) => a * b)));
  it.each<[string, Picklable, RegExp]>([
    ['no dict at all', [1, 2, 3], /has no "models"/],
    [
      'a state dict of some other network',
      { 'conv1.weight': tensor(2, 2) },
      /has no "models": it is not one of StyleALAE/,
    ],
    [
      'models of other networks',
      { models: { unet: { weight: tensor(2) } } },
      /lacks the averaged network .*not one of StyleALAE/,
    ],
    [
      'an autoencoder without convolutions',
      change((root) => {
        root.models!.generator_s = { 'fc_1.weight': tensor(4, 3) };
        root.models!.discriminator_s = { 'fc_1.weight': tensor(3, 4) };
      }),
      /lacks the layers that every StyleALAE has/,
    ],
    [
      'a layer of another size',
      change((root) => (root.models!.generator_s!['decode_block.1.conv_2.weight'] = tensor(5, 2, 3, 3))),
      /its generator_s\.decode_block\.1\.conv_2\.weight is \[3,3,2,5\] where a StyleALAE of 2 layers with latents of 3 has/,
    ],
    [
      'a layer too many',
      change((root) => (root.models!.discriminator_s!['encode_block.2.bias_1'] = tensor(1, 4, 1, 1))),
      /its discriminator_s\.encode_block\.2\.bias_1 is more than/,
    ],
    [
      'a vector that is a batch of them',
      change((root) => (root.models!.generator_s!['decode_block.0.bias_1'] = tensor(2, 4, 1, 1))),
      /decode_block\.0\.bias_1 is \[2,1,1,4\]/,
    ],
    [
      'an averaged latent of another model',
      change((root) => (root.models!.dlatent_avg!.buff = tensor(2, 3))),
      /has \[2,3\] as the averaged latent dlatent_avg\.buff, which is \[4,3\]/,
    ],
    [
      'a weight that is not a number',
      change((root) => {
        const { shape } = root.models!.generator_s!.const as TensorToWrite;
        root.models!.generator_s!.const = new TensorToWrite(shape, () => new Float32Array(64).fill(Number.NaN));
      }),
      /generator_s\.const holds a number that is not finite/,
    ],
    [
      'a storage shorter than its tensor says',
      change((root) => {
        const { shape } = root.models!.generator_s!.const as TensorToWrite;
        root.models!.generator_s!.const = new TensorToWrite(shape, () => new Float32Array(63), 64);
      }),
      /a tensor is larger than its storage/,
    ],
  ])('%s', async (_, root, sentence) => {
    for (const { encode } of encodings) expect((await refusal(encode(root))).message).toMatch(sentence);
  });

  it('leaves out what a StyleALAE does not have, and says so', async () => {
    const root = change((root) => (root.models!.generator_s!['something.else'] = tensor(2)));
    expect((await read(ENCODINGS.zip(root))).ignored).toEqual(['generator_s.something.else']);
  });

  it.each([
    ['os', 'system', true],
    ['posix', 'system', false],
    ['builtins', 'eval', true],
    ['subprocess', 'Popen', true],
    ['torch.hub', 'load', true],
    ['some.module', 'run_me', true],
  ])('a call of %s.%s', async (module, name, isCall) => {
    const root = change((root) => (root.auxiliary!.evil = new ObjectToWrite(module, name, { isCall }) as never));
    for (const { encode } of encodings) {
      const { code, message } = await refusal(encode(root));
      expect(code).toBe('unsafe');
      expect(message).toBe(
        `The checkpoint calls ${module}.${name}, which no weights need and which would run code: it is refused.`,
      );
    }
  });

  it('but not classes that are only records here', async () => {
    for (const [module, name, isCall] of [
      ['tracker', 'LossTracker', false],
      ['yacs.config', 'CfgNode', true],
      ['numpy.core.multiarray', 'scalar', true],
      ['collections', 'defaultdict', true],
    ] as const) {
      const root = change((root) => (root.auxiliary!.more = new ObjectToWrite(module, name, { isCall }) as never));
      for (const { encode } of encodings) expect((await read(encode(root))).architecture).toEqual(SMALL);
    }
  });

  it.each<[string, Uint8Array, RegExp]>([
    ['nothing', new Uint8Array(), /is empty/],
    ['a Git LFS pointer', Buffer.from('version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\n'), /git lfs pull/],
    ['a web page', Buffer.from('\n<!DOCTYPE html><html>'), /is a web page/],
    [
      'safetensors',
      Buffer.concat([Buffer.from([9, 1, 0, 0, 0, 0, 0, 0]), Buffer.from('{"w":{}}')]),
      /a safetensors file/,
    ],
    ['an ONNX model', Buffer.concat([Buffer.from([8, 8, 18, 7]), Buffer.from('pytorch')]), /an ONNX model/],
    ['gzip', Buffer.from([0x1f, 0x8b, 8, 0]), /packed by gzip/],
    ['a tar archive', Buffer.concat([Buffer.alloc(257, 'a'), Buffer.from('ustar')]), /tar archive/],
    ['a web page with a mark of its encoding', Buffer.from('\ufeff<html>'), /is a web page/],
    [
      'what a server says',
      Buffer.from('<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>'),
      /server’s answer/,
    ],
    [
      'the note beside ALAE’s checkpoints',
      Buffer.from('training_artifacts/ffhq/model_157.pth'),
      /give model_157\.pth itself/,
    ],
    ['a model of Keras', Buffer.from('\x89HDF\r\n\x1a\n', 'latin1'), /Keras/],
    ['an array of NumPy', Buffer.from('\x93NUMPY\x01\0', 'latin1'), /NumPy/],
    ['a download that is not finished', Buffer.alloc(1000), /not finished/],
    ['a picture', Buffer.from('\x89PNG\r\n', 'latin1'), /is a picture/],
    ['settings', Buffer.from('{ "weights": 1 }'), /is a text/],
    ['a pickle of something else', Buffer.from('\x80\x04}.', 'latin1'), /a Python pickle, but not one of torch\.save/],
    ['the data.pkl of an unpacked checkpoint', dataPkl(), /a piece of a checkpoint that was unpacked/],
    ['a zip with a checkpoint in it', zipOf('ffhq/model.pth'), /with the checkpoint ffhq\/model\.pth in it/],
    ['a zip of arrays', zipOf('w.npy'), /NumPy/],
    ['a zip of something else', zipOf('notes.txt'), /is a zip without data\.pkl/],
  ])('%s, taken for a checkpoint', async (_, bytes, sentence) => {
    expect((await refusal(bytes)).message).toMatch(sentence);
  });

  it.each<[string, Picklable, RegExp]>([
    ['a network as an object', new ObjectToWrite('model', 'Model'), /a whole object of the class model\.Model/],
    ['a program of TorchScript', new ObjectToWrite('__torch__.net', 'Generator'), /a TorchScript program/],
  ])('%s instead of weights', async (_, root, sentence) => {
    for (const { encode } of encodings) expect((await refusal(encode(root))).message).toMatch(sentence);
  });

  it('files that are something else', async () => {
    const other = 'notACheckpoint';
    expect(await refusal(new Uint8Array())).toMatchObject({ code: other });
    expect(await refusal(Buffer.from('\x89PNG\r\n'))).toMatchObject({ code: other });
    const magic = ENCODINGS.legacy(checkpointOf(models));
    magic[6]! ^= 1;
    expect((await refusal(magic)).message).toBe('The file is not a PyTorch checkpoint: its magic number is wrong.');
    const emptyZip = Uint8Array.of(0x50, 0x4b, 5, 6, ...new Uint8Array(18));
    expect((await refusal(emptyZip)).message).toBe('The file is a zip without data.pkl, not a PyTorch checkpoint.');
  });

  it.each([-4, 4, 2 ** 31])('a zip that lies about its sizes by %i bytes', async (extraBytes) => {
    for (const options of [{ isDeflated: true }, {}, { isZip64: true }, { isDeflated: true, isZip64: true }]) {
      const bytes = concat(...zipCheckpoint(checkpointOf(models), { ...options, extraBytes }));
      expect((await refusal(bytes)).code).toBe('damaged');
    }
  });

  describe('pickle bombs', () => {
    const MAGIC = concat(...legacyCheckpoint(null)).subarray(0, 15);
    const bomb = (body: number[]) => concat(MAGIC, Uint8Array.of(0x80, 2), Uint8Array.from(body));
    const repeat = (count: number, ...bytes: number[]) => new Array<number[]>(count).fill(bytes).flat();
    const limits = { ...CHECKPOINT_LIMITS, structureBytes: 4 * 2 ** 20 };

    it.each<[string, number[], string]>([
      ['lists within lists without end', repeat(100_000, 0x5d), 'tooLarge'],
      ['dicts', repeat(100_000, 0x7d), 'tooLarge'],
      ['marks', repeat(100_000, 0x28), 'tooLarge'],
      ['copies of the top', repeat(300_000, 0x5d, 0x32), 'tooLarge'],
      ['stored copies', repeat(60_000, 0x4e, 0x72, 1, 2, 3, 4, 0x6a, 1, 2, 3, 4, 0x6a, 1, 2, 3, 4), 'tooLarge'],
      // Each tuple holds the one before twice: 2^5000 leaves, should anything walk them.
      ['doubling tuples that name a storage', [0x29, ...repeat(5000, 0x32, 0x86), 0x51, 0x2e], 'damaged'],
      [
        'doubling tuples as a dict',
        [0x63, ...Buffer.from('collections\nOrderedDict\n'), 0x29, ...repeat(5000, 0x32, 0x86), 0x52, 0x2e],
        'damaged',
      ],
      ['a text of 4 GiB', [0x58, 255, 255, 255, 255], 'tooLarge'],
      ['a text of 2^60 bytes', [0x8d, 0, 0, 0, 0, 0, 0, 0, 16], 'tooLarge'],
      ['an integer of 4 GiB', [0x8b, 255, 255, 255, 255], 'damaged'],
      ['a name without an end', [0x63, 0x61, 0x62], 'damaged'],
      ['an empty stack', [0x86, 0x2e], 'damaged'],
      ['what was never stored', [0x68, 7, 0x2e], 'damaged'],
    ])('%s', async (_, body, code) => {
      expect((await refusal(bomb(body), { limits })).code).toBe(code);
    });

    it('more weights than fit', async () => {
      const bytes = ENCODINGS.zip(checkpointOf(models));
      const { code, message } = await refusal(bytes, { limits: { ...CHECKPOINT_LIMITS, weightBytes: 1024 } });
      expect({ code, message }).toMatchObject({ code: 'tooLarge', message: /weights/ });
    });
  });
});

/** A copy down to the state dicts; tensors are shared. */
function structuredCopy(value: Picklable): Picklable {
  const isDict = typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
  return isDict ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, structuredCopy(item)])) : value;
}
