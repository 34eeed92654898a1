import { rmSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { EXIT_INTERRUPTED, hasCode, notWritten, UserError } from './userError.ts';

/**
 * Writes a directory whole or not at all: `write` fills a new directory beside `out`, which replaces `out` at the end.
 * After a failure or Ctrl-C nothing of it stays, and what `out` held before is untouched.
 * @throws UserError when there is no writing beside `out`
 */
export async function writeDirectoryAside<T>(out: string, write: (directory: string) => Promise<T>): Promise<T> {
  const target = path.resolve(out);
  const directory = await makeDirectoryBeside(target).catch((cause) => {
    throw notWritten(out, cause);
  });
  const onInterrupt = () => {
    rmSync(directory, { recursive: true, force: true });
    process.exit(EXIT_INTERRUPTED);
  };
  process.once('SIGINT', onInterrupt);
  try {
    await chmod(directory, 0o755); // mkdtemp keeps everybody else out
    const result = await write(directory);
    await rm(target, { recursive: true, force: true });
    await rename(directory, target);
    return result;
  } finally {
    process.off('SIGINT', onInterrupt);
    await rm(directory, { recursive: true, force: true });
  }
}

async function makeDirectoryBeside(target: string): Promise<string> {
  await mkdir(path.dirname(target), { recursive: true });
  return mkdtemp(path.join(path.dirname(target), `.${path.basename(target)}-partial-`));
}

/**
 * Checks, before the work begins, that `out` may be written: missing, empty, or of the same kind and to be replaced.
 * @param marker the file that tells a directory of this kind from anything else, which is never replaced
 * @throws UserError
 */
export async function checkReplaceable(
  out: string,
  { marker, what, force }: { marker: string; what: string; force: boolean },
): Promise<void> {
  const entries = await readdir(out).catch((cause): string[] => {
    if (hasCode(cause, 'ENOENT')) return [];
    throw new UserError(`${out} is not a directory: give --out another name.`, { cause });
  });
  if (entries.length === 0) return;
  if (!entries.includes(marker)) throw new UserError(`${out} is not empty and not ${what}: give --out another name.`);
  if (!force) throw new UserError(`${out} already holds ${what}: give --out another name, or --force to replace it.`);
}
