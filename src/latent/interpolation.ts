/**
 * A way through W: pictures at certain moments ("keys") and what lies between them. Keys are style arrays of one model,
 * [2L · S] each, so that a mixture, whose layers have codes of their own, is interpolated layer by layer like any other.
 */

/** How the time of a segment is spent: `hold` stays at its key and then jumps. */
export const EASINGS = ['linear', 'easeInOut', 'easeIn', 'easeOut', 'hold'] as const;
export type Easing = (typeof EASINGS)[number];

/** Straight lines from key to key, or one smooth curve through all of them. */
export const PATH_KINDS = ['linear', 'spline'] as const;
export type PathKind = (typeof PATH_KINDS)[number];

/** From one key to the next. */
export interface Segment {
  readonly seconds: number;
  readonly easing: Easing;
}

/** A moment between two keys. */
export interface Moment {
  /** The key that was left last. */
  readonly key: number;
  /** Where on the way to the next key: 0 to 1, easing included. */
  readonly progress: number;
}

/** Where an easing is at `t`, both 0 to 1. The curves are cubic: they start or end at rest. */
export function ease(easing: Easing, t: number): number {
  switch (easing) {
    case 'linear':
      return t;
    case 'easeInOut':
      return t * t * (3 - 2 * t);
    case 'easeIn':
      return t ** 3;
    case 'easeOut':
      return 1 - (1 - t) ** 3;
    case 'hold':
      return t < 1 ? 0 : 1;
  }
}

/**
 * The segments that are travelled: one after each key, and none after the last unless the way closes.
 * @param segments one for each key
 */
export const travelledSegments = <S extends Segment>(segments: readonly S[], isLoop: boolean): readonly S[] =>
  segments.length < 2 ? [] : isLoop ? segments : segments.slice(0, -1);

/** How long a way takes, in seconds. */
export const durationOf = (segments: readonly Segment[]): number =>
  segments.reduce((sum, { seconds }) => sum + seconds, 0);

/**
 * Where a way is at a time.
 * @param segments those that are travelled
 * @param seconds since the beginning; before it and past the end it rests at the ends
 */
export function momentAt(segments: readonly Segment[], seconds: number): Moment {
  let begin = 0;
  for (const [key, segment] of segments.entries()) {
    const end = begin + segment.seconds;
    if (seconds < end) return { key, progress: ease(segment.easing, Math.max(0, (seconds - begin) / segment.seconds)) };
    begin = end;
  }
  return { key: segments.length, progress: 0 };
}

/** Slack in counting frames: 0.1 + 0.2 seconds are three frames of ten a second, not four. */
const ROUNDING = 1e-6;
/** Frames that differ by less than this share of a segment are the same picture. */
const FINEST_PROGRESS = 1e-4;

/**
 * The moments of a film. A loop's last frame is the one before the first again; an open way ends on its last key.
 * @param segments those that are travelled
 */
export function filmMoments(segments: readonly Segment[], isLoop: boolean, framesPerSecond: number): Moment[] {
  const steps = Math.max(1, Math.ceil(durationOf(segments) * framesPerSecond - ROUNDING));
  const moments = Array.from({ length: steps }, (_, frame) => {
    const { key, progress } = momentAt(segments, frame / framesPerSecond + ROUNDING);
    return { key, progress: Math.round(progress / FINEST_PROGRESS) * FINEST_PROGRESS };
  });
  return isLoop || segments.length === 0 ? moments : [...moments, { key: segments.length, progress: 0 }];
}

/**
 * Which keys a moment depends on: the four around a spline's segment, the two ends of a straight one, or the key alone.
 * At the ends of an open way the neighbour that is missing is null.
 */
export function keysAround(
  { key, progress }: Moment,
  keyCount: number,
  path: PathKind,
  isLoop: boolean,
): readonly (number | null)[] {
  const at = (index: number) =>
    isLoop ? (index + keyCount) % keyCount : index >= 0 && index < keyCount ? index : null;
  if (progress === 0) return [at(key)];
  if (progress === 1) return [at(key + 1)];
  if (path === 'linear') return [at(key), at(key + 1)];
  return [at(key - 1), at(key), at(key + 1), at(key + 2)];
}

/**
 * Styles at a moment.
 * @param around the styles of `keysAround`, [2L · S] each: one, two (linear) or four (Catmull-Rom) of them
 * @param progress 0 to 1
 */
export function interpolate(around: readonly (Float32Array | null)[], progress: number): Float32Array<ArrayBuffer> {
  const [first, second, third, fourth] = around;
  if (around.length === 1) return new Float32Array(first!);
  if (around.length === 2) return lerp(first!, second!, progress);
  return catmullRom([first ?? null, second!, third!, fourth ?? null], progress);
}

/** `a + t·(b - a)`, element by element. */
export const lerp = (a: Float32Array, b: Float32Array, t: number): Float32Array<ArrayBuffer> =>
  Float32Array.from(a, (value, i) => value + t * (b[i]! - value));

/**
 * The uniform Catmull-Rom spline between its second and third point: it passes through every key, and leaves each in the
 * direction from the key before to the key after. At an open end the missing neighbour is mirrored, so that the way
 * starts straight.
 */
function catmullRom(
  [before, from, to, after]: readonly [Float32Array | null, Float32Array, Float32Array, Float32Array | null],
  t: number,
): Float32Array<ArrayBuffer> {
  return Float32Array.from(from, (p1, i) => {
    const p2 = to[i]!;
    const p0 = before ? before[i]! : 2 * p1 - p2;
    const p3 = after ? after[i]! : 2 * p2 - p1;
    const slope = p2 - p0;
    const square = 2 * p0 - 5 * p1 + 4 * p2 - p3;
    const cube = 3 * (p1 - p2) + p3 - p0;
    return p1 + 0.5 * t * (slope + t * (square + t * cube));
  });
}
