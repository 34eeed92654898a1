import { type CropBox, clampBox, overlap } from '../image/crop.ts';
import { UNFAMILIAR } from '../latent/familiarity.ts';
import { poolSeeds, type Seed, type SeedSearch, UPRIGHT_CATS } from './faceSeeds.ts';
import { type Framing, faceInside, frameAround } from './modelFraming.ts';
import { catPlaceOf } from './personFace.ts';

/** A frame in which the face may be, the likelier the sooner in a list. */
export interface Proposal {
  /** Inside the photo, but for its angle. */
  readonly box: CropBox;
  /** Where a cat's face is, or would be, in the photo: another model frames it otherwise. */
  readonly face: CropBox;
  /** How many windows saw the face; 1 where the model alone prefers the frame. */
  readonly weight: number;
  /** How strange the model finds it (`latent/familiarity.ts`); null where it was not asked. */
  readonly strangeness: number | null;
  /** Whose face was seen; null where the model alone prefers the frame. */
  readonly seen: SeedSearch['face'] | null;
  /** Detector and model agree that it is the face, or so many windows see it that the model need not; and nothing comes near to it. */
  readonly isSure: boolean;
}

/** What the search asks, so that it runs in the page and in tests alike. */
export interface FaceSearch {
  /** The photo's size in pixels. */
  readonly photo: { readonly width: number; readonly height: number };
  /** How the model is framed. */
  readonly framing: Framing;
  /** Where the cascade sees faces, the most often seen first. */
  seeds(search: SeedSearch): Promise<readonly Seed[]>;
  /** How strange the model finds frames; null where asking it takes too long. */
  readonly judge: ((boxes: readonly CropBox[]) => Promise<readonly number[]>) | null;
  /** Proposes frames that are not sure, too, and asks the model about frames all over the photo where the cascade sees no face. */
  readonly isThorough: boolean;
  /** Is told of frames as they are looked at. */
  onLook?(boxes: readonly CropBox[]): void;
}

export const PROPOSAL_COUNT = 3;
/** Seeds that the model is asked about: as many as one worker judges at a time. */
const SEED_COUNT = 6;
/** What a seed that was seen e times as often may be stranger, in σ. */
const WEIGHT_WORTH = 2;
/** Frames that overlap by more than this are no two proposals. */
const SAME_FRAME = 0.6;
/**
 * A face that is sure was seen by so many windows (a cat in the photo and its mirror image together, a person in the photo), and is
 * so much likelier than any other, in σ. docs/models.md says how often such a frame is right.
 */
const LEAST_WEIGHT = { cat: 4, person: 6 } as const;
const CLEAR_LEAD = 1;
/** A face of this likelihood or less is sure though the model finds it unfamiliar: models with short trainings know few photos. */
const LIKELY = -2.5;

/** A cat that so many windows have seen is not looked for in the mirror image and the turned photo as well, nor is a person. */
const CLEAR_WEIGHT = 8;
/** A cat that so many have seen comes before a person. */
const BEFORE_PERSON = 4;
/**
 * Where only a sure face is wanted, the model is not asked about what one window alone has seen, nor about what was seen by less
 * than this part of those that see the clearest: such a frame would seldom be a rival.
 */
const RIVAL = { windows: 2, part: 1 / 8 } as const;
/** Among frames all over a photo some are always a little familiar: an offered one must be this much less strange, in σ. */
const KNOWN_WELL = -1;

/**
 * Finds the frame of a face in a photo. The cascade says where faces are, the model which of the frames around them it knows
 * best. Unless a cat is clear, the photo's mirror image is looked at too, then the photo from all four sides, and people are
 * looked for: the cascade sees them much more clearly than cats. Where no face is seen, the model is asked about frames all over
 * the photo, and then around the best.
 * @returns at most `PROPOSAL_COUNT` proposals, best first; none where no face was found
 */
