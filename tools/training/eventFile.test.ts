import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import protobuf from 'protobufjs';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startMachineMeter } from '../run/machineUse.ts';
import { createEventFile } from './eventFile.ts';

/** The part of TensorFlow's messages that concerns us, as its documentation gives them. */
const SCHEMA = `
  syntax = "proto3";
  message Image { int32 height = 1; int32 width = 2; int32 colorspace = 3; bytes encoded_image_string = 4; }
  message Value { string tag = 1; float simple_value = 2; Image image = 4; }
  message Summary { repeated Value value = 1; }
  message SessionLog { int32 status = 1; }
  message Event {
    double wall_time = 1; int64 step = 2; string file_version = 3; Summary summary = 5; SessionLog session_log = 7;
  }`;

interface DecodedEvent {
  readonly wallTime: number;
  readonly step: number;
  readonly fileVersion: string;
  readonly summary: { readonly value: { tag: string; simpleValue: number; image: DecodedImage | null }[] } | null;
  readonly sessionLog: { readonly status: number } | null;
}
interface DecodedImage {
  readonly width: number;
  readonly height: number;
  readonly colorspace: number;
  readonly encodedImageString: Buffer;
}

/** CRC32C bit by bit: the remainder of the message, most significant bit of each reflected byte first. */
function crc32c(bytes: Uint8Array): number {
  let crc = 0xffffffffn;
  for (const byte of bytes) {
    for (let bit = 0; bit < 8; bit++) {
      const isOdd = ((crc ^ BigInt(byte >> bit)) & 1n) === 1n;
      crc = isOdd ? (crc >> 1n) ^ 0x82f63b78n : crc >> 1n;
    }
  }
  return Number(crc ^ 0xffffffffn);
}

const masked = (crc: number): number => (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;

/** Takes an event file apart and checks every checksum in it. */
async function readEvents(file: string): Promise<DecodedEvent[]> {
  const type = protobuf.parse(SCHEMA).root.lookupType('Event');
  const bytes = await readFile(file);
  const events: DecodedEvent[] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = Number(bytes.readBigUInt64LE(at));
    expect(bytes.readUInt32LE(at + 8)).toBe(masked(crc32c(bytes.subarray(at, at + 8))));
    const data = bytes.subarray(at + 12, at + 12 + length);
    expect(bytes.readUInt32LE(at + 12 + length)).toBe(masked(crc32c(data)));
    events.push(type.toObject(type.decode(data), { longs: Number, defaults: true }) as unknown as DecodedEvent);
    at += 16 + length;
  }
  return events;
}

let run: string;
beforeAll(async () => {
  run = await mkdtemp(path.join(os.tmpdir(), 'alae-events-'));
});
afterAll(() => rm(run, { recursive: true, force: true }));

describe('createEventFile', () => {
  it('writes what TensorBoard reads back', async () => {
    expect(crc32c(Buffer.from('123456789'))).toBe(0xe3069283); // the check value of CRC-32C
    const before = Date.now() / 1000;
    const events = await createEventFile(run, 3_000_000_000);
    const losses = { discriminator: 1.386, generator: 0.75, latent: 0.0812, photo: 0.31 };
    await events.addStats({
      ...losses,
      lod: 4,
      blend: 0.25,
      batchSize: 8,
      learningRate: 0.002,
      averageKeep: 0.99,
      imagesSeen: 3_000_000_008,
      iteration: 1,
      totalImages: 4_000_000_000,
      imagesPerSecond: 21.5,
      elapsedMs: 400,
      writtenAt: Date.now(),
      machine: startMachineMeter().read(),
    });
    const data = Uint8ClampedArray.from({ length: 4 * 6 }, (_, i) => (i % 4 === 3 ? 255 : 10 * i));
    await events.addSheet(3_000_000_008, { width: 3, height: 2, data });

    expect(path.basename(events.file)).toMatch(/^events\.out\.tfevents\.\d+\./);
    const [version, start, stats, sheet, ...more] = await readEvents(events.file);
    expect(more).toEqual([]);
    expect(version).toMatchObject({ fileVersion: 'brain.Event:2', step: 0 });
    expect(version!.wallTime).toBeGreaterThanOrEqual(before);
    expect(start).toMatchObject({ step: 3_000_000_000, sessionLog: { status: 1 } });
    expect(stats!.step).toBe(3_000_000_008);
    const scalars = Object.fromEntries(stats!.summary!.value.map(({ tag, simpleValue }) => [tag, simpleValue]));
    for (const [name, value] of Object.entries(losses)) expect(scalars[`loss/${name}`]).toBeCloseTo(value, 6);
    expect(scalars).toMatchObject({ 'growth/lod': 4, 'growth/blend': 0.25, 'machine/imagesPerSecond': 21.5 });
    const { tag, image } = sheet!.summary!.value[0] as { tag: string; image: DecodedImage };
    expect([tag, image.width, image.height, image.colorspace]).toEqual(['samples', 3, 2, 4]);
    const decoded = await sharp(image.encodedImageString).ensureAlpha().raw().toBuffer();
    expect([...decoded]).toEqual([...data]);
  });
});
