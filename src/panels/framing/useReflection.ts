import { type RefObject, useEffect, useState } from 'react';
import { framingOf } from '../../actions/framing.ts';
import { type FollowedFace, followFace, NO_FACE } from '../../framing/cameraFace.ts';
import { frameAround } from '../../framing/modelFraming.ts';
import { mirroredFrame, mirroredWhole, pixelsOf } from '../../image/camera.ts';
import { type CropBox, clampBox } from '../../image/crop.ts';
import type { Pixels } from '../../image/pixels.ts';
import { findSeedsIn } from '../../imageWorker/imageClient.ts';
import { reflect } from '../../pictures/renderings.ts';
import { useStudio } from '../../store/studio.ts';
import { selectNoise } from '../../store/viewSlice.ts';
import { errorSentence } from '../../words/errorSentences.ts';

/** Of the pictures in which the face is looked for: faces of a fifth of it are seen. */
const SEARCHED_SIDE = 240;
/** From one search to the next, in which the worker rests. */
const SEARCH_PAUSE_MS = 150;
/** How much the newest picture counts in the rate that is shown. */
const RATE_WEIGHT = 0.2;

/** A face that the mirror follows and the frame that the model wants around it, in the pixels of the mirrored video. */
export interface MirroredFace {
  readonly face: CropBox;
  readonly crop: CropBox;
}

interface Reflection {
  /** Null where no face is seen: the middle is shown. */
  readonly framed: MirroredFace | null;
  /** Null until the first one is there. */
  readonly pixels: Pixels | null;
  /** Pictures a second. */
  readonly rate: number | null;
  readonly problem: string | null;
}

/** What the model makes of a video, one picture after another as quickly as they come. */
export function useReflection(
  video: RefObject<HTMLVideoElement | null>,
  resolution: number,
  isRunning: boolean,
): Reflection {
  const [reflection, setReflection] = useState<Reflection>({ framed: null, pixels: null, rate: null, problem: null });
  useEffect(() => {
    if (!isRunning) return;
    const controller = new AbortController();
    const { signal } = controller;
    let framed: MirroredFace | null = null;
    async function follow(): Promise<void> {
      let followed: FollowedFace = NO_FACE;
      while (!signal.aborted) {
        await new Promise((resolve) => setTimeout(resolve, SEARCH_PAUSE_MS));
        if (signal.aborted || !video.current || video.current.videoWidth === 0) continue;
        const { videoWidth: width, videoHeight: height } = video.current;
        const picture = pixelsOf(mirroredWhole(video.current, SEARCHED_SIDE));
        followed = await followFace(followed, (search) => findSeedsIn(picture, search));
        framed = followed.face && frameOf(scaled(followed.face, width / picture.width), { width, height });
      }
    }
    async function run(): Promise<void> {
      let meanMs: number | undefined;
      while (!signal.aborted) {
        await nextFrame(); // no more often than the screen shows
        if (!video.current || video.current.videoWidth === 0) continue;
        const started = performance.now();
        const shown = framed;
        const input = pixelsOf(mirroredFrame(video.current, resolution, shown?.crop));
        const pixels = await reflect(input, selectNoise(useStudio.getState()), signal);
        if (signal.aborted) return;
        const ms = performance.now() - started;
        meanMs = meanMs === undefined ? ms : meanMs + RATE_WEIGHT * (ms - meanMs);
        setReflection({ framed: shown, pixels, rate: 1000 / meanMs, problem: null });
      }
    }
    follow().catch(() => {}); // the middle is a frame too
    run().catch((error: unknown) => {
      if (!signal.aborted) setReflection((last) => ({ ...last, problem: errorSentence(error) }));
    });
    return () => controller.abort();
  }, [video, resolution, isRunning]);
  return reflection;
}

function frameOf(face: CropBox, video: { readonly width: number; readonly height: number }): MirroredFace {
  const { model } = useStudio.getState();
  return { face, crop: clampBox(frameAround(face, framingOf(model)), video) };
}

const scaled = ({ left, top, size, angle = 0 }: CropBox, factor: number): CropBox => ({
  left: factor * left,
  top: factor * top,
  size: factor * size,
  angle,
});

const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
