import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '../compute/backend.ts';
import { type Dataset, openDataset } from '../dataset/dataset.ts';
import { isLeftover } from '../io/atomicFile.ts';
import { checkpointNames, readLatestCheckpoint } from '../run/checkpoint.ts';
import { createRun, rewindStats } from '../run/runDirectory.ts';
import { parseTrainingOptions } from '../run/trainingOptions.ts';
import { prepareTinyDataset, TINY_ARCHITECTURE } from '../testing/tinyRun.ts';
import { createEagerEngine } from './eagerEngine.ts';
import { train } from './loop.ts';

const root = await mkdtemp(path.join(os.tmpdir(), 'alae-full-'));
const disk = path.join(root, 'disk');
await mkdir(disk);
/** A disk of its own in memory, which only root may mount. */
const isMounted =
  process.platform === 'linux' && spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'none', disk]).status === 0;

const options = parseTrainingOptions(
  { architecture: TINY_ARCHITECTURE, batchSizePerLod: 4, checkpointMinutes: 1000 },
  'the test',
);
let dataset: Dataset;

beforeAll(async () => {
  dataset = await openDataset(await prepareTinyDataset(root));
});
afterAll(async () => {
  if (isMounted) spawnSync('umount', [disk]);
  await rm(root, { recursive: true, force: true });
});

/** Writes until nothing more fits. */
const fill = (file: string) => writeFile(file, Buffer.alloc(2 ** 20)).catch(() => undefined);

describe.skipIf(!isMounted)('a full disk (skipped where no tmpfs may be mounted)', () => {
  it('costs no checkpoint; the training goes on without its statistics and stops in one sentence at the next one', async () => {
    const run = path.join(disk, 'run');
    const filler = path.join(disk, 'filler');
    const troubles: string[] = [];
    /** Iterations until the disk is filled. */
    let left = Number.POSITIVE_INFINITY;
    const sitting = async (stopAt: number) => {
      const checkpoint = await readLatestCheckpoint(run).catch(() => undefined);
      if (checkpoint) await rewindStats(run, checkpoint.progress.imagesSeen);
      else await createRun(run, options);
      const engine = await createEagerEngine(options, await startBackend('wasm'), checkpoint?.state);
      await train({
        directory: run,
        options,
        dataset,
        engine: {
          ...engine,
          iterate: async (...what) => {
            if (--left === 0) await fill(filler);
            return engine.iterate(...what);
          },
        },
        commit: '',
        statsMs: 0,
        ...(checkpoint ? { progress: checkpoint.progress } : {}),
        shouldStop: ({ iteration }) => iteration >= stopAt,
        onTrouble: (sentence) => troubles.push(sentence),
      }).finally(() => engine.close());
    };
    await sitting(2);
    left = 1;
    await expect(sitting(25)).rejects.toThrow(
      /^The checkpoint .*0000000100 cannot be written \(ENOSPC.*\); the last complete one is kept: make room and resume\.$/,
    );
    expect(troubles).toEqual([
      expect.stringMatching(/^The training goes on, but: .*stats\.jsonl cannot be written \(ENOSPC/),
    ]);
    expect((await readLatestCheckpoint(run)).progress.iteration).toBe(2);
    expect((await readdir(run, { recursive: true })).filter((name) => isLeftover(path.basename(name)))).toEqual([]);

    left = Number.POSITIVE_INFINITY;
    await rm(filler);
    await sitting(4);
    expect(await checkpointNames(run)).toEqual(['0000000008', '0000000016']);
  });
});
