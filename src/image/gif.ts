/// <reference path="./gifenc.d.ts" />
import { applyPalette, GIFEncoder, quantize } from 'gifenc';
import type { FrameSource, GifOptions } from './animation.ts';
import { enlarge } from './resample.ts';

/** Colours of a GIF frame; each frame has a palette of its own. */
const GIF_COLOURS = 256;

/** An animation as a GIF file. */
export async function gifOf(frameAt: FrameSource, options: GifOptions): Promise<Blob> {
  const { frameCount, framesPerSecond, scale, zoom, isLoop } = options;
  const gif = GIFEncoder();
  const delays = gifDelays(frameCount, framesPerSecond);
  for (const [frame, delay] of delays.entries()) {
    const { data, width, height } = enlarge(await frameAt(frame), scale, zoom);
    const palette = quantize(data, GIF_COLOURS);
    gif.writeFrame(applyPalette(data, palette), width, height, { palette, delay, repeat: isLoop ? 0 : -1 });
  }
  gif.finish();
  return new Blob([gif.bytes()], { type: 'image/gif' });
}

/**
 * How long each frame is shown, in milliseconds. GIF counts in hundredths of a second: frames of 4 and 5 hundredths in
 * turn keep the pace of a rate that does not divide 100.
 */
export function gifDelays(frameCount: number, framesPerSecond: number): number[] {
  const end = (frame: number) => Math.round((100 * frame) / framesPerSecond);
  return Array.from({ length: frameCount }, (_, frame) => 10 * (end(frame + 1) - end(frame)));
}
