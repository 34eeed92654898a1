import { appendFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { stringify } from 'yaml';
import type { Pixels } from '../../src/image/pixels.ts';
import { sheetPath } from '../../src/runs/feed.ts';
import { writePng } from '../imageFiles.ts';
import { hasCode, UserError } from '../userError.ts';
import { checkpointNames } from './checkpoint.ts';
import type { Losses } from './engine.ts';
import type { MachineUse } from './machineUse.ts';
import type { TrainingOptions } from './options.ts';
import type { Stage } from './schedule.ts';

/** One line of stats.jsonl: means since the line before. */
export interface StatsLine extends Stage, Losses {
  readonly imagesSeen: number;
  readonly iteration: number;
  /** Images after which the training ends. */
  readonly totalImages: number;
  readonly imagesPerSecond: number;
  /** Time spent training, all sittings together. */
  readonly elapsedMs: number;
  /** Milliseconds since 1970. */
  readonly writtenAt: number;
  readonly machine: MachineUse;
}

const STATS = 'stats.jsonl';
const OPTIONS_FILE = 'options.yaml';
/** Event files for TensorBoard. */
export const EVENTS_PREFIX = 'events.out.tfevents.';
/** The newest sample sheet. */
export const SHEET_FILE = 'samples.png';

/** What a run that was ended before its first checkpoint may have left; a new one may take its place. */
const BEGINNINGS = new Set([OPTIONS_FILE, STATS, 'checkpoints']);

/** @throws UserError when the directory holds a run, or anything else, already */
export async function checkNewRun(run: string): Promise<void> {
  const content = await readdir(run).catch((cause) => {
    if (hasCode(cause, 'ENOENT')) return [];
    throw cause;
  });
  const isBeginning =
    content.every((name) => BEGINNINGS.has(name) || name.startsWith(EVENTS_PREFIX)) &&
    (await checkpointNames(run)).length === 0;
  if (!isBeginning) {
    throw new UserError(`${run} is not empty: add --resume to go on with the run in it, or name another --out.`);
  }
}

/** Makes the directory of a new run. @throws UserError when it holds something already */
export async function createRun(run: string, options: TrainingOptions): Promise<void> {
  await checkNewRun(run);
  await mkdir(run, { recursive: true });
  await writeOptions(run, options);
  await rm(path.join(run, STATS), { force: true });
}

/** Writes down what the run trains with, for those who look at it: a resumed run goes by its checkpoint. */
export const writeOptions = (run: string, options: TrainingOptions): Promise<void> =>
  writeFile(optionsFile(run), stringify(options));

export const optionsFile = (run: string): string => path.join(run, OPTIONS_FILE);
export const statsFile = (run: string): string => path.join(run, STATS);

export const appendStats = (run: string, line: StatsLine): Promise<void> =>
  appendFile(statsFile(run), `${JSON.stringify(line)}\n`);

/** Forgets the lines and the sheets after a checkpoint: the resumed run writes them again. */
export async function rewindStats(run: string, imagesSeen: number): Promise<void> {
  const file = statsFile(run);
  const text = await readFile(file, 'utf8').catch(() => '');
  const kept = text.split('\n').filter((line) => line !== '' && isUpTo(line, imagesSeen));
  await writeFile(file, kept.map((line) => `${line}\n`).join(''));
  for (const sheet of await sheetsOf(run)) {
    if (sheet > imagesSeen) await rm(sheetFile(run, sheet), { force: true });
  }
}

/** A line that a kill cut short is dropped too. */
function isUpTo(line: string, imagesSeen: number): boolean {
  try {
    return (JSON.parse(line) as StatsLine).imagesSeen <= imagesSeen;
  } catch {
    return false;
  }
}

/** Images seen at each sample sheet that the run has kept, ascending. */
export async function sheetsOf(run: string): Promise<number[]> {
  const names = await readdir(path.dirname(sheetFile(run, 0))).catch((): string[] => []);
  return names
    .filter((name) => /^\d+\.png$/.test(name))
    .map((name) => Number.parseInt(name, 10))
    .sort((a, b) => a - b);
}

export const sheetFile = (run: string, imagesSeen: number): string => path.join(run, sheetPath(imagesSeen));

/** Keeps a sample sheet, and a copy of the newest as samples.png. */
export async function writeSheet(run: string, imagesSeen: number, sheet: Pixels): Promise<void> {
  await writePng(sheetFile(run, imagesSeen), sheet);
  await writePng(path.join(run, SHEET_FILE), sheet);
}
