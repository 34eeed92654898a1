import protobuf from 'protobufjs';
import { z } from 'zod';
import type { Pixels } from '../../src/image/pixels.ts';

/** The messages of TensorFlow's example.proto and feature.proto, as far as their bytes on disk are concerned. */
const SCHEMA = `
  syntax = "proto3";
  message BytesList { repeated bytes value = 1; }
  message FloatList { repeated float value = 1; }
  message Int64List { repeated int64 value = 1; }
  message Feature {
    oneof kind { BytesList bytes_list = 1; FloatList float_list = 2; Int64List int64_list = 3; }
  }
  message Features { map<string, Feature> feature = 1; }
  message Example { Features features = 1; }
`;
// Resolved first, or the lists of integers would not be packed, and readers less patient than TensorFlow's give up.
const Example = protobuf.parse(SCHEMA).root.resolveAll().lookupType('Example');

/** An image as data sets for StyleGAN and for ALAE's PyTorch implementation hold it. */
export interface ImageExample {
  readonly channels: 1 | 3;
  readonly height: number;
  readonly width: number;
  /** 0 where the file has none, as in StyleGAN's. */
  readonly label: number;
  /** uint8 [channels, height, width] */
  readonly data: Uint8Array;
}

const oneOf = <T extends z.ZodType>(value: T) => z.object({ value: z.tuple([value]) });

const exampleSchema = z.object({
  features: z.object({
    feature: z.object({
      shape: z.object({ int64List: z.object({ value: z.tuple([z.int(), z.int(), z.int()]) }) }),
      label: z.object({ int64List: oneOf(z.int()) }).optional(),
      data: z.object({ bytesList: oneOf(z.instanceof(Uint8Array)) }),
    }),
  }),
});

/** The tf.train.Example of an image: features `shape` (int64 [3]), `label` (int64 [1]) and `data` (bytes). */
export function encodeImageExample({ channels, height, width, label, data }: ImageExample): Uint8Array {
  const feature = {
    shape: { int64List: { value: [channels, height, width] } },
    label: { int64List: { value: [label] } },
    data: { bytesList: { value: [data] } },
  };
  return Example.encode({ features: { feature } }).finish();
}

/** @throws Error that says why the bytes are no image of this kind */
export function decodeImageExample(bytes: Uint8Array): ImageExample {
  const parsed = exampleSchema.safeParse(decodeMessage(bytes));
  if (!parsed.success) throw new Error('it holds no image as features "shape" and "data"');
  const { shape, label, data } = parsed.data.features.feature;
  const [channels, height, width] = shape.int64List.value;
  const [pixels] = data.bytesList.value;
  if ((channels !== 1 && channels !== 3) || height < 1 || width < 1) {
    throw new Error(`its shape is [${shape.int64List.value.join(', ')}], expected [3, height, width] or [1, …]`);
  }
  if (pixels.length !== channels * height * width) {
    throw new Error(
      `its data is ${pixels.length} bytes, expected ${channels * height * width} for [${channels}, ${height}, ${width}]`,
    );
  }
  return { channels, height, width, label: label?.int64List.value[0] ?? 0, data: pixels };
}

function decodeMessage(bytes: Uint8Array): unknown {
  try {
    return Example.toObject(Example.decode(bytes), { longs: Number });
  } catch {
    return undefined; // not even a protocol buffer
  }
}

/** Pixels of all channels beside each other, grey as RGB, opaque. */
export function examplePixels({ channels, height, width, data }: ImageExample): Pixels {
  const plane = height * width;
  const rgba = new Uint8ClampedArray(4 * plane).fill(255);
  for (let pixel = 0; pixel < plane; pixel++) {
    for (let c = 0; c < 3; c++) rgba[4 * pixel + c] = data[(c % channels) * plane + pixel]!;
  }
  return { width, height, data: rgba };
}

/** Puts whole channels one after another. @param pixels uint8 [height, width, channels] @returns uint8 [channels, height, width] */
export function channelsFirst(pixels: Uint8Array, channels: number): Uint8Array {
  const result = new Uint8Array(pixels.length);
  let target = 0;
  for (let c = 0; c < channels; c++) {
    for (let at = c; at < pixels.length; at += channels) result[target++] = pixels[at]!;
  }
  return result;
}
