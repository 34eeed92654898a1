import { type CropBox, clampBox, overlap } from '../image/crop.ts';
import type { Seed } from './faceSeeds.ts';

/** A frame in which the face may be, the likelier the sooner in a list. */
export interface Proposal {
  readonly box: CropBox;
  /** How strange the model finds it (`latent/familiarity.ts`); null where it was not asked. */
  readonly strangeness: number | null;
}

/** What the search asks, so that it runs in the page and in tests alike. */
export interface FaceSearch {
  /** The photo's size in pixels. */
  readonly photo: { readonly width: number; readonly height: number };
  /** Where the cascade sees faces, the most often seen first. */
  seeds(): Promise<readonly Seed[]>;
  /** How strange the model finds frames; null where asking it takes too long. */
  readonly judge: ((boxes: readonly CropBox[]) => Promise<readonly number[]>) | null;
  /** Asks the model about frames all over the photo where the cascade sees no face: seconds on a processor. */
  readonly isThorough: boolean;
  /** Is told of frames as they are looked at. */
  onLook?(boxes: readonly CropBox[]): void;
}

export const PROPOSAL_COUNT = 3;
/** Seeds that the model is asked about: as many as one worker judges at a time. */
const SEED_COUNT = 6;
/** What a seed that was seen e times as often may be stranger, in σ. */
const WEIGHT_WORTH = 1.5;
/** Frames that overlap by more than this are no two proposals. */
const SAME_FRAME = 0.6;

/**
 * Finds the frame of a face in a photo. The cascade says where faces are, the model which of them it knows best; where
 * the cascade sees none, the model is asked about frames all over the photo, and then around the best of them.
 * @returns at most `PROPOSAL_COUNT` proposals, best first
 */
export async function findFace(search: FaceSearch): Promise<Proposal[]> {
  const seeds = (await search.seeds()).slice(0, SEED_COUNT);
  if (seeds.length > 0) return proposalsFrom(search, seeds);
  if (!search.judge || !search.isThorough) return [];
  const coarse = await proposalsFrom(search, everywhere(search.photo).map(unseen));
  return proposalsFrom(search, coarse.flatMap(({ box }) => around(box, search.photo)).map(unseen));
}

const unseen = (box: CropBox): Seed => ({ box, weight: 1 });

async function proposalsFrom({ photo, judge, onLook }: FaceSearch, seeds: readonly Seed[]): Promise<Proposal[]> {
  const boxes = seeds.map(({ box }) => clampBox(box, photo));
  onLook?.(boxes);
  const strangeness = await judge?.(boxes);
  const ranked = seeds
    .map(({ weight }, i) => ({
      box: boxes[i]!,
      strangeness: strangeness?.[i] ?? null,
      rank: (strangeness?.[i] ?? 0) - WEIGHT_WORTH * Math.log(weight),
    }))
    .sort((a, b) => a.rank - b.rank);
  const chosen: Proposal[] = [];
  for (const { box, strangeness: strange } of ranked) {
    if (chosen.some((other) => overlap(other.box, box) > SAME_FRAME)) continue;
    chosen.push({ box, strangeness: strange });
    if (chosen.length === PROPOSAL_COUNT) break;
  }
  return chosen;
}

/** Frames of four sizes that cover the photo, each half over the next. */
function everywhere({ width, height }: FaceSearch['photo']): CropBox[] {
  const short = Math.min(width, height);
  return [1, 0.7, 0.5, 0.35].flatMap((part) => {
    const size = part * short;
    const tops = spread(height - size, size / 2);
    return tops.flatMap((top) => spread(width - size, size / 2).map((left) => ({ left, top, size })));
  });
}

/** Places from 0 to `end`, evenly, at most `step` apart. */
function spread(end: number, step: number): number[] {
  const gaps = Math.ceil(end / step - 1e-9);
  return Array.from({ length: gaps + 1 }, (_, i) => (gaps === 0 ? 0 : (i * end) / gaps));
}

/** A frame, and frames moved and resized a little. */
function around(box: CropBox, photo: FaceSearch['photo']): CropBox[] {
  const { left, top, size } = box;
  const step = size / 5;
  const moved = [
    [-step, 0],
    [step, 0],
    [0, -step],
    [0, step],
  ] as const;
  return [
    box,
    ...moved.map(([right, down]) => ({ left: left + right, top: top + down, size })),
    { left: left + step / 2, top: top + step / 2, size: size - step },
    { left: left - step / 2, top: top - step / 2, size: size + step },
  ].map((near) => clampBox(near, photo));
}
