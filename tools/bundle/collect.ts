import { copyFile, mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { hasCode, UserError } from '../io/userError.ts';
import { CHECKPOINTS_DIRECTORY, type Progress, readLatestCheckpoint, writeCheckpoint } from '../run/checkpoint.ts';
import { RUN_FILES, SHEETS_DIRECTORY } from '../run/runDirectory.ts';

export const COLLECT_DEFAULTS = { pieceMebibytes: 14, sheets: 0 };

export interface CollectOptions {
  readonly run: string;
  /** Missing, empty, or what an earlier call collected of this run. */
  readonly out: string;
  /** No file that is written is larger, for ways back that take only small ones. */
  readonly pieceMebibytes?: number;
  /** Older sample sheets to bring besides the newest. */
  readonly sheets?: number;
}

/**
 * Writes what is worth bringing home of a run: options, curves, the newest checkpoint in pieces and sample sheets. The result is
 * a run directory itself: `train --resume` goes on with it and `export` reads it, as they are.
 * @returns how far the training had come
 * @throws UserError
 */
export async function collectRun(options: CollectOptions): Promise<Progress> {
  const { run, out, pieceMebibytes, sheets } = { ...COLLECT_DEFAULTS, ...options };
  if (path.resolve(run) === path.resolve(out)) {
    throw new UserError(`${out} is the run itself: name another directory to collect it in.`);
  }
  await checkCollectable(out);
  const checkpoint = await readLatestCheckpoint(run);
  await rm(path.join(out, CHECKPOINTS_DIRECTORY), { recursive: true, force: true }); // of an earlier call
  await writeCheckpoint(out, checkpoint, pieceMebibytes * 2 ** 20);
  for (const file of RUN_FILES) await copyIfThere(path.join(run, file), path.join(out, file));
  const names = sheets > 0 ? (await listDirectory(path.join(run, SHEETS_DIRECTORY))).sort().slice(-sheets) : [];
  if (names.length > 0) await mkdir(path.join(out, SHEETS_DIRECTORY), { recursive: true });
  for (const name of names) {
    await copyFile(path.join(run, SHEETS_DIRECTORY, name), path.join(out, SHEETS_DIRECTORY, name));
  }
  return checkpoint.progress;
}

async function checkCollectable(out: string): Promise<void> {
  const known = new Set<string>([...RUN_FILES, SHEETS_DIRECTORY, CHECKPOINTS_DIRECTORY]);
  const stranger = (await listDirectory(out)).find((name) => !known.has(name));
  if (stranger === undefined) return;
  throw new UserError(`${out} holds ${stranger}, which is no part of a run: name an empty directory to collect in.`);
}

const listDirectory = (directory: string): Promise<string[]> =>
  readdir(directory).catch((cause) => {
    if (hasCode(cause, 'ENOENT')) return [];
    throw hasCode(cause, 'ENOTDIR') ? new UserError(`${directory} is not a directory: name another one.`) : cause;
  });

/** A run that was ended early lacks some files. */
const copyIfThere = (from: string, to: string): Promise<void> =>
  copyFile(from, to).catch((cause) => {
    if (!hasCode(cause, 'ENOENT')) throw cause;
  });
