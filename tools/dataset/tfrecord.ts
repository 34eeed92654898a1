import { open } from 'node:fs/promises';
import crc32c from 'crc-32/crc32c.js';
import { UserError } from '../io/userError.ts';

/** Bytes before the payload: its length (uint64, little-endian) and the masked checksum of those eight bytes. */
const HEADER_BYTES = 12;
/** Bytes after the payload: its masked checksum. */
const FOOTER_BYTES = 4;
const CHECKSUM_MASK = 0xa282ead8;

/** CRC-32C (Castagnoli) as TFRecords store it: rotated right by 15 bits, plus a constant, modulo 2³². */
export function maskedChecksum(bytes: Uint8Array): number {
  const checksum = crc32c.buf(bytes);
  return (((checksum >>> 15) | (checksum << 17)) + CHECKSUM_MASK) >>> 0;
}

/** One record as it stands in a TFRecord file (data sets, TensorBoard's events): append them to make a file. */
export function frameRecord(payload: Uint8Array): Uint8Array {
  const frame = Buffer.alloc(HEADER_BYTES + payload.length + FOOTER_BYTES);
  frame.writeBigUInt64LE(BigInt(payload.length));
  frame.writeUInt32LE(maskedChecksum(frame.subarray(0, 8)), 8);
  frame.set(payload, HEADER_BYTES);
  frame.writeUInt32LE(maskedChecksum(payload), HEADER_BYTES + payload.length);
  return frame;
}

interface TfRecord {
  /** Place in its file, from 0. */
  readonly index: number;
  /** The record's bytes. @throws Error when they do not match their checksum; the records after it are still good */
  payload(): Uint8Array;
}

/**
 * Reads a TFRecord file one record at a time: no more than one is in memory.
 * @throws UserError that names file and record where the file is cut short or something else, or a length is damaged
 *   (then nobody knows where the next record begins)
 */
export async function* readRecords(file: string): AsyncGenerator<TfRecord> {
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    let position = 0;
    const next = async (length: number): Promise<Buffer> => {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position);
      position += bytesRead;
      return buffer;
    };
    for (let index = 0; position < size; index++) {
      const cutShort = () => new UserError(`${file} ends within record ${index}, it was cut short: get it again.`);
      if (size - position < HEADER_BYTES) throw cutShort();
      const header = await next(HEADER_BYTES);
      if (header.readUInt32LE(8) !== maskedChecksum(header.subarray(0, 8))) throw brokenHeader(file, index);
      const length = Number(header.readBigUInt64LE());
      if (size - position < length + FOOTER_BYTES) throw cutShort();
      const body = await next(length + FOOTER_BYTES);
      yield { index, payload: () => checkedPayload(body) };
    }
  } finally {
    await handle.close();
  }
}

function checkedPayload(body: Buffer): Uint8Array {
  const payload = body.subarray(0, -FOOTER_BYTES);
  if (body.readUInt32LE(payload.length) === maskedChecksum(payload)) return payload;
  throw new Error('its bytes do not match their checksum');
}

const brokenHeader = (file: string, index: number): UserError =>
  index === 0
    ? new UserError(`${file} is no TFRecord file, or is damaged at record 0: get it again, uncompressed.`)
    : new UserError(`${file} is damaged at record ${index}, whose length does not match its checksum: get it again.`);
