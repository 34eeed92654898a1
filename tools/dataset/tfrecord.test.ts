import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UserError } from '../io/userError.ts';
import { frameRecord, maskedChecksum, readRecords } from './tfrecord.ts';

let directory: string;
let file: string;
beforeAll(async () => {
  directory = await mkdtemp(path.join(os.tmpdir(), 'alae-tfrecord-'));
  file = path.join(directory, 'x.tfrecords');
});
afterAll(() => rm(directory, { recursive: true, force: true }));

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString();
const framed = (...payloads: string[]) => Buffer.concat(payloads.map((each) => frameRecord(Buffer.from(each))));

/** Every record's text, or why it cannot be had. */
async function contents(): Promise<string[]> {
  const found: string[] = [];
  for await (const record of readRecords(file)) {
    expect(record.index).toBe(found.length);
    try {
      found.push(text(record.payload()));
    } catch (error) {
      found.push((error as Error).message);
    }
  }
  return found;
}

async function failure(): Promise<string> {
  const error = await contents().then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(UserError);
  return (error as UserError).message;
}

describe('TFRecords', () => {
  it('mask the CRC-32C, whose check value for "123456789" is e3069283', () => {
    const checksum = 0xe3069283n;
    const rotated = ((checksum >> 15n) | (checksum << 17n)) & 0xffffffffn;
    expect(maskedChecksum(Buffer.from('123456789'))).toBe(Number((rotated + 0xa282ead8n) & 0xffffffffn));
  });

  it('read back as they were written', async () => {
    const payloads = fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(payloads, async (written) => {
        await writeFile(file, Buffer.concat(written.map(frameRecord)));
        const read: Uint8Array[] = [];
        for await (const record of readRecords(file)) read.push(Uint8Array.from(record.payload()));
        expect(read).toEqual(written);
      }),
      { numRuns: 40 },
    );
  });

  it('are whole or known to be damaged, whichever byte changes', async () => {
    const whole = framed('first', 'second');
    const secondAt = whole.indexOf('second');
    for (let at = 0; at < whole.length; at++) {
      const bytes = Buffer.from(whole);
      bytes[at]! ^= 0x10;
      await writeFile(file, bytes);
      const found = await contents().catch((error: Error) => [error.message]);
      expect(found, `byte ${at}`).not.toEqual(['first', 'second']);
      if (at >= secondAt) expect(found).toEqual(['first', 'its bytes do not match their checksum']);
    }
  });

  it('after a damaged one are still good', async () => {
    const bytes = framed('first', 'second', 'third');
    bytes[bytes.indexOf('second')]! ^= 1;
    await writeFile(file, bytes);
    expect(await contents()).toEqual(['first', 'its bytes do not match their checksum', 'third']);
  });

  it('say where a file is cut short, damaged for good, or something else', async () => {
    const bytes = framed('first', 'second');
    for (const length of [bytes.length - 1, bytes.length - 6, bytes.length - 20]) {
      await writeFile(file, bytes);
      await truncate(file, length);
      expect(await failure()).toMatch(/x\.tfrecords ends within record 1, it was cut short/);
    }
    const damaged = framed('first', 'second');
    damaged[frameRecord(Buffer.from('first')).length]! ^= 1;
    await writeFile(file, damaged);
    expect(await failure()).toMatch(/x\.tfrecords is damaged at record 1, whose length does not match its checksum/);
    await writeFile(file, 'Dear reader, this is a letter.');
    expect(await failure()).toMatch(/x\.tfrecords is no TFRecord file, or is damaged at record 0/);
  });
});
