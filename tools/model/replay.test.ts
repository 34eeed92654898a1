import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Pixels } from '../../src/image/pixels.ts';
import { startMachineMeter } from '../run/machineUse.ts';
import { appendStats, createRun, writeSheet } from '../run/runDirectory.ts';
import { stageAt } from '../run/schedule.ts';
import { parseTrainingOptions } from '../run/trainingOptions.ts';
import { chooseMoments, everFiner, keepEarlierReplay, type Moment, packReplay, writeReplay } from './replay.ts';

const every10k = (count: number, lodOf: (i: number) => number): Moment[] =>
  Array.from({ length: count }, (_, i) => ({ imagesSeen: 10_000 * (i + 1), lod: lodOf(i) }));

describe('chooseMoments', () => {
  it('keeps all sheets of a short run', () => {
    const sheets = every10k(5, () => 2);
    expect(chooseMoments(sheets, 16)).toEqual(sheets);
  });

  it('keeps the first sheet and the last of each level, and spreads the others evenly', () => {
    const sheets = every10k(83, (i) => (i < 1 ? 0 : i < 3 ? 1 : i < 9 ? 2 : 3));
    const chosen = chooseMoments(sheets, 12);
    expect(chosen).toHaveLength(12);
    expect(chosen).toEqual(expect.arrayContaining([0, 2, 8, 82].map((i) => sheets[i])));
    const late = chosen.filter(({ imagesSeen }) => imagesSeen >= 90_000);
    const gaps = late.slice(1).map(({ imagesSeen }, i) => imagesSeen - late[i]!.imagesSeen);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(2 * Math.min(...gaps) + 10_000);
  });

  it('never takes more than it may, nor a sheet twice, nor out of order', () => {
    const runs = fc.array(fc.nat({ max: 4 }), { maxLength: 60 }).map((lods) => {
      lods.sort((a, b) => a - b);
      return every10k(lods.length, (i) => lods[i]!);
    });
    fc.assert(
      fc.property(runs, fc.integer({ min: 6, max: 16 }), (sheets, count) => {
        const chosen = chooseMoments(sheets, count);
        expect(chosen).toHaveLength(Math.min(count, sheets.length));
        expect(chosen).toEqual(sheets.filter((sheet) => chosen.includes(sheet)));
        expect(chosen.at(-1)).toEqual(sheets.at(-1));
        expect(new Set(chosen.map(({ lod }) => lod))).toEqual(new Set(sheets.map(({ lod }) => lod)));
      }),
    );
  });
});

it('everFiner leaves out what is coarser than something before it', () => {
  const lods = [0, 0, 2, 1, 2, 3, 0, 3];
  const finer = everFiner(every10k(lods.length, (i) => lods[i]!));
  expect(finer.map(({ imagesSeen }) => imagesSeen / 10_000)).toEqual([1, 2, 3, 5, 6, 8]);
});

describe('packReplay', () => {
  const options = parseTrainingOptions(
    { architecture: { layerCount: 2 }, epochsPerLod: 1, trainEpochs: 2 },
    'the test',
  );
  const machine = startMachineMeter();
  let run: string;

  beforeEach(async () => {
    run = path.join(await mkdtemp(path.join(os.tmpdir(), 'alae-replay-')), 'run');
    await createRun(run, options);
  });
  afterEach(() => rm(path.dirname(run), { recursive: true, force: true }));

  /** A sheet of three columns whose bands have a grey each. */
  function sheet(): Pixels {
    const [columns, cell] = [3, 16];
    const data = new Uint8ClampedArray(4 * columns * cell * 5 * cell).fill(255);
    for (let i = 0; i < data.length; i++) {
      if (i % 4 < 3) data[i] = 50 * Math.floor(i / (4 * columns * cell * cell));
    }
    return { width: columns * cell, height: 5 * cell, data };
  }

  async function train(...moments: readonly number[]): Promise<void> {
    for (const imagesSeen of moments) {
      await appendStats(run, {
        ...stageAt(options, 1000, imagesSeen - 1),
        ...{ discriminator: 1, generator: 1, latent: 1, imagesPerSecond: 1, elapsedMs: 1, writtenAt: 1 },
        ...{ imagesSeen, iteration: imagesSeen, totalImages: 2000, machine: machine.read() },
      });
      await writeSheet(run, imagesSeen, sheet());
    }
  }

  it('makes pictures of photos, reconstructions and samples, as many images seen as the model by then', async () => {
    await train(500, 1000, 1500, 2000);
    const packed = await packReplay(run, { imagesSeen: 1500, origin: { model: 'older', imagesSeen: 7000 } });
    expect(packed!.replay).toEqual({
      columns: 3,
      frames: [
        { path: 'replay/0000007500.webp', imagesSeen: 7500, lod: 0 },
        { path: 'replay/0000008000.webp', imagesSeen: 8000, lod: 0 },
        { path: 'replay/0000008500.webp', imagesSeen: 8500, lod: 1 },
      ],
    });
    await writeReplay(run, packed!);
    const file = path.join(run, 'replay', '0000008500.webp');
    expect(await readdir(path.dirname(file))).toHaveLength(3);
    expect((await stat(file)).size).toBeGreaterThan(0);
    const { data, info } = await sharp(file).greyscale().raw().toBuffer({ resolveWithObject: true });
    expect([info.width, info.height]).toEqual([48, 48]);
    const bands = [8, 24, 40].map((y) => data[y * info.width + 20]!);
    for (const [i, grey] of [0, 50, 150].entries()) expect(Math.abs(bands[i]! - grey)).toBeLessThan(6);
  });

  it('begins with the frames of the model that the run began with', async () => {
    await train(500, 1000);
    const earlier = await packReplay(run, { imagesSeen: 1000 });
    const again = { imagesSeen: 700, origin: { model: 'older', imagesSeen: 1000 } };
    await rm(run, { recursive: true });
    await createRun(run, options);
    await keepEarlierReplay(run, earlier!);
    await train(700);
    const packed = await packReplay(run, again);
    expect(packed!.replay.frames.map(({ imagesSeen }) => imagesSeen)).toEqual([500, 1000, 1700]);
    for (const [file, bytes] of earlier!.files) expect([...packed!.files.get(file)!]).toEqual([...bytes]);

    // Those with another number of images cannot stand beside its own, of which one is no replay.
    await keepEarlierReplay(run, { ...earlier!, replay: { ...earlier!.replay, columns: 4 } });
    expect(await packReplay(run, again)).toBeUndefined();
  });

  it('makes none of a run with one sheet', async () => {
    await train(500);
    expect(await packReplay(run, { imagesSeen: 500 })).toBeUndefined();
  });
});
