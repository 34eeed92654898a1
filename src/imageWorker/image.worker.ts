import * as Comlink from 'comlink';
import { type Cascade, compileCascade } from '../framing/cascade.ts';
import catFace from '../framing/catFace.json';
import { findSeeds, type SeedSearch } from '../framing/faceSeeds.ts';
import { centreSquare, clampBox } from '../image/crop.ts';
import { decodeImage } from '../image/decodeImage.ts';
import { gifOf } from '../image/gif.ts';
import { measureLikeness } from '../image/likeness.ts';
import type { Pixels } from '../image/pixels.ts';
import { gridPngOf, sheetPngOf } from '../image/pngExport.ts';
import { cropTo } from '../image/resample.ts';
import { webmOf, webmSupport } from '../image/webm.ts';
import type { ImageWorkerApi } from './imageWorkerApi.ts';

/** The photo that was cropped last: while its frame is dragged it is asked for again and again. */
let latest: { readonly key: number; readonly photo: Promise<Pixels> } | undefined;

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
  async cropPhoto(file, key, box, resolution) {
    const photo = await decoded(file, key);
    const inside = clampBox(box ?? centreSquare(photo), photo);
    const pixels = cropTo(photo, inside, resolution);
    const crop = { pixels, box: inside, width: photo.width, height: photo.height };
    return Comlink.transfer(crop, [pixels.data.buffer]);
  },
  async cropPieces(file, key, boxes, resolution) {
    const photo = await decoded(file, key);
    const pieces = boxes.map((box) => cropTo(photo, clampBox(box, photo), resolution));
    return Comlink.transfer(
      pieces,
      pieces.map(({ data }) => data.buffer),
    );
  },
  async findSeeds(file, key, search) {
    return findSeeds(await cascadeOf(search.face), await decoded(file, key), search);
  },
  async findSeedsIn(picture, search) {
    return findSeeds(await cascadeOf(search.face), picture, search);
  },
  gridPng: gridPngOf,
  sheetPng: sheetPngOf,
  gif: gifOf,
  webm: webmOf,
  webmSupport,
  measureLikeness: async (a, b) => measureLikeness(a, b),
};

Comlink.expose(api);

function decoded(file: Blob, key: number): Promise<Pixels> {
  if (latest?.key !== key) latest = { key, photo: decodeImage(file) };
  return latest.photo;
}
