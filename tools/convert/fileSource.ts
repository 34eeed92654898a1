import { open } from 'node:fs/promises';
import type { ByteSource } from '../../src/convert/byteSource.ts';
import { handleSource } from '../io/fileSource.ts';
import { hasCode, messageOf, UserError } from '../io/userError.ts';

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
    if (!info.isFile())
      throw new UserError(`${file} is a folder, perhaps a checkpoint that was unpacked: give the .pth file itself.`);
    return await use(await handleSource(file, handle));
  } finally {
    await handle.close();
  }
}
