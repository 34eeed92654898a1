import { type RefObject, useEffect, useState } from 'react';
import { mirroredPixels } from '../../image/camera.ts';
import type { Pixels } from '../../image/pixels.ts';
import { reflect } from '../../pictures/renderings.ts';
import { useStudio } from '../../store/studio.ts';
import { selectNoise } from '../../store/viewSlice.ts';
import { errorSentence } from '../../words/errorSentences.ts';

/** How much the newest picture counts in the rate that is shown. */
const RATE_WEIGHT = 0.2;

interface Reflection {
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
  const [reflection, setReflection] = useState<Reflection>({ pixels: null, rate: null, problem: null });
  useEffect(() => {
    if (!isRunning) return;
    const controller = new AbortController();
    const { signal } = controller;
    async function run(): Promise<void> {
      let meanMs: number | undefined;
      while (!signal.aborted) {
        await nextFrame(); // no more often than the screen shows
        if (!video.current || video.current.videoWidth === 0) continue;
        const started = performance.now();
        const pixels = await reflect(
          mirroredPixels(video.current, resolution),
          selectNoise(useStudio.getState()),
          signal,
        );
        if (signal.aborted) return;
        const ms = performance.now() - started;
        meanMs = meanMs === undefined ? ms : meanMs + RATE_WEIGHT * (ms - meanMs);
        setReflection({ pixels, rate: 1000 / meanMs, problem: null });
      }
    }
    run().catch((error: unknown) => {
      if (!signal.aborted) setReflection((last) => ({ ...last, problem: errorSentence(error) }));
    });
    return () => controller.abort();
  }, [video, resolution, isRunning]);
  return reflection;
}

const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
