import { unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { CHECKPOINT_LIMITS } from '../../src/convert/budget.ts';
import {
  checkpointOf,
  concat,
  legacyCheckpoint,
  ObjectToWrite,
  type Picklable,
  TensorToWrite,
  zipCheckpoint,
} from '../testing/checkpointWriter.ts';
import { ENCODINGS, encodings, models, read, refusal, SMALL } from '../testing/smallCheckpoint.ts';

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