export async function findFace(search: FaceSearch): Promise<Proposal[]> {
  const once = await search.seeds(UPRIGHT_CATS);
  const clear = await proposalsFrom(search, once, 'cat');
  if (isSureBy(clear, CLEAR_WEIGHT)) return clear;
  const upright = await withMirrored(search, UPRIGHT_CATS, once);
  const clearer = await proposalsFrom(search, upright, 'cat');
  if (isSureBy(clearer, BEFORE_PERSON)) return clearer;
  const turned = await withMirrored(search, TURNED_CATS, await search.seeds(TURNED_CATS));
  const all = [...upright, ...turned].sort((a, b) => b.weight - a.weight);
  const cats = turned.length > 0 ? await proposalsFrom(search, all, 'cat') : clearer;
  if (isSureBy(cats, BEFORE_PERSON)) return cats;
  for (const isTurned of [false, true]) {
    const people = await proposalsFrom(search, await search.seeds({ face: 'person', isTurned }), 'person');
    if (people[0]?.isSure) return people;
  }
  if (cats[0]?.isSure) return cats;
  if (!search.isThorough) return [];
  const possible = cats.filter(isPossible);
  if (possible.length > 0 || !search.judge) return possible;
  const coarse = await proposalsFrom(search, everywhere(search.photo).map(seedOf(search.framing)), null);
  const fine = coarse.flatMap(({ box }) => around(box, search.photo)).map(seedOf(search.framing));
  return (await proposalsFrom(search, fine, null)).filter(isPossible);
}

const TURNED_CATS: SeedSearch = { face: 'cat', isTurned: true };

/** Where the cascade sees faces in a photo and in its mirror image. @param once what it sees in the photo */
const withMirrored = async ({ seeds }: FaceSearch, look: SeedSearch, once: readonly Seed[]): Promise<readonly Seed[]> =>
  poolSeeds([...once, ...(await seeds({ ...look, isMirrored: true }))]);

const isSureBy = ([best]: readonly Proposal[], weight: number): boolean => !!best?.isSure && best.weight >= weight;

/** Whether it may be offered: several windows see a face that the model knows, or the model knows the frame well. */
const isPossible = ({ weight, strangeness }: Proposal): boolean =>
  weight > 1 ? strangeness === null || strangeness <= UNFAMILIAR : strangeness !== null && strangeness <= KNOWN_WELL;

const seedOf =
  (framing: Framing) =>
  (frame: CropBox): Seed => ({ box: faceInside(frame, framing), weight: 1 });

async function proposalsFrom(
  { photo, framing, judge, isThorough, onLook }: FaceSearch,
  all: readonly Seed[],
  seen: Proposal['seen'],
): Promise<Proposal[]> {
  const likeliest = seen ? all.slice(0, SEED_COUNT) : all;
  const seeds = isThorough ? likeliest : likeliest.filter(isContender);
  if (seeds.length === 0) return [];
  const faces = seeds.map(({ box }) => (seen === 'person' ? catPlaceOf(box) : box));
  const boxes = faces.map((face) => clampBox(frameAround(face, framing), photo));
  onLook?.(boxes);
  // No model of cats knows people: of these, the detector alone decides.
  const strangeness = seen === 'person' ? undefined : await judge?.(boxes);
  const ranked = seeds
    .map(({ weight }, i) => ({
      box: boxes[i]!,
      face: faces[i]!,
      weight,
      strangeness: strangeness?.[i] ?? null,
      rank: (strangeness?.[i] ?? 0) - WEIGHT_WORTH * Math.log(weight),
    }))
    .sort((a, b) => a.rank - b.rank);
  const [first] = ranked;
  // Windows of one face that were not taken for the same are no rivals.
  const rival = ranked.find(({ box }) => overlap(first!.box, box) <= SAME_FRAME);
  const lead = rival ? rival.rank - first!.rank : Number.POSITIVE_INFINITY;
  const chosen: Proposal[] = [];
  for (const { box, face, weight, strangeness: strange, rank } of ranked) {
    if (chosen.some((other) => overlap(other.box, box) > SAME_FRAME)) continue;
    const isKnown = strange === null || strange <= UNFAMILIAR || rank <= LIKELY;
    const isSure =
      chosen.length === 0 && seen !== null && weight >= LEAST_WEIGHT[seen] && isKnown && lead >= CLEAR_LEAD;
    chosen.push({ box, face, weight, strangeness: strange, seen, isSure });
    if (chosen.length === PROPOSAL_COUNT) break;
  }
  return chosen;
}

const isContender = ({ weight }: Seed, _: number, [first]: readonly Seed[]): boolean =>
  weight >= Math.max(RIVAL.windows, first!.weight * RIVAL.part);

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
