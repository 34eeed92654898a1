import { zipSync } from 'fflate';
import { AVERAGE_LATENT_DICTS, stateDictOf } from '../../src/convert/rename.ts';
import { NETWORKS } from '../../src/networks/paramSpecs.ts';
import {
  checkpointOf,
  concat,
  legacyCheckpoint,
  ObjectToWrite,
  type Picklable,
  zipCheckpoint,
} from './checkpointWriter.ts';
import { youngWeights } from './youngModel.ts';

/** A file that people take for a checkpoint, or a checkpoint as they have it. */
export interface CheckpointCase {
  /** In the words of docs/inputs.md. */
  readonly kind: string;
  readonly name: string;
  readonly bytes: () => Uint8Array;
}

const ARCHITECTURE = {
  layerCount: 4,
  startChannels: 4,
  maxChannels: 16,
  latentSize: 8,
  mappingLayers: 2,
  channels: 3,
} as const;

type Dicts = Readonly<Record<string, Readonly<Record<string, Picklable>>>>;

/** A whole checkpoint, with its networks changed. */
function rootWith(
  change: (dicts: Dicts) => Picklable = (dicts) => dicts,
  isGrowing = false,
): Record<string, Picklable> {
  const weights = youngWeights(ARCHITECTURE);
  for (const [name, { values }] of Object.entries(weights)) {
    if (isGrowing && /^G\/block3\/(noise|bias)|^E\/block0\/bias/.test(name)) values.fill(0);
  }
  const { models, ...rest } = checkpointOf({ averaged: weights, live: weights });
  return { ...rest, models: change(models as Dicts) };
}

const zipped = (root: Picklable, options?: Parameters<typeof zipCheckpoint>[1]) =>
  concat(...zipCheckpoint(root, options));

const prefixed = (prefix: string) => (dicts: Dicts) =>
  Object.fromEntries(
    Object.entries(dicts).map(([name, dict]) => [
      name,
      Object.fromEntries(Object.entries(dict).map(([key, value]) => [prefix + key, value])),
    ]),
  );

const without = (names: readonly string[]) => (dicts: Dicts) =>
  Object.fromEntries(Object.entries(dicts).filter(([name]) => !names.includes(name)));

const AVERAGED = NETWORKS.map((network) => stateDictOf(network, 'averaged'));

const file = (kind: string, name: string, content: string | Uint8Array): CheckpointCase => ({
  kind,
  name,
  bytes: () => (typeof content === 'string' ? Buffer.from(content, 'latin1') : content),
});

export const CHECKPOINT_CASES: readonly CheckpointCase[] = [
  { kind: 'a checkpoint in PyTorch’s zip encoding', name: 'model.pth', bytes: () => zipped(rootWith()) },
  {
    kind: 'in the older encoding, as those that were published',
    name: 'model.pth.tar',
    bytes: () => concat(...legacyCheckpoint(rootWith())),
  },
  { kind: 'under a name without an ending', name: 'latest', bytes: () => zipped(rootWith()) },
  {
    kind: 'unpacked, and packed again by another program',
    name: 'model.zip',
    bytes: () => zipped(rootWith(), { isDeflated: true }),
  },
  {
    kind: 'keys behind `module.`, of DataParallel',
    name: 'dataParallel.pth',
    bytes: () => zipped(rootWith(prefixed('module.'))),
  },
  {
    kind: 'keys behind `_orig_mod.`, of torch.compile',
    name: 'compiled.pth',
    bytes: () => zipped(rootWith(prefixed('_orig_mod.'))),
  },
  { kind: 'the dictionary of the networks alone', name: 'modelsOnly.pth', bytes: () => zipped(rootWith().models!) },
  {
    kind: 'one state dict of the whole',
    name: 'stateDict.pt',
    bytes: () =>
      zipped(
        Object.fromEntries(
          Object.entries(rootWith().models as Dicts).flatMap(([name, dict]) =>
            Object.entries(dict).map(([key, value]) => [`${name}.${key}`, value]),
          ),
        ),
      ),
  },
  { kind: 'without averaged weights', name: 'liveOnly.pth', bytes: () => zipped(rootWith(without(AVERAGED))) },
  {
    kind: 'without D',
    name: 'withoutDiscriminator.pth',
    bytes: () => zipped(rootWith(without([stateDictOf('D', 'averaged'), stateDictOf('D', 'live')]))),
  },
  {
    kind: 'without the averaged latent',
    name: 'noAverage.pth',
    bytes: () => zipped(rootWith(without(AVERAGE_LATENT_DICTS))),
  },
  {
    kind: 'weights in 16 bits',
    name: 'half.pth',
    bytes: () => zipped(rootWith(), { storage: 'HalfStorage' }),
  },
  {
    kind: 'weights in bfloat16',
    name: 'bfloat16.pth',
    bytes: () => zipped(rootWith(), { storage: 'BFloat16Storage' }),
  },
  {
    kind: 'of a training that has not come to its last size',
    name: 'growing.pth',
    bytes: () => zipped(rootWith(undefined, true)),
  },
  {
    kind: 'without G',
    name: 'noGenerator.pth',
    bytes: () => zipped(rootWith(without([stateDictOf('G', 'averaged'), stateDictOf('G', 'live')]))),
  },
  { kind: 'cut off', name: 'cut.pth', bytes: () => zipped(rootWith()).slice(0, 20_000) },
  {
    kind: 'that would run code',
    name: 'unsafe.pth',
    bytes: () => zipped({ ...rootWith(), more: new ObjectToWrite('os', 'system', { isCall: true }) }),
  },
  {
    kind: 'of another network',
    name: 'other.pth',
    bytes: () => zipped({ state_dict: without(AVERAGED)({}), epoch: 3 }),
  },
  {
    kind: 'a network as a Python object',
    name: 'network.pt',
    bytes: () => zipped(new ObjectToWrite('model', 'Model')),
  },
  {
    kind: 'a TorchScript program',
    name: 'script.pt',
    bytes: () => zipped(new ObjectToWrite('__torch__.model', 'Generator')),
  },
  file('a Python pickle of something else', 'network.pkl', '\x80\x04}.'),
  file('a zip with a checkpoint in it', 'ffhq.zip', zipSync({ 'ffhq/model.pth': new Uint8Array(1) })),
  file('a zip of NumPy arrays', 'weights.npz', zipSync({ 'w.npy': new Uint8Array(1) })),
  file('a safetensors file', 'model.safetensors', '\x09\0\0\0\0\0\0\0{"w":{}} '),
  file('an ONNX file', 'generator.onnx', '\x08\x08\x12\x07pytorch'),
  file('a model of Keras', 'model.h5', '\x89HDF\r\n\x1a\n'),
  file('a Git LFS pointer', 'model.pth', 'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\n'),
  file('a download page', 'model.pth', '<!DOCTYPE html><html><head><title>Drive</title>'),
  file('what a server says instead', 'model.pth', '<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>'),
  file('the note beside ALAE’s checkpoints', 'last_checkpoint', 'training_artifacts/ffhq/model_157.pth'),
  file('packed by gzip', 'model.pth.gz', '\x1f\x8b\x08\0'),
  file('a tar archive', 'model.pth.tar', `${'model.pth'.padEnd(257, '\0')}ustar`),
  file('a download that is not finished', 'model.pth', '\0'.repeat(1000)),
  file('a picture', 'model.pth', '\x89PNG\r\n\x1a\n'),
  file('an empty file', 'model.pth', ''),
];
