import { rmSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import path from 'node:path';

/**
 * Writes a directory whole or not at all: `write` fills a new directory beside `out`, which replaces `out` at the end.
 * After a failure or Ctrl-C nothing of it stays, and what `out` held before is untouched.
 */
export async function writeDirectoryAside<T>(out: string, write: (directory: string) => Promise<T>): Promise<T> {
  const target = path.resolve(out);
  await mkdir(path.dirname(target), { recursive: true });
  const directory = await mkdtemp(path.join(path.dirname(target), `.${path.basename(target)}-partial-`));
  const onInterrupt = () => {
    rmSync(directory, { recursive: true, force: true });
    process.exit(130);
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
