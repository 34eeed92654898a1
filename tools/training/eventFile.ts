import { appendFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import protobuf from 'protobufjs';
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
  await append({ fileVersion: 'brain.Event:2' });
  await append({ step: imagesSeen, sessionLog: { status: SESSION_START } });
  return {
    file,
    async addStats(line) {
      const value = Object.entries(SCALARS).flatMap(([tag, of]) => {
        const simpleValue = of(line);
        return simpleValue === undefined ? [] : [{ tag, simpleValue }];
      });
      await append({ step: line.imagesSeen, summary: { value } });
    },
    async addSheet(seen, sheet) {
      const { width, height } = sheet;
      const image = { height, width, colorspace: RGBA, encodedImageString: await encodePng(sheet) };
      await append({ step: seen, summary: { value: [{ tag: 'samples', image }] } });
    },
  };
}

/** TensorFlow's `Event` message as far as a training fills it: one of the three below, at a time. */
interface TensorBoardEvent {
  readonly fileVersion?: string;
  readonly step?: number;
  readonly sessionLog?: { readonly status: number };
  readonly summary?: { readonly value: readonly SummaryValue[] };
}
interface SummaryValue {
  readonly tag: string;
  readonly simpleValue?: number;
  readonly image?: {
    readonly height: number;
    readonly width: number;
    readonly colorspace: number;
    readonly encodedImageString: Uint8Array;
  };
}

/** The part of TensorFlow's event.proto and summary.proto that is written here. */
const SCHEMA = `
  syntax = "proto3";
  message Image { int32 height = 1; int32 width = 2; int32 colorspace = 3; bytes encoded_image_string = 4; }
  message Value {
    string tag = 1;
    oneof value { float simple_value = 2; Image image = 4; }
  }
  message Summary { repeated Value value = 1; }
  message SessionLog { int32 status = 1; }
  message Event {
    double wall_time = 1;
    int64 step = 2;
    oneof what { string file_version = 3; Summary summary = 5; SessionLog session_log = 7; }
  }
`;
const Event = protobuf.parse(SCHEMA).root.resolveAll().lookupType('Event');
const SESSION_START = 1;
const RGBA = 4;

/** @param wallTime seconds since 1970 */
const encodeEvent = (wallTime: number, event: TensorBoardEvent): Uint8Array =>
  Event.encode({ wallTime, ...event }).finish();
