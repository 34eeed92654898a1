import { type FileHandle, open } from 'node:fs/promises';
import type { ByteSource } from '../../src/convert/byteSource.ts';
import { UserError } from './userError.ts';

/** A file on disk that is read here and there. It must stay open, and be closed by whoever opened it. */
export async function handleSource(file: string, handle: FileHandle): Promise<ByteSource> {
  const { size } = await handle.stat();
  return {
    byteLength: size,
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
  };
}

/** The first bytes of a file, fewer where it has no more. */
export async function readHead(file: string, byteLength: number): Promise<Uint8Array> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(new Uint8Array(byteLength), 0, byteLength, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
