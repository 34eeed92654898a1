import { open, readdir } from 'node:fs/promises';
import path from 'node:path';
import type { ByteSource } from '../../src/convert/byteSource.ts';
import { MODEL_FILE } from '../../src/modelFolder/schema.ts';
import { handleSource } from '../io/fileSource.ts';
import { hasCode, messageOf, UserError } from '../io/userError.ts';
import { OPTIONS_FILE } from '../run/runDirectory.ts';

/**
 * Lets `use` read a file on disk piece by piece, and closes it.
 * @throws UserError when there is no such file
 */
export async function withFile<T>(file: string, use: (source: ByteSource) => Promise<T>): Promise<T> {
  const handle = await open(file).catch((cause) => {
    const why = hasCode(cause, 'ENOENT')
      ? `There is no file ${file}`
      : `${file} cannot be opened (${messageOf(cause)})`;
    throw new UserError(`${why}: give the path of a checkpoint.`, { cause });
  });
  try {
    const info = await handle.stat();
    if (info.isDirectory())
      throw new UserError(`${file} is ${whatFolderIs(await readdir(file, { recursive: true }))}.`);
    if (!info.isFile()) throw new UserError(`${file} is not a file: give the path of a checkpoint.`);
    return await use(await handleSource(file, handle));
  } finally {
    await handle.close();
  }
}

/** Checkpoints that are named in a sentence. */
const MOST_NAMED = 3;

/** What a folder is that was given for a checkpoint. @param files in it and in its folders */
function whatFolderIs(files: readonly string[]): string {
  const names = files.map((file) => file.split(path.sep).at(-1)!);
  if (names.includes('data.pkl')) return 'a checkpoint that was unpacked: pack the folder as .zip again, and give that';
  if (names.some((name) => name.endsWith('.distcp'))) {
    return 'a distributed checkpoint, in pieces: save it as one by torch.save';
  }
  if (files.includes(MODEL_FILE)) return 'a model folder already';
  if (files.includes(OPTIONS_FILE)) return 'a training of this program: alae export makes a model of it';
  const checkpoints = files.filter((file) => CHECKPOINT_NAME.test(file)).sort();
  if (checkpoints.length === 0) return 'a folder without a checkpoint: give the path of a .pth file';
  const more = checkpoints.length > MOST_NAMED ? ` and ${checkpoints.length - MOST_NAMED} more` : '';
  return `a folder: give one of the checkpoints in it (${checkpoints.slice(0, MOST_NAMED).join(', ')}${more})`;
}

const CHECKPOINT_NAME = /\.(pth|pth\.tar|pt|ckpt)$/i;
