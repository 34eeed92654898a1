import { appendFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { stringify } from 'yaml';
import type { Pixels } from '../../src/image/pixels.ts';
import { writePng } from '../imageFiles.ts';
import { hasCode, UserError } from '../userError.ts';
import { CHECKPOINTS_DIRECTORY, checkpointNames } from './checkpoint.ts';
import type { Losses } from './engine.ts';
import type { TrainingOptions } from './options.ts';
import type { Stage } from './schedule.ts';

/** One line of stats.jsonl: means since the line before. */
export interface StatsLine extends Stage, Losses {
  readonly imagesSeen: number;
  readonly iteration: number;
  readonly imagesPerSecond: number;
  readonly elapsedMs: number;
}

const STATS = 'stats.jsonl';
const OPTIONS_FILE = 'options.yaml';
/** The newest sample sheet. */
export const SHEET_FILE = 'samples.png';
/** One sample sheet for each time that one was drawn. */
export const SHEETS_DIRECTORY = 'samples';
/** The files of a run beside its checkpoints and older sheets. */
export const RUN_FILES: readonly string[] = [OPTIONS_FILE, STATS, SHEET_FILE];

/** What a run that was ended before its first checkpoint may have left; a new one may take its place. */
const BEGINNINGS = new Set([OPTIONS_FILE, STATS, CHECKPOINTS_DIRECTORY]);

/** @throws UserError when the directory holds a run, or anything else, already */
export async function checkNewRun(run: string): Promise<void> {
  const content = await readdir(run).catch((cause) => {
    if (hasCode(cause, 'ENOENT')) return [];
    throw cause;
  });
  const isBeginning = content.every((name) => BEGINNINGS.has(name)) && (await checkpointNames(run)).length === 0;
  if (!isBeginning) {
    throw new UserError(`${run} is not empty: add --resume to go on with the run in it, or name another --out.`);
  }
}

/** Makes the directory of a new run. @throws UserError when it holds something already */
export async function createRun(run: string, options: TrainingOptions): Promise<void> {
  await checkNewRun(run);
  await mkdir(run, { recursive: true });
  await writeFile(path.join(run, OPTIONS_FILE), stringify(options));
  await rm(path.join(run, STATS), { force: true });
}

export const appendStats = (run: string, line: StatsLine): Promise<void> =>
  appendFile(path.join(run, STATS), `${JSON.stringify(line)}\n`);

/** Forgets the lines after a checkpoint: the resumed run writes them again. */
export async function rewindStats(run: string, imagesSeen: number): Promise<void> {
  const file = path.join(run, STATS);
  const text = await readFile(file, 'utf8').catch(() => '');
  const kept = text.split('\n').filter((line) => line !== '' && isUpTo(line, imagesSeen));
  await writeFile(file, kept.map((line) => `${line}\n`).join(''));
}

/** A line that a kill cut short is dropped too. */
function isUpTo(line: string, imagesSeen: number): boolean {
  try {
    return (JSON.parse(line) as StatsLine).imagesSeen <= imagesSeen;
  } catch {
    return false;
  }
}

/** Keeps a sample sheet, and a copy of the newest as samples.png. */
export async function writeSheet(run: string, imagesSeen: number, sheet: Pixels): Promise<void> {
  await writePng(path.join(run, SHEETS_DIRECTORY, `${String(imagesSeen).padStart(10, '0')}.png`), sheet);
  await writePng(path.join(run, SHEET_FILE), sheet);
}
