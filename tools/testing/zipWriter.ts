import { crc32, deflateRawSync } from 'node:zlib';

/** A file of a zip, and what is odd about it. */
export interface ZippedFile {
  /** In UTF-8, or as the bytes that stand in the archive. */
  readonly name: string | Uint8Array;
  readonly bytes: Uint8Array;
  readonly isDeflated?: boolean;
  /** What the archive says instead of how the bytes are packed: 14 for LZMA. */
  readonly method?: number;
  /** Of the general purpose bits: 1 for encrypted. */
  readonly flags?: number;
  readonly crc?: number;
  /** Sizes stand behind the data and in the directory, not before the data. */
  readonly isStreamed?: boolean;
  /** Deleted: its bytes are there, the directory does not list it. */
  readonly isDeleted?: boolean;
}

interface ZipOptions {
  readonly before?: Uint8Array;
  readonly behind?: Uint8Array;
  readonly comment?: Uint8Array;
  /** Sizes and offsets in 64 bits, as files beyond 4 GiB need them. */
  readonly isZip64?: boolean;
}

/** Writes zips of every kind that people have. */
export function writeZip(files: readonly ZippedFile[], options: ZipOptions = {}): Buffer {
  const { before = new Uint8Array(), behind = new Uint8Array(), comment = new Uint8Array(), isZip64 = false } = options;
  const parts: Buffer[] = [];
  const listed: Buffer[] = [];
  let offset = 0;
  for (const { name, bytes, isDeflated = false, isStreamed = false, isDeleted = false, ...odd } of files) {
    const nameBytes = typeof name === 'string' ? Buffer.from(name) : Buffer.from(name);
    const packed = isDeflated ? deflateRawSync(bytes) : Buffer.from(bytes);
    const method = odd.method ?? (isDeflated ? 8 : 0);
    const flags = (odd.flags ?? 0) | (isStreamed ? 8 : 0);
    const crc = odd.crc ?? crc32(bytes);
    const sizes = [crc, packed.length, bytes.length];
    const local = numbers([4, 0x04034b50], [2, 20], [2, flags], [2, method], [4, 0]);
    const stated = numbers(...sizes.map((size) => [4, isStreamed ? 0 : size] as const));
    const descriptor = isStreamed
      ? numbers([4, 0x08074b50], ...sizes.map((size) => [4, size] as const))
      : Buffer.alloc(0);
    const piece = Buffer.concat([local, stated, numbers([2, nameBytes.length], [2, 0]), nameBytes, packed, descriptor]);
    const extra = isZip64
      ? numbers([2, 1], [2, 24], [8, bytes.length], [8, packed.length], [8, offset])
      : Buffer.alloc(0);
    const short = (value: number) => [4, isZip64 ? 0xffffffff : value] as const;
    const entry = [
      numbers([4, 0x02014b50], [2, 20], [2, 20], [2, flags], [2, method], [4, 0], [4, crc]),
      numbers(
        short(packed.length),
        short(bytes.length),
        [2, nameBytes.length],
        [2, extra.length],
        [2, 0],
        [2, 0],
        [2, 0],
      ),
      numbers([4, 0], short(offset)),
    ];
    if (!isDeleted) listed.push(Buffer.concat([...entry, nameBytes, extra]));
    parts.push(piece);
    offset += piece.length;
  }
  const directory = Buffer.concat(listed);
  const counts = [2, isZip64 ? 0xffff : listed.length] as const;
  const place = isZip64
    ? ([
        [4, 0xffffffff],
        [4, 0xffffffff],
      ] as const)
    : ([
        [4, directory.length],
        [4, offset],
      ] as const);
  const end64 = isZip64
    ? Buffer.concat([
        numbers([4, 0x06064b50], [8, 44], [2, 45], [2, 45], [4, 0], [4, 0], [8, listed.length], [8, listed.length]),
        numbers([8, directory.length], [8, offset], [4, 0x07064b50], [4, 0], [8, offset + directory.length], [4, 1]),
      ])
    : Buffer.alloc(0);
  const end = numbers([4, 0x06054b50], [2, 0], [2, 0], counts, counts, ...place, [2, comment.length]);
  return Buffer.concat([before, ...parts, directory, end64, end, comment, behind]);
}

/** Little-endian numbers of so many bytes each. */
function numbers(...fields: readonly (readonly [byteLength: 2 | 4 | 8, value: number])[]): Buffer {
  return Buffer.concat(
    fields.map(([byteLength, value]) => {
      const bytes = Buffer.alloc(byteLength);
      if (byteLength === 2) bytes.writeUInt16LE(value);
      else if (byteLength === 4) bytes.writeUInt32LE(value);
      else bytes.writeBigUInt64LE(BigInt(value));
      return bytes;
    }),
  );
}
