import { expect } from 'vitest';
import { bytesSource } from '../../src/convert/byteSource.ts';
import { CheckpointError } from '../../src/convert/checkpointError.ts';
import type { ModelArchitecture } from '../../src/convert/inferArchitecture.ts';
import { type ReadCheckpointOptions, readCheckpoint } from '../../src/convert/readCheckpoint.ts';
import { concat, legacyCheckpoint, type Picklable, zipCheckpoint } from './checkpointWriter.ts';
import { randomWeights } from './randomModel.ts';

/** A model whose checkpoint is read in no time. */
export const SMALL: ModelArchitecture = {
  layerCount: 2,
  startChannels: 2,
  maxChannels: 4,
  latentSize: 3,
  mappingLayers: 1,
  channels: 1,
};
export const models = { averaged: randomWeights(SMALL, 1), live: randomWeights(SMALL, 2) };

/** All ways in which torch.save writes and people pack. */
export const ENCODINGS = {
  legacy: (root: Picklable) => concat(...legacyCheckpoint(root)),
  zip: (root: Picklable) => concat(...zipCheckpoint(root)),
  'deflated zip': (root: Picklable) => concat(...zipCheckpoint(root, { isDeflated: true })),
  zip64: (root: Picklable) => concat(...zipCheckpoint(root, { isZip64: true })),
  'deflated zip64': (root: Picklable) => concat(...zipCheckpoint(root, { isDeflated: true, isZip64: true })),
};
export const encodings = Object.entries(ENCODINGS).map(([encoding, encode]) => ({ encoding, encode }));

export const read = (bytes: Uint8Array, options?: ReadCheckpointOptions) => readCheckpoint(bytesSource(bytes), options);

/** How a checkpoint is refused; fails where it is read, or where that is no sentence. */
export async function refusal(bytes: Uint8Array, options?: ReadCheckpointOptions) {
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
