import { expect, it } from 'vitest';
import { gifDelays, gifOf } from './gif.ts';
import type { Pixels } from './pixels.ts';

const plain = (side: number, red: number): Pixels => ({
  width: side,
  height: side,
  data: Uint8ClampedArray.from({ length: 4 * side * side }, (_, i) => [red, 0, 0, 255][i % 4]!),
});

const OPTIONS = { frameCount: 3, framesPerSecond: 24, scale: 2, zoom: 'nearest', isLoop: true } as const;

/** Offsets of image descriptors, each after its graphic control extension of 8 bytes. */
const frameOffsets = (bytes: Uint8Array): number[] =>
  [...bytes.keys()].filter((i) => {
    const isControl = bytes[i] === 0x21 && bytes[i + 1] === 0xf9 && bytes[i + 2] === 4 && bytes[i + 7] === 0;
    return isControl && bytes[i + 8] === 0x2c;
  });

it('keeps the pace of a film in hundredths of a second', () => {
  expect(gifDelays(6, 24)).toEqual([40, 40, 50, 40, 40, 40]);
  for (const rate of [10, 15, 24, 30]) {
    expect(gifDelays(10 * rate, rate).reduce((sum, delay) => sum + delay)).toBe(10_000);
  }
});

it('writes a GIF of as many frames, asked for in order and enlarged', async () => {
  const asked: number[] = [];
  const gif = await gifOf(async (frame) => {
    asked.push(frame);
    return plain(4, 80 * frame);
  }, OPTIONS);
  const bytes = new Uint8Array(await gif.arrayBuffer());
  const view = new DataView(bytes.buffer);
  expect(String.fromCharCode(...bytes.subarray(0, 6))).toBe('GIF89a');
  expect([view.getUint16(6, true), view.getUint16(8, true)]).toEqual([8, 8]);
  expect(asked).toEqual([0, 1, 2]);
  expect(frameOffsets(bytes).map((offset) => view.getUint16(offset + 4, true))).toEqual([4, 4, 5]);
  expect(bytes.at(-1)).toBe(0x3b);
  expect(Buffer.from(bytes).includes('NETSCAPE2.0')).toBe(true);
});

it('plays once when it does not loop', async () => {
  const gif = await gifOf(async () => plain(4, 9), { ...OPTIONS, isLoop: false });
  expect(Buffer.from(await gif.arrayBuffer()).includes('NETSCAPE2.0')).toBe(false);
});

it('ends when a frame does not come', async () => {
  await expect(
    gifOf(async (frame) => {
      if (frame === 1) throw new Error('stopped');
      return plain(4, 0);
    }, OPTIONS),
  ).rejects.toThrow('stopped');
});
