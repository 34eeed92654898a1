import { readFile, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseStats, type RunFeed, type RunOption, type RunState, type Stats } from '../../src/learning/feed.ts';
import { hasCode } from '../io/userError.ts';
import { optionsFile, sheetsOf, statsFile } from './runDirectory.ts';
import { levelsOf } from './schedule.ts';
import { readTrainingOptions, TRAINING_DEFAULTS, type TrainingOptions } from './trainingOptions.ts';

/** A trainer on another machine is taken for gone when it has written nothing for this long. */
const SILENT_MS = 5 * 60_000;

/** How much of a run somebody has read already. */
interface Known {
  readonly revision: number;
  /** Number of lines of stats. */
  readonly count: number;
}

/**
 * Reads a run directory again and again while a trainer writes into it: one that does not exist yet, whose last line is
 * being written, or whose stats go back when the run is resumed.
 */
export function createRunFeed(run: string): { read(known?: Known): Promise<RunFeed> } {
  let lines: readonly string[] = [];
  let stats: readonly Stats[] = [];
  let revision = Date.now(); // what a server before this one has told holds no more
  let seen = '';

  async function refresh(): Promise<void> {
    const file = statsFile(run);
    const { size, mtimeMs } = await stat(file).catch(orMissing({ size: 0, mtimeMs: 0 }));
    if (seen === `${size} ${mtimeMs}`) return;
    seen = `${size} ${mtimeMs}`;
    const text = size > 0 ? await readFile(file, 'utf8').catch(orMissing('')) : '';
    const now = text.split('\n').slice(0, -1); // what follows the last line break is still being written
    const isLonger = lines.every((line, i) => line === now[i]);
    if (!isLonger) revision += 1;
    const added = now.slice(isLonger ? lines.length : 0).flatMap((line) => parseStats(line) ?? []);
    stats = isLonger ? [...stats, ...added] : added;
    lines = now;
  }

  let reading = Promise.resolve();
  return {
    async read(known) {
      reading = reading.then(refresh, refresh); // one after the other
      await reading;
      const from = known?.revision === revision ? Math.min(known.count, stats.length) : 0;
      const last = stats.at(-1);
      const options = await readTrainingOptions(optionsFile(run)).catch(() => undefined);
      const trainCount = options && last?.totalImages ? Math.round(last.totalImages / options.trainEpochs) : undefined;
      return {
        name: path.basename(path.resolve(run)),
        directory: run,
        state: await stateOf(run, last),
        asOf: Date.now(),
        revision,
        from,
        stats: stats.slice(from),
        sheets: await sheetsOf(run),
        levels: options && trainCount ? levelsOf(options, trainCount) : [],
        options: options ? describeOptions(options) : [],
      };
    },
  };
}

const orMissing =
  <T>(instead: T) =>
  (cause: unknown): T => {
    if (hasCode(cause, 'ENOENT') || hasCode(cause, 'ENOTDIR')) return instead;
    throw cause;
  };

async function stateOf(run: string, last: Stats | undefined): Promise<RunState> {
  if (!last) return (await stat(run).catch(orMissing(undefined))) ? 'waiting' : 'missing';
  if (last.totalImages !== undefined && last.imagesSeen >= last.totalImages) return 'finished';
  return (await isTraining(run, last)) ? 'running' : 'stopped';
}

/** On this machine the process is asked for, elsewhere the age of the newest line tells. */
async function isTraining(run: string, { machine }: Stats): Promise<boolean> {
  if (machine?.host === os.hostname()) return isAlive(machine.pid);
  const { mtimeMs } = await stat(statsFile(run)).catch(orMissing({ mtimeMs: 0 }));
  return Date.now() - mtimeMs < SILENT_MS;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0); // asks only
    return true;
  } catch (cause) {
    return hasCode(cause, 'EPERM'); // somebody else's process
  }
}

/** Every option by its path, and whether it has its default. */
function describeOptions(options: TrainingOptions): RunOption[] {
  const defaults = new Map(flatten(TRAINING_DEFAULTS));
  return flatten(options).map(([name, value]) => ({ name, value, isDefault: defaults.get(name) === value }));
}

const flatten = (value: object, prefix = ''): [string, string][] =>
  Object.entries(value).flatMap(([name, entry]): [string, string][] =>
    typeof entry === 'object' && entry !== null && !Array.isArray(entry)
      ? flatten(entry, `${prefix}${name}.`)
      : [[prefix + name, Array.isArray(entry) ? entry.join(', ') : String(entry)]],
  );
