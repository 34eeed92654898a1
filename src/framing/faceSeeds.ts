import { type CropBox, overlap } from '../image/crop.ts';
import type { Pixels } from '../image/pixels.ts';
import { shrinkTo } from '../image/resample.ts';
import { type Cascade, sightings } from './cascade.ts';
import { type GreyImage, greyOf, integralOf, mirror, shrink, turn } from './greyImage.ts';

/** A place where a face may be. */
export interface Seed {
  readonly box: CropBox;
  /** How many windows near to it saw a face. */
  readonly weight: number;
}

/** Whose faces are looked for, and in photos held how. */
export interface SeedSearch {
  readonly face: 'cat' | 'person';
  /** Faces in photos that lie on a side or on their head; otherwise upright ones. */
  readonly isTurned: boolean;
  /** Looks at the photo's mirror image: the cascade is not symmetric, and what it sees there is a second opinion. */
  readonly isMirrored?: boolean;
}

/** How far heads lean, in degrees; the cascade itself bears some ten. */
const LEANS = [0, -20, 20] as const;
const QUARTER_TURNS = [90, -90, 180] as const;
/** Faces whose angles differ by more than this are not the same. */
const SAME_ANGLE = 45;
/** The smallest face looked for, as a part of the photo's short side. People stand farther off. */
const SMALLEST_FACE = { cat: 1 / 6, person: 1 / 8 } as const;
/** From one size of window to the next. */
const SIZE_STEP = 1.15;
/** Windows that overlap by more than this (intersection over union) see the same face. */
const SAME_FACE = 0.4;
/** Of the raster that every size of window is shrunk from, against the finest of them. */
const OVERSAMPLING = 2;

export const UPRIGHT_CATS: SeedSearch = { face: 'cat', isTurned: false };

/**
 * Where a cascade sees faces, the most often seen first. The frame that the cats of the training data are in is the
 * window of OpenCV's cascade for cats: over 16 whole heads, its middle and its size are less than 1% and 3% off.
 */
export function findSeeds(
  cascade: Cascade,
  photo: Pixels,
  { face, isTurned, isMirrored = false }: SeedSearch = UPRIGHT_CATS,
): Seed[] {
  const smallest = SMALLEST_FACE[face];
  const base = baseOf(photo, (OVERSAMPLING * cascade.size) / smallest);
  const scale = photo.width / base.width;
  const seenBase = isMirrored ? mirror(base) : base;
  const angles = isTurned ? QUARTER_TURNS : LEANS;
  const boxes = angles.flatMap((angle) => boxesAt(cascade, seenBase, angle, smallest));
  const seen = boxes.map(({ left, top, size, angle }) => ({
    left: scale * (isMirrored ? base.width - left - size : left),
    top: scale * top,
    size: scale * size,
    angle: isMirrored && angle !== 180 ? -angle : angle, // what stands on its head does so in the mirror, too
  }));
  return poolSeeds(seen.map((box) => ({ box, weight: 1 })));
}

/** The photo in grey, its short side at most this long. */
function baseOf(photo: Pixels, shortSide: number): GreyImage {
  const factor = Math.min(1, shortSide / Math.min(photo.width, photo.height));
  return greyOf(shrinkTo(photo, Math.round(photo.width * factor), Math.round(photo.height * factor)));
}

/** Windows of all sizes that see a face which leans by `angle`. */
function boxesAt(cascade: Cascade, base: GreyImage, angle: number, smallest: number): Required<CropBox>[] {
  const { image, sourceOf } = turn(base, angle);
  const whole = integralOf(image);
  const boxes: Required<CropBox>[] = [];
  const largest = Math.min(base.width, base.height);
  for (let size = largest; size >= largest * smallest && size >= cascade.size; size /= SIZE_STEP) {
    const factor = cascade.size / size;
    const level = integralOf(shrink(whole, Math.round(image.width * factor), Math.round(image.height * factor)));
    for (const { x, y } of sightings(cascade, level)) {
      const centre = sourceOf((x + cascade.size / 2) / factor, (y + cascade.size / 2) / factor);
      boxes.push({ left: centre.x - size / 2, top: centre.y - size / 2, size, angle });
    }
  }
  return boxes;
}

/** Means of those that lie over one another, seen as often as all of them, the most often seen first. */
export function poolSeeds(seeds: readonly Seed[]): Seed[] {
  const groups: Seed[] = [];
  for (const seed of seeds) {
    const index = groups.findIndex(
      ({ box }) => overlap(box, seed.box) > SAME_FACE && Math.abs(angleOf(box) - angleOf(seed.box)) < SAME_ANGLE,
    );
    if (index < 0) groups.push(seed);
    else groups[index] = meanOf(groups[index]!, seed);
  }
  return groups.sort((a, b) => b.weight - a.weight);
}

function meanOf(a: Seed, b: Seed): Seed {
  const weight = a.weight + b.weight;
  const mean = (of: (box: CropBox) => number) => of(a.box) + ((of(b.box) - of(a.box)) * b.weight) / weight;
  const box = {
    left: mean(({ left }) => left),
    top: mean(({ top }) => top),
    size: mean(({ size }) => size),
    angle: mean(angleOf),
  };
  return { box, weight };
}

const angleOf = ({ angle = 0 }: CropBox): number => angle;
