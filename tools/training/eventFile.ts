import { appendFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import protobuf from 'protobufjs/minimal.js';
import type { Pixels } from '../../src/image/pixels.ts';
import { LOSSES } from '../../src/learning/losses.ts';
import { frameRecord } from '../dataset/tfrecord.ts';
import { encodePng } from '../io/imageFiles.ts';
import { EVENTS_PREFIX, type StatsLine } from '../run/runDirectory.ts';

/** What TensorBoard shows of a training: `step` is the number of images seen. */
interface EventFile {
  readonly file: string;
  addStats(line: StatsLine): Promise<void>;
  addSheet(imagesSeen: number, sheet: Pixels): Promise<void>;
}

/** The scalars of a line of stats, by the tags under which TensorBoard groups them. */
const SCALARS: Readonly<Record<string, (line: StatsLine) => number | undefined>> = {
  ...Object.fromEntries(LOSSES.map((loss) => [`loss/${loss}`, (line: StatsLine) => line[loss]])),
  'growth/lod': (line) => line.lod,
  'growth/blend': (line) => line.blend,
  'growth/learningRate': (line) => line.learningRate,
  'machine/imagesPerSecond': (line) => line.imagesPerSecond,
  'machine/busyCores': (line) => line.machine.busyCores,
  'machine/residentBytes': (line) => line.machine.residentBytes,
};

/**
 * Begins an event file for TensorBoard in the run directory; every sitting writes its own.
 * @param imagesSeen where the sitting begins: TensorBoard forgets what an earlier one wrote from there on
 */
export async function createEventFile(run: string, imagesSeen: number): Promise<EventFile> {
  const name = `${EVENTS_PREFIX}${Math.floor(Date.now() / 1000)}.${os.hostname()}.${process.pid}`;
  const file = path.join(run, name);
  const append = (event: TensorBoardEvent) => appendFile(file, frameRecord(encodeEvent(Date.now() / 1000, event)));
  await append({ kind: 'version' });
  await append({ kind: 'start', step: imagesSeen });
  return {
    file,
    async addStats(line) {
      const values = Object.entries(SCALARS).flatMap(([tag, of]) => {
        const value = of(line);
        return value === undefined ? [] : [encodeScalar(tag, value)];
      });
      await append({ kind: 'summary', step: line.imagesSeen, values });
    },
    async addSheet(seen, sheet) {
      const values = [encodeImage('samples', sheet.width, sheet.height, await encodePng(sheet))];
      await append({ kind: 'summary', step: seen, values });
    },
  };
}

type TensorBoardEvent =
  | { readonly kind: 'version' }
  | { readonly kind: 'start'; readonly step: number }
  | { readonly kind: 'summary'; readonly step: number; readonly values: readonly Uint8Array[] };

/** Wire types of protocol buffers. */
const [VARINT, DOUBLE, BYTES, FLOAT] = [0, 1, 2, 5] as const;
const tag = (field: number, wireType: number): number => (field << 3) | wireType;

/** Fields of TensorFlow's `Event`, `SessionLog` and `Summary` messages that are used here. */
const EVENT = { wallTime: 1, step: 2, fileVersion: 3, summary: 5, sessionLog: 7 } as const;
const SESSION_LOG = { status: 1 } as const;
const SESSION_START = 1;
const SUMMARY = { value: 1 } as const;
const VALUE = { tag: 1, simpleValue: 2, image: 4 } as const;
const IMAGE = { height: 1, width: 2, colourSpace: 3, encoded: 4 } as const;
const RGBA = 4;

/** @param wallTime seconds since 1970 */
function encodeEvent(wallTime: number, event: TensorBoardEvent): Uint8Array {
  const writer = protobuf.Writer.create().uint32(tag(EVENT.wallTime, DOUBLE)).double(wallTime);
  if (event.kind === 'version') {
    return writer.uint32(tag(EVENT.fileVersion, BYTES)).string('brain.Event:2').finish();
  }
  writer.uint32(tag(EVENT.step, VARINT)).int64(event.step);
  if (event.kind === 'start') {
    writer.uint32(tag(EVENT.sessionLog, BYTES)).fork();
    return writer.uint32(tag(SESSION_LOG.status, VARINT)).int32(SESSION_START).ldelim().finish();
  }
  writer.uint32(tag(EVENT.summary, BYTES)).fork();
  for (const value of event.values) writer.uint32(tag(SUMMARY.value, BYTES)).bytes(value);
  return writer.ldelim().finish();
}

const startValue = (name: string) => protobuf.Writer.create().uint32(tag(VALUE.tag, BYTES)).string(name);

const encodeScalar = (name: string, value: number): Uint8Array =>
  startValue(name).uint32(tag(VALUE.simpleValue, FLOAT)).float(value).finish();

const encodeImage = (name: string, width: number, height: number, png: Uint8Array): Uint8Array =>
  startValue(name)
    .uint32(tag(VALUE.image, BYTES))
    .fork()
    .uint32(tag(IMAGE.height, VARINT))
    .int32(height)
    .uint32(tag(IMAGE.width, VARINT))
    .int32(width)
    .uint32(tag(IMAGE.colourSpace, VARINT))
    .int32(RGBA)
    .uint32(tag(IMAGE.encoded, BYTES))
    .bytes(png)
    .ldelim()
    .finish();
