import { evenFrames, type Take } from '../image/clip.ts';
import { VIDEO_CONTAINERS } from '../image/video.ts';
import { gif, video, videoSupport } from '../imageWorker/imageClient.ts';
import { useStudio } from '../store/studio.ts';
import { fileName } from '../words/fileName.ts';
import { fileWords } from '../words/fileWords.ts';
import { downloadFile } from './saveFile.ts';

/** A clip ends by itself after so long, or once its pictures take so much memory. */
export const CLIP_LIMITS = { ms: 10_000, bytes: 96 * 2 ** 20 } as const;

/** Pixels per side to which small pictures are enlarged. */
const CLIP_SIDE = 512;
const FRAMES_PER_SECOND = { mp4: 24, webm: 24, gif: 12 } as const;

/**
 * Hands out what the mirror has shown as a film: as MP4 or WebM where the browser writes one, else as GIF.
 * @param takes one or more
 * @param endMs by their clock
 */
export async function saveClip(takes: readonly Take[], endMs: number): Promise<void> {
  const { zoom } = useStudio.getState();
  const { width } = takes[0]!.pixels;
  const scale = Math.max(1, Math.min(8, Math.floor(CLIP_SIDE / width)));
  const support = await videoSupport(width * scale).catch(() => null);
  const container = VIDEO_CONTAINERS.find((each) => support?.[each] === 'yes') ?? 'gif';
  const framesPerSecond = FRAMES_PER_SECOND[container];
  const frames = evenFrames(takes, endMs, framesPerSecond);
  const options = { frameCount: frames.length, framesPerSecond, scale, zoom };
  const frameAt = async (index: number) => frames[index]!;
  await downloadFile(fileName(fileWords.youAsACat, fileWords.clip, container), () =>
    container === 'gif' ? gif(frameAt, { ...options, isLoop: true }) : video(container, frameAt, options),
  );
}
