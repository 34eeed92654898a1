import type { VideoCodec } from 'mediabunny';
import type { AnimationOptions, FrameSource } from './animation.ts';
import { enlarge } from './resample.ts';

export const VIDEO_CONTAINERS = ['mp4', 'webm'] as const;
export type VideoContainer = (typeof VIDEO_CONTAINERS)[number];

/** Whether this browser writes a container: it may have no encoder at all, or none for the codecs that it takes. */
export type VideoSupport = 'yes' | 'noEncoder' | 'noCodec';

/** In the order in which they are tried: the one of the best pictures first. In MP4 only what every phone plays. */
const CODECS: Readonly<Record<VideoContainer, VideoCodec[]>> = { mp4: ['avc'], webm: ['vp9', 'vp8', 'av1'] };

/** @param side pixels per side of the frames */
export async function videoSupport(side: number): Promise<Record<VideoContainer, VideoSupport>> {
  if (typeof VideoEncoder === 'undefined') return { mp4: 'noEncoder', webm: 'noEncoder' };
  const supportOf = async (container: VideoContainer) => ((await codecFor(container, side)) ? 'yes' : 'noCodec');
  return { mp4: await supportOf('mp4'), webm: await supportOf('webm') };
}

async function codecFor(container: VideoContainer, side: number): Promise<VideoCodec | null> {
  const { getFirstEncodableVideoCodec } = await import('mediabunny');
  return getFirstEncodableVideoCodec(CODECS[container], { width: side, height: side });
}

/**
 * An animation as a video file, encoded by WebCodecs.
 * @throws Error where `videoSupport` is not 'yes' for the container
 */
export async function videoOf(
  container: VideoContainer,
  frameAt: FrameSource,
  options: AnimationOptions,
): Promise<Blob> {
  const { frameCount, framesPerSecond, scale, zoom } = options;
  const { BufferTarget, CanvasSource, Mp4OutputFormat, Output, Quality, WebMOutputFormat } = await import('mediabunny');
  const side = (await frameAt(0)).width * scale;
  const codec = await codecFor(container, side);
  if (!codec) throw new Error(`This browser encodes no ${container} video of ${side} pixels.`);
  const canvas = new OffscreenCanvas(side, side);
  const context = canvas.getContext('2d')!;
  const format = container === 'mp4' ? new Mp4OutputFormat({ fastStart: 'in-memory' }) : new WebMOutputFormat();
  const output = new Output({ format, target: new BufferTarget() });
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
  return new Blob([output.target.buffer!], { type: `video/${container}` });
}
