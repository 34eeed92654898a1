import { useCallback, useEffect, useRef, useState } from 'react';
import { CLIP_LIMITS, saveClip } from '../../actions/mirrorClip.ts';
import type { Take } from '../../image/clip.ts';
import type { Pixels } from '../../image/pixels.ts';

interface Clip {
  /** Seconds that are recorded; null while nothing is. */
  readonly seconds: number | null;
  readonly start: () => void;
  /** Ends the clip and hands it out. */
  readonly stop: () => void;
}

/** Records the pictures that come one after another. What is not stopped before the component goes is let go. */
export function useClip(pixels: Pixels | null): Clip {
  const takes = useRef<Take[]>([]);
  const [startedMs, setStartedMs] = useState<number | null>(null);
  const [seconds, setSeconds] = useState(0);

  const stop = useCallback(() => {
    setStartedMs(null);
    if (takes.current.length > 0) void saveClip(takes.current, performance.now());
    takes.current = [];
  }, []);

  useEffect(() => {
    if (startedMs === null || !pixels) return;
    takes.current.push({ pixels, timeMs: takes.current.length === 0 ? startedMs : performance.now() });
    if (takes.current.length * pixels.data.byteLength > CLIP_LIMITS.bytes) stop();
  }, [pixels, startedMs, stop]);
  // The clock goes on between pictures.
  useEffect(() => {
    if (startedMs === null) return;
    const timer = setInterval(() => {
      const ms = performance.now() - startedMs;
      setSeconds(Math.floor(ms / 1000));
      if (ms >= CLIP_LIMITS.ms) stop();
    }, 200);
    return () => clearInterval(timer);
  }, [startedMs, stop]);

  return {
    seconds: startedMs === null ? null : seconds,
    start: () => {
      takes.current = [];
      setSeconds(0);
      setStartedMs(performance.now());
    },
    stop,
  };
}
