import { appendFile, mkdir, readdir, readFile, rm, stat, truncate } from 'node:fs/promises';
import path from 'node:path';
import { stringify } from 'yaml';
import type { Pixels } from '../../src/image/pixels.ts';
import { sheetPath } from '../../src/learning/feed.ts';
import type { Losses } from '../../src/learning/losses.ts';
import { isLeftover, writeFileAside } from '../io/atomicFile.ts';
import { writePng } from '../io/imageFiles.ts';
import { hasCode, notWritten, UserError } from '../io/userError.ts';
import { CHECKPOINTS_DIRECTORY, checkpointNames } from './checkpoint.ts';
import type { MachineUse } from './machineUse.ts';
import type { Stage } from './schedule.ts';
import type { TrainingOptions } from './trainingOptions.ts';

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

export const STATS_FILE = 'stats.jsonl';
export const OPTIONS_FILE = 'options.yaml';
/** The configuration that was chosen for a run, with its reasons. */
export const CHOSEN_FILE = 'chosen.yaml';
/** Event files for TensorBoard. */
export const EVENTS_PREFIX = 'events.out.tfevents.';
/** The newest sample sheet. */
export const SHEET_FILE = 'samples.png';
/** One sample sheet for each time that one was drawn. */
export const SHEETS_DIRECTORY = 'samples';
/** What a run keeps of the past of the model that it began with. */
export const EARLIER_DIRECTORY = 'earlier';
/** The files of a run beside its checkpoints and older sheets. */
export const RUN_FILES: readonly string[] = [OPTIONS_FILE, STATS_FILE, SHEET_FILE];

/** What a run that was ended before its first checkpoint may have left; a new one may take its place. */
const BEGINNINGS = new Set([OPTIONS_FILE, CHOSEN_FILE, STATS_FILE, CHECKPOINTS_DIRECTORY, EARLIER_DIRECTORY]);

/** @throws UserError when the directory holds a run, or anything else, already, or is none */
export async function checkNewRun(run: string): Promise<void> {
  const content = await readdir(run).catch((cause) => {
    if (hasCode(cause, 'ENOENT')) return [];
    throw notWritten(run, cause);
  });
  const isBeginning =
    content.every((name) => BEGINNINGS.has(name) || name.startsWith(EVENTS_PREFIX) || isLeftover(name)) &&
    (await checkpointNames(run)).length === 0;
  if (!isBeginning) {
    throw new UserError(`${run} is not empty: add --resume to go on with the run in it, or name another --out.`);
  }
}

/** Makes the directory of a new run. @throws UserError when it holds something already */
export async function createRun(run: string, options: TrainingOptions): Promise<void> {
  await checkNewRun(run);
  await mkdir(run, { recursive: true }).catch((cause) => {
    throw notWritten(run, cause);
  });
  await writeOptions(run, options);
  await rm(statsFile(run), { force: true });
}

/** Writes down what the run trains with, for those who look at it: a resumed run goes by its checkpoint. */
export const writeOptions = (run: string, options: TrainingOptions): Promise<void> =>
  writeFileAside(optionsFile(run), stringify(options));

export const optionsFile = (run: string): string => path.join(run, OPTIONS_FILE);
export const statsFile = (run: string): string => path.join(run, STATS_FILE);

/** Something else that stats.jsonl tells: a return to the checkpoint at `imagesSeen`, and why. */
interface RollbackEvent {
  readonly event: 'rollback';
  readonly imagesSeen: number;
  readonly iteration: number;
  readonly reason: string;
  /** How many times so far. */
  readonly rollbacks: number;
  /** What the learning rate is multiplied by from here on. */
  readonly learningRateFactor: number;
}

/** Adds a line whole or not at all: half a line, on a full disk, would spoil the next one. @throws UserError */
export async function appendStats(run: string, line: StatsLine | RollbackEvent): Promise<void> {
  const file = statsFile(run);
  const size = await stat(file).then(
    (info) => info.size,
    () => 0,
  );
  try {
    await appendFile(file, `${JSON.stringify(line)}\n`);
  } catch (cause) {
    await truncate(file, size).catch(() => undefined);
    throw notWritten(file, cause);
  }
}

/** Removes what was being written when the run was killed. */
export async function removeLeftovers(run: string): Promise<void> {
  for (const directory of [run, path.join(run, CHECKPOINTS_DIRECTORY), path.join(run, SHEETS_DIRECTORY)]) {
    for (const name of (await readdir(directory).catch((): string[] => [])).filter(isLeftover)) {
      await rm(path.join(directory, name), { recursive: true, force: true });
    }
  }
}

/**
 * Forgets the lines and the sheets after a checkpoint, which the resumed run writes again; what has happened, such as a
 * return to a checkpoint, has happened.
 */
export async function rewindStats(run: string, imagesSeen: number): Promise<void> {
  const file = statsFile(run);
  const text = await readFile(file, 'utf8').catch(() => '');
  const kept = text.split('\n').filter((line) => line !== '' && isUpTo(line, imagesSeen));
  await writeFileAside(file, kept.map((line) => `${line}\n`).join(''));
  for (const sheet of await sheetsOf(run)) {
    if (sheet > imagesSeen) await rm(sheetFile(run, sheet), { force: true });
  }
}

/** A line that a kill cut short is dropped too. */
function isUpTo(line: string, imagesSeen: number): boolean {
  try {
    const content = JSON.parse(line) as StatsLine | RollbackEvent;
    return 'event' in content || content.imagesSeen <= imagesSeen;
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
