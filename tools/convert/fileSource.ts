import { open } from 'node:fs/promises';
import type { ByteSource } from '../../src/convert/byteSource.ts';
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
    return await use({
      byteLength: info.size,
      async read(offset, length) {
        const bytes = new Uint8Array(length);
        let filled = 0;
        while (filled < length) {
          const { bytesRead } = await handle.read(bytes, filled, length - filled, offset + filled);
          if (bytesRead === 0) throw new UserError(`${file} became shorter while it was read: try again.`);
          filled += bytesRead;
        }
        return bytes;
      },
    });
  } finally {
    await handle.close();
  }
}
