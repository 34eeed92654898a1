import type { Pixels } from './pixels.ts';

/** A picture of something that moves, and when it was there. */
export interface Take {
  readonly pixels: Pixels;
  readonly timeMs: number;
}

/**
 * Frames at an even pace of pictures that came as they could: at each moment the one that had come last.
 * @param takes one or more, in the order in which they came; the first one is the beginning
 * @param endMs by the clock of the takes
 */
export function evenFrames(takes: readonly Take[], endMs: number, framesPerSecond: number): readonly Pixels[] {
  const beginMs = takes[0]!.timeMs;
  const count = Math.max(1, Math.round(((endMs - beginMs) / 1000) * framesPerSecond));
  let shown = 0;
  return Array.from({ length: count }, (_, frame) => {
    const nowMs = beginMs + (1000 * frame) / framesPerSecond;
    while (shown + 1 < takes.length && takes[shown + 1]!.timeMs <= nowMs) shown++;
    return takes[shown]!.pixels;
  });
}
