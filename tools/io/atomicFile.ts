import { constants } from 'node:fs';
import { access, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { notWritten, UserError } from './userError.ts';

/** True for the name of something that was being written when its writer was ended. */
export const isLeftover = (name: string): boolean => /^\..+\.partial$/.test(name);

/** The name under which `target` is written until it is whole. */
export const partialName = (target: string): string =>
  path.join(path.dirname(target), `.${path.basename(target)}.partial`);

/** Makes the directory that a file goes to, and checks that it may: before work whose result would be lost. @throws UserError */
export async function prepareFor(file: string): Promise<void> {
  const directory = path.dirname(path.resolve(file));
  const info = await stat(file).catch(() => undefined);
  if (info?.isDirectory()) throw new UserError(`${file} is a directory: name a file.`);
  try {
    await mkdir(directory, { recursive: true });
    await access(directory, constants.W_OK);
  } catch (cause) {
    throw notWritten(file, cause);
  }
}

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
