import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { notWritten } from './userError.ts';

/** True for the name of something that was being written when its writer was ended. */
export const isLeftover = (name: string): boolean => /^\..+\.partial$/.test(name);

/** The name under which `target` is written until it is whole. */
export const partialName = (target: string): string =>
  path.join(path.dirname(target), `.${path.basename(target)}.partial`);

/** Writes a file whole or not at all: under another name, flushed to the disk, then renamed. @throws UserError */
export async function writeFileAside(file: string, content: string | Uint8Array): Promise<void> {
  const partial = partialName(file);
  try {
    await writeFlushed(partial, content);
    await rename(partial, file);
  } catch (cause) {
    await rm(partial, { force: true }).catch(() => undefined);
    throw notWritten(file, cause);
  }
}

/** Writes a file and waits until the disk has it. */
export async function writeFlushed(file: string, content: string | Uint8Array): Promise<void> {
  const handle = await open(file, 'w');
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
