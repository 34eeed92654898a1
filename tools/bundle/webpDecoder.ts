import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Pixels } from '../../src/image/pixels.ts';

type Decode = (bytes: Uint8Array) => Promise<Pixels>;

let decoder: Promise<Decode> | undefined;

/** Decodes a WebP image in WebAssembly: for machines that sharp was not brought to. @throws Error when it is damaged */
export async function decodeWebp(bytes: Uint8Array): Promise<Pixels> {
  decoder ??= startDecoder();
  return (await decoder)(bytes);
}

async function startDecoder(): Promise<Decode> {
  // The module makes its result with the browser's class.
  Object.assign(globalThis, { ImageData: PlainImageData });
  const { default: decode, init } = await import('@jsquash/webp/decode.js');
  const file = createRequire(import.meta.url).resolve('@jsquash/webp/codec/dec/webp_dec.wasm');
  const options = { noInitialRun: true, wasmBinary: await readFile(file) }; // it would fetch it otherwise
  await init(options);
  return decode as unknown as Decode;
}

class PlainImageData implements Pixels {
  constructor(
    readonly data: Uint8ClampedArray<ArrayBuffer>,
    readonly width: number,
    readonly height: number,
  ) {}
}
