import { type CropBox, overlap } from '../image/crop.ts';
import type { Pixels } from '../image/pixels.ts';
import { shrinkTo } from '../image/resample.ts';
import { type Cascade, sightings } from './cascade.ts';
import { type GreyImage, greyOf, integralOf, shrink, turn } from './greyImage.ts';

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
export function findSeeds(cascade: Cascade, photo: Pixels, { face, isTurned }: SeedSearch = UPRIGHT_CATS): Seed[] {
  const smallest = SMALLEST_FACE[face];
  const base = baseOf(photo, (OVERSAMPLING * cascade.size) / smallest);
  const scale = photo.width / base.width;
  const angles = isTurned ? QUARTER_TURNS : LEANS;
  const boxes = angles.flatMap((angle) => boxesAt(cascade, base, angle, smallest));
  return groupBoxes(
    boxes.map(({ left, top, size, angle }) => ({ left: left * scale, top: top * scale, size: size * scale, angle })),
  );
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

/** Means of boxes that lie over one another. */
function groupBoxes(boxes: readonly Required<CropBox>[]): Seed[] {
  const groups: { box: Required<CropBox>; weight: number }[] = [];
  for (const box of boxes) {
    const group = groups.find(
      (other) => overlap(other.box, box) > SAME_FACE && Math.abs(other.box.angle - box.angle) < SAME_ANGLE,
    );
    if (!group) groups.push({ box, weight: 1 });
    else {
      group.weight++;
      const towards = (mean: number, value: number) => mean + (value - mean) / group.weight;
      group.box = {
        left: towards(group.box.left, box.left),
        top: towards(group.box.top, box.top),
        size: towards(group.box.size, box.size),
        angle: towards(group.box.angle, box.angle),
      };
    }
  }
  return groups.sort((a, b) => b.weight - a.weight);
}
