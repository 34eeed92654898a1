import type { VideoCodec } from 'mediabunny';
import type { AnimationOptions, FrameSource } from './animation.ts';
import { enlarge } from './resample.ts';

/** Whether this browser writes WebM: it may have no encoder at all, or none for the codecs that WebM takes. */
export type WebmSupport = 'yes' | 'noEncoder' | 'noCodec';

/** @param side pixels per side of the frames */
export async function webmSupport(side: number): Promise<WebmSupport> {
  if (typeof VideoEncoder === 'undefined') return 'noEncoder';
  return (await webmCodec(side)) ? 'yes' : 'noCodec';
}

/** In the order in which they are tried: the one of the best pictures first. */
const WEBM_CODECS: VideoCodec[] = ['vp9', 'vp8', 'av1'];

async function webmCodec(side: number): Promise<VideoCodec | null> {
  const { getFirstEncodableVideoCodec } = await import('mediabunny');
  return getFirstEncodableVideoCodec(WEBM_CODECS, { width: side, height: side });
}

/**
 * An animation as a WebM file, encoded by WebCodecs.
 * @throws Error where `webmSupport` is not 'yes'
 */
export async function webmOf(frameAt: FrameSource, options: AnimationOptions): Promise<Blob> {
  const { frameCount, framesPerSecond, scale, zoom } = options;
  const { BufferTarget, CanvasSource, Output, Quality, WebMOutputFormat } = await import('mediabunny');
  const side = (await frameAt(0)).width * scale;
  const codec = await webmCodec(side);
  if (!codec) throw new Error(`This browser encodes no WebM video of ${side} pixels.`);
  const canvas = new OffscreenCanvas(side, side);
  const context = canvas.getContext('2d')!;
  const output = new Output({ format: new WebMOutputFormat(), target: new BufferTarget() });
  const video = new CanvasSource(canvas, { codec, quality: new Quality('very-high') });
  output.addVideoTrack(video, { frameRate: framesPerSecond });
  try {
    await output.start();
    for (let frame = 0; frame < frameCount; frame++) {
      const { data, width, height } = enlarge(await frameAt(frame), scale, zoom);
      context.putImageData(new ImageData(data, width, height), 0, 0);
      await video.add(frame / framesPerSecond, 1 / framesPerSecond);
    }
    await output.finalize();
  } catch (error) {
    await output.cancel();
    throw error;
  }
  return new Blob([output.target.buffer!], { type: 'video/webm' });
}
