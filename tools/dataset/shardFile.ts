import path from 'node:path';
import { channelsFirst, encodeImageExample } from './imageExample.ts';
import type { ShardFormat, Split } from './manifest.ts';
import { recordName } from './recordNames.ts';
import { frameRecord } from './tfrecord.ts';

/** How the files of a data set are called and how an image stands in them. */
export interface ShardFile {
  name(split: Split, resolution: number, fold: number): string;
  /** @param pixels uint8 [resolution, resolution, channels] */
  encode(pixels: Uint8Array, resolution: number, channels: 1 | 3): Uint8Array;
}

/** The files of a data set to train on here: pixels, one image after another. */
export const RAW_FILE: ShardFile = {
  name: (split, resolution, fold) => `${split}-${resolution}-${fold}.bin`,
  encode: (pixels) => pixels,
};

/** TFRecords begin with the data set's name, those of the test split with `<name>-test`. Every label is 0. */
const tfrecordFile = (prefix: string): ShardFile => ({
  name: (split, resolution, fold) => recordName(split === 'test' ? `${prefix}-test` : prefix, resolution, fold),
  encode: (pixels, resolution, channels) => {
    const data = channelsFirst(pixels, channels);
    return frameRecord(encodeImageExample({ channels, height: resolution, width: resolution, label: 0, data }));
  },
});

/** @param out the data set's directory, which names its TFRecords */
export const shardFileOf = (format: ShardFormat, out: string): ShardFile =>
  format === 'raw' ? RAW_FILE : tfrecordFile(path.basename(path.resolve(out)).replace(/[^\w.-]/g, '-'));
