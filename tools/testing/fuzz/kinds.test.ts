import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type ByteSource, bytesSource } from '../../src/convert/byteSource.ts';
import { CheckpointError } from '../../src/convert/checkpointError.ts';
import { readCheckpoint } from '../../src/convert/readCheckpoint.ts';
import { checkpointOf, concat, legacyCheckpoint, zipCheckpoint } from '../testing/checkpointWriter.ts';
import { fixtureBytes } from '../testing/fixtures.ts';
import { randomWeights } from '../testing/randomModel.ts';

/** What a file of a few kilobytes may claim in these tests. */
const LIMITS = { structureBytes: 16 * 2 ** 20, weightBytes: 2 ** 20 };
/** No single piece that is asked for is longer than the file, and no file is read more often than this. */
const MAX_READ_FACTOR = 20;

const tiny = randomWeights({
  layerCount: 1,
  startChannels: 1,
  maxChannels: 1,
  latentSize: 1,
  mappingLayers: 1,
  channels: 1,
});
const root = checkpointOf({ averaged: tiny, live: tiny });
const generated = [
  concat(...legacyCheckpoint(root)),
  concat(...zipCheckpoint(root)),
  concat(...zipCheckpoint(root, { isDeflated: true, isZip64: true })),
];
const recorded = [fixtureBytes('style16wide', 'checkpoint-legacy.pth'), fixtureBytes('style128', 'checkpoint-zip.pth')];

/** Opcodes of the pickles, and numbers that are large wherever they land. */
const OPCODES = [...'(.012BCDGIKMNPQRSTUVXabcdeghijlopqrstu}])'].map((letter) => letter.charCodeAt(0));
const NEW_OPCODES = [
  0x80, 0x81, 0x82, 0x85, 0x86, 0x87, 0x88, 0x8a, 0x8b, 0x8c, 0x8d, 0x8f, 0x90, 0x91, 0x92, 0x93, 0x94,
];
const opcode = fc.constantFrom(...OPCODES, ...NEW_OPCODES, 0xff);

/** Changes to a file, at a place given as a part of it: pickles and directories get more than their share. */
const place = fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 0.2, noNaN: true }));
const change = fc.oneof(
  fc.record({ kind: fc.constant('flip' as const), place, bits: fc.integer({ min: 1, max: 255 }) }),
  fc.record({ kind: fc.constant('cut' as const), place }),
  fc.record({ kind: fc.constant('remove' as const), place, length: fc.integer({ min: 1, max: 300 }) }),
  fc.record({ kind: fc.constant('insert' as const), place, bytes: fc.uint8Array({ minLength: 1, maxLength: 20 }) }),
  fc.record({ kind: fc.constant('splice' as const), place, bytes: fc.array(opcode, { minLength: 1, maxLength: 12 }) }),
  fc.record({
    kind: fc.constant('overwrite' as const),
    place,
    bytes: fc.array(opcode, { minLength: 1, maxLength: 8 }),
  }),
);
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

function damage(bytes: Uint8Array, change: Change): Uint8Array<ArrayBuffer> {
  const at = Math.floor(change.place * bytes.length);
  const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)];
  switch (change.kind) {
    case 'flip':
      return concat(
        before,
        after.subarray(0, 1).map((byte) => byte ^ change.bits),
        after.subarray(1),
      );
    case 'cut':
      return concat(before);
    case 'remove':
      return concat(before, after.subarray(change.length));
    case 'insert':
    case 'splice':
      return concat(before, Uint8Array.from(change.bytes), after);
    case 'overwrite':
      return concat(before, Uint8Array.from(change.bytes), after.subarray(change.bytes.length));
  }
}

/** Fails the test when a read goes outside the file, or the file is read over and over. */
function watched(bytes: Uint8Array): ByteSource {
  const source = bytesSource(bytes);
  let readBytes = 0;
  return {
    byteLength: source.byteLength,
    read: (offset, length) => {
      readBytes += length;
      const isInside = Number.isInteger(offset) && offset >= 0 && length >= 0 && offset + length <= bytes.length;
      if (!isInside) throw new Error(`read of ${length} bytes at ${offset} of ${bytes.length}`);
      if (readBytes > MAX_READ_FACTOR * bytes.length + 4096) throw new Error(`${readBytes} bytes read`);
      return source.read(offset, length);
    },
  };
}

async function readsOrRefuses(bytes: Uint8Array): Promise<void> {
  try {
    const { weights } = await readCheckpoint(watched(bytes), { limits: LIMITS });
    expect(Object.keys(weights).length).toBeGreaterThan(0);
  } catch (error) {
    if (!(error instanceof CheckpointError)) throw error;
    expect(error.message).toMatch(/^The (checkpoint|file) [^\n]*\.$/);
  }
}

it.each([
  { what: 'generated', files: generated, numRuns: 9000 },
  { what: 'recorded', files: recorded, numRuns: 1000 },
])(
  '$numRuns damaged $what files are read or refused with a sentence, within the limits',
  async ({ files, numRuns }) => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...files), fc.array(change, { minLength: 1, maxLength: 4 }), (file, changes) =>
        readsOrRefuses(changes.reduce<Uint8Array>(damage, file)),
      ),
      { numRuns },
    );
  },
);
