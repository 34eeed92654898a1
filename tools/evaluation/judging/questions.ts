import type { Pixels } from '../../../src/image/pixels.ts';
import { seededRandom } from '../../../src/latent/random.ts';
import type { ImageArray } from '../../dataset/dataset.ts';
import { shuffled } from '../../dataset/shuffled.ts';
import { UserError } from '../../io/userError.ts';
import { fromValues, pick, pixelsOf, toValues } from '../images.ts';
import { coloursOf } from '../likenessFigures.ts';
import { sampleLatents } from '../networks.ts';
import { squaredDistances } from '../statistics.ts';
import type { Subject } from '../subject.ts';

/** Photos beside a reconstruction: its own, the nearest in colour, and random ones. */
export const PHOTO_LETTERS = ['A', 'B', 'C', 'D', 'E'] as const;
export const PAIR_LETTERS = ['A', 'B'] as const;
type Letter = (typeof PHOTO_LETTERS)[number];

const NEAR_PHOTOS = 2;
/** Of the colours in which photos are near, in pixels per side. */
const COLOUR_SIDE = 4;

export interface QuestionCounts {
  readonly judges: number;
  /** Per judge; no photo is asked for twice, whoever the judge is. */
  readonly rows: number;
  readonly pairs: number;
  /** Of the choice of photos, their places and the random images. */
  readonly seed: number;
}

/** Which of five photos is this picture drawn from? */
interface RowPlan {
  /** From 1, over all judges. */
  readonly number: number;
  /** Which test image is reconstructed. */
  readonly photo: number;
  /** Test images from A on; `photo` is one of them. */
  readonly photos: readonly number[];
}

/** Which of two pictures has the model drawn? */
interface PairPlan {
  /** From 1, over all judges. */
  readonly number: number;
  /** Which test image stands beside the random one. */
  readonly photo: number;
  readonly drawn: (typeof PAIR_LETTERS)[number];
}

export interface JudgePlan {
  readonly rows: readonly RowPlan[];
  readonly pairs: readonly PairPlan[];
}

/** The letter under which a row's own photo stands. */
export const ownLetter = ({ photo, photos }: RowPlan): Letter => PHOTO_LETTERS[photos.indexOf(photo)]!;

/**
 * Chooses what each judge is asked. No test image is reconstructed for two rows, nor paired twice; the photo of a pair is one
 * that its judge has not seen among the photos of the rows, while there are such.
 * @param photos the test images
 * @throws UserError when there are too few
 */
export function planQuestions(photos: ImageArray, { judges, rows, pairs, seed }: QuestionCounts): JudgePlan[] {
  const needed = Math.max(judges * Math.max(rows, pairs), PHOTO_LETTERS.length);
  if (photos.count < needed) {
    throw new UserError(
      `There are ${photos.count} test images, the judges need ${needed}: lower --judges, --rows or --pairs, or prepare a ` +
        'data set with more test images.',
    );
  }
  const random = seededRandom(seed);
  const mixed = <T>(items: readonly T[]) => shuffled(items, 2 ** 32 * random());
  const everyPhoto = [...Array(photos.count).keys()];
  const colours = coloursOf(photos, COLOUR_SIDE);
  const distances = squaredDistances(colours, colours);
  const choosePhotos = (own: number): number[] => {
    const others = everyPhoto.filter((photo) => photo !== own);
    const near = others.toSorted((a, b) => distances.get(own, a) - distances.get(own, b)).slice(0, NEAR_PHOTOS);
    const far = mixed(others.filter((photo) => !near.includes(photo)));
    return mixed([own, ...near, ...far.slice(0, PHOTO_LETTERS.length - 1 - NEAR_PHOTOS)]);
  };
  const reconstructed = mixed(everyPhoto);
  let unpaired = mixed(everyPhoto);
  return Array.from({ length: judges }, (_, judge) => {
    const own = reconstructed.slice(judge * rows, (judge + 1) * rows);
    const rowPlans = own.map((photo, i) => ({ number: judge * rows + i + 1, photo, photos: choosePhotos(photo) }));
    const seen = new Set(rowPlans.flatMap((row) => row.photos));
    const paired = unpaired.toSorted((a, b) => Number(seen.has(a)) - Number(seen.has(b))).slice(0, pairs);
    unpaired = unpaired.filter((photo) => !paired.includes(photo));
    const pairPlans = mixed(paired).map(
      (photo, i): PairPlan => ({
        number: judge * pairs + i + 1,
        photo,
        drawn: PAIR_LETTERS[Math.floor(2 * random())]!,
      }),
    );
    return { rows: rowPlans, pairs: pairPlans };
  });
}

/** A row as it is shown. */
export interface Row {
  readonly number: number;
  readonly reconstruction: Pixels;
  readonly photos: readonly Pixels[];
}

/** A pair with its number and its two pictures, in the order in which a judge sees them. */
export interface Pair {
  readonly number: number;
  readonly pictures: readonly [Pixels, Pixels];
}

/** Draws what a judge gets to see: the reconstructions, and random images of the model. */
export async function drawQuestions(
  { networks, model }: Pick<Subject, 'networks' | 'model'>,
  photos: ImageArray,
  { rows, pairs }: JudgePlan,
  seed: number,
): Promise<{ rows: Row[]; pairs: Pair[] }> {
  const originals = pick(
    photos,
    rows.map(({ photo }) => photo),
  );
  const w = await networks.encode(toValues(originals));
  const reconstructions = fromValues(await networks.draw(w), photos);
  const z = await sampleLatents(seed, pairs.length, model.architecture.latentSize);
  const samples = fromValues(await networks.draw(await networks.map(z)), photos);
  return {
    rows: rows.map((row, i) => ({
      number: row.number,
      reconstruction: pixelsOf(reconstructions, i),
      photos: row.photos.map((photo) => pixelsOf(photos, photo)),
    })),
    pairs: pairs.map(({ number, photo, drawn }, i) => {
      const [real, sample] = [pixelsOf(photos, photo), pixelsOf(samples, i)];
      return { number, pictures: drawn === 'A' ? [sample, real] : [real, sample] };
    }),
  };
}
