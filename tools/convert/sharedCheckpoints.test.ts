import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { bytesSource } from '../../src/convert/byteSource.ts';
import { type CheckpointModel, readCheckpoint } from '../../src/convert/readCheckpoint.ts';
import { importModel } from '../../src/modelImport/importModel.ts';
import { startBackend } from '../compute/backend.ts';
import { fixturePath, readFixture } from '../testing/fixtures.ts';
import { measureParity, type ParityReport } from './parity.ts';

/** Checkpoints that PyTorch has written, as people have them. */
const CASES = '../shared/cases/checkpoints';
const GOLDEN = fixturePath('style32');
/** Half precision has 11 bits, bfloat16 8: instance norm and four blocks make so much more of what they round away. */
const ROUNDED = { 'half.pth': 2 ** -11 * 16, 'bfloat16.pth': 2 ** -8 * 16 };

const bytesOf = (name: string) => new Uint8Array(readFileSync(path.join(CASES, name)));
const read = (name: string): Promise<CheckpointModel> => readCheckpoint(bytesSource(bytesOf(name)));
const largest = ({ networks }: ParityReport) => Math.max(...Object.values(networks).map(({ float32 }) => float32));

describe.skipIf(!existsSync(CASES))(`with the checkpoints of ${CASES} (skipped where they are not)`, () => {
  beforeAll(async () => {
    await startBackend('wasm');
  });

  it.each(['dataParallel.pth', 'compiled.pth', 'modelsOnly.pth', 'withoutDiscriminator.pth'])(
    '%s computes what was recorded',
    async (name) => {
      const checkpoint = await read(name);
      const parity = await measureParity(checkpoint, GOLDEN, 'wasm');
      expect(largest(parity)).toBeLessThan(1e-4);
      const isWithoutD = name === 'withoutDiscriminator.pth';
      expect(checkpoint.missing).toEqual(isWithoutD ? ['D'] : []);
      expect(Object.keys(parity.networks)).toEqual(isWithoutD ? ['F', 'E', 'G'] : ['F', 'E', 'D', 'G']);
    },
  );

  it.each(Object.entries(ROUNDED))('%s within what rounding explains', async (name, limit) => {
    const difference = largest(await measureParity(await read(name), GOLDEN, 'wasm'));
    expect(difference).toBeLessThan(limit);
    expect(difference).toBeGreaterThan(1e-4);
  });

  it('liveOnly.pth as its live weights, which the page says', async () => {
    const whole = await readFixture('style32', 'checkpoint-zip.pth');
    const { choice, weights } = await read('liveOnly.pth');
    expect(choice).toBe('live');
    expect(weights['G/constant']).not.toEqual(whole.weights['G/constant']);
    const { model, remarks } = await importModel(
      { kind: 'file', name: 'liveOnly.pth', file: new File([bytesOf('liveOnly.pth')], 'liveOnly.pth') },
      { takenNames: [], requireMemory: () => {}, startBackend: async () => {} },
    );
    expect(model.conversion?.weights).toBe('live');
    expect(remarks).toEqual(['It has no averaged weights: these are the live ones, whose pictures are rougher.']);
    expect(model.description).toContain(remarks[0]);
  });
});
