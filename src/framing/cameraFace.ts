import { type CropBox, overlap } from '../image/crop.ts';
import type { Seed, SeedSearch } from './faceSeeds.ts';
import { catPlaceOf } from './personFace.ts';

/** Windows that must see a face: there is no time to ask the model. */
const LEAST_WEIGHT = { cat: 4, person: 4 } as const;
/** A face that overlaps with the one before by more than this is that one, a little later. */
const SAME_FACE = 0.3;
/** How much the newest place counts: the frame follows without trembling. */
const NEWEST = 0.5;
/** Pictures without a face until the one before is given up: a blink, a hand. */
const PATIENCE = 4;

/** A face followed from one picture of a camera to the next. */
export interface FollowedFace {
  /** A cat's, or where a cat's would be that looks out of a person's eyes; null where there is none. */
  readonly face: CropBox | null;
  /** Pictures in which it was not seen since. */
  readonly missed: number;
}

export const NO_FACE: FollowedFace = { face: null, missed: 0 };

/**
 * Where the face is in a camera's next picture: a cat's, or a person's where no cat is.
 * @param seeds where a cascade sees faces in the picture
 */
export async function followFace(
  last: FollowedFace,
  seeds: (search: SeedSearch) => Promise<readonly Seed[]>,
): Promise<FollowedFace> {
  const seen = await faceAmong(seeds);
  if (!seen) return last.missed < PATIENCE ? { ...last, missed: last.missed + 1 } : NO_FACE;
  const isSame = last.face && overlap(last.face, seen) > SAME_FACE;
  return { face: isSame ? between(last.face, seen) : seen, missed: 0 };
}

async function faceAmong(seeds: (search: SeedSearch) => Promise<readonly Seed[]>): Promise<CropBox | null> {
  for (const face of ['cat', 'person'] as const) {
    const [best] = await seeds({ face, isTurned: false });
    if (best && best.weight >= LEAST_WEIGHT[face]) return face === 'cat' ? best.box : catPlaceOf(best.box);
  }
  return null;
}

function between(before: CropBox, after: CropBox): CropBox {
  const mean = (a = 0, b = 0) => a + NEWEST * (b - a);
  return {
    left: mean(before.left, after.left),
    top: mean(before.top, after.top),
    size: mean(before.size, after.size),
    angle: mean(before.angle, after.angle),
  };
}
