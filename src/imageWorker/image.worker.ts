import * as Comlink from 'comlink';
import { type Cascade, compileCascade } from '../framing/cascade.ts';
import catFace from '../framing/catFace.json';
import { findSeeds, type SeedSearch } from '../framing/faceSeeds.ts';
import { type CropBox, centreSquare, clampBox } from '../image/crop.ts';
import { type DecodedPhoto, decodeImage } from '../image/decodeImage.ts';
import { gifOf } from '../image/gif.ts';
import { ImageError } from '../image/imageError.ts';
import { measureLikeness } from '../image/likeness.ts';
import type { Pixels } from '../image/pixels.ts';
import { gridPngOf, sheetPngOf } from '../image/pngExport.ts';
import { cropTo } from '../image/resample.ts';
import { videoOf, videoSupport } from '../image/video.ts';
import type { GivenPhoto, ImageWorkerApi, PhotoOutcome } from './imageWorkerApi.ts';

/** The photo that was cropped last: while its frame is dragged it is asked for again and again. */
let latest: { readonly key: number; readonly photo: Promise<DecodedPhoto> } | undefined;

/** The classifier of cats' faces, ready to run. */
const CAT_FACES = compileCascade(catFace);
let personFaces: Promise<Cascade> | undefined;

/** That of people's is fetched with the first photo in which no cat is seen. */
async function cascadeOf(face: SeedSearch['face']): Promise<Cascade> {
  if (face === 'cat') return CAT_FACES;
  personFaces ??= import('../framing/personFace.json').then(({ default: file }) => compileCascade(file));
  return personFaces.catch((error: unknown) => {
    personFaces = undefined; // the next search tries again
    throw error;
  });
}

const api: ImageWorkerApi = {
  async cropPhoto(given, box, resolution) {
    const outcome = await onPhoto(given, (photo) => {
      const inside = clampBox(box ?? centreSquare(photo), photo);
      const pixels = cropped(photo, inside, resolution);
      return { pixels, box: inside, width: photo.width, height: photo.height };
    });
    return handedOver(outcome, ({ pixels }) => [pixels]);
  },
  async cropPieces(given, boxes, resolution) {
    const outcome = await onPhoto(given, (photo) =>
      boxes.map((box) => cropped(photo, clampBox(box, photo), resolution)),
    );
    return handedOver(outcome, (pieces) => pieces);
  },
  findSeeds: (given, search) =>
    onPhoto(given, async ({ pixels, width }) => {
      const seeds = findSeeds(await cascadeOf(search.face), pixels, search);
      return seeds.map((seed) => ({ ...seed, box: scaled(seed.box, width / pixels.width) }));
    }),
  async findSeedsIn(picture, search) {
    return findSeeds(await cascadeOf(search.face), picture, search);
  },
  gridPng: gridPngOf,
  sheetPng: sheetPngOf,
  gif: gifOf,
  video: videoOf,
  videoSupport,
  measureLikeness: async (a, b) => measureLikeness(a, b),
};

Comlink.expose(api);

/** Works on a photo; what is wrong with it is handed over as data, for errors lose their codes on the way to the page. */
async function onPhoto<T>(given: GivenPhoto, work: (photo: DecodedPhoto) => T | Promise<T>): Promise<PhotoOutcome<T>> {
  try {
    return { kind: 'done', value: await work(await decoded(given)) };
  } catch (error) {
    if (error instanceof ImageError) return { kind: 'refused', code: error.code, message: error.message };
    throw error;
  }
}

/** Pixels go over to the page without being copied. */
const handedOver = <T>(outcome: PhotoOutcome<T>, pixelsIn: (value: T) => readonly Pixels[]): PhotoOutcome<T> =>
  outcome.kind === 'done'
    ? Comlink.transfer(
        outcome,
        pixelsIn(outcome.value).map(({ data }) => data.buffer),
      )
    : outcome;

function decoded({ file, key, name }: GivenPhoto): Promise<DecodedPhoto> {
  if (latest?.key !== key) latest = { key, photo: decodeImage(file, name) };
  return latest.photo;
}

/** @param box in the photo's own pixels */
const cropped = ({ pixels, width }: DecodedPhoto, box: CropBox, resolution: number): Pixels =>
  cropTo(pixels, scaled(box, pixels.width / width), resolution);

const scaled = (box: CropBox, scale: number): CropBox =>
  scale === 1 ? box : { ...box, left: scale * box.left, top: scale * box.top, size: scale * box.size };
