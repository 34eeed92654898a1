import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { messageOf, UserError } from '../io/userError.ts';

/** Numbers recorded from the reference implementation. */
export interface Golden {
  readonly names: readonly string[];
  /** @throws UserError when nothing was recorded under that name */
  readonly get: (name: string) => { readonly shape: number[]; readonly values: Float32Array<ArrayBuffer> };
}

const INDEX_FILE = 'golden.json';
const NUMBERS_FILE = 'golden.bin';
const indexSchema = z.record(
  z.string(),
  z.object({ shape: z.array(z.int().positive()), offset: z.int().nonnegative() }),
);

/**
 * Opens a folder of recorded numbers: `golden.json` (name → shape, byte offset) and `golden.bin` (32-bit floats, little
 * endian).
 * @throws UserError
 */
export function readGolden(folder: string): Golden {
  const index = parseIndex(path.join(folder, INDEX_FILE));
  const bytes = read(path.join(folder, NUMBERS_FILE));
  return {
    names: Object.keys(index),
    get: (name) => {
      const entry = index[name];
      if (!entry) throw new UserError(`${path.join(folder, INDEX_FILE)} has no tensor "${name}".`);
      const end = entry.offset + 4 * entry.shape.reduce((a, b) => a * b, 1);
      if (end > bytes.byteLength) {
        throw new UserError(`${path.join(folder, NUMBERS_FILE)} is too short: it ends before "${name}" does.`);
      }
      const from = bytes.byteOffset + entry.offset;
      return { shape: entry.shape, values: new Float32Array(bytes.buffer.slice(from, from + end - entry.offset)) };
    },
  };
}

function parseIndex(file: string): z.infer<typeof indexSchema> {
  try {
    return indexSchema.parse(JSON.parse(read(file).toString()));
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    throw new UserError(`${file} does not list recorded tensors by name with shape and offset.`, { cause });
  }
}

function read(file: string): Buffer<ArrayBuffer> {
  try {
    return readFileSync(file) as Buffer<ArrayBuffer>;
  } catch (cause) {
    throw new UserError(`${file} cannot be read (${messageOf(cause)}): give --verify a folder of recorded numbers.`, {
      cause,
    });
  }
}
