import * as Comlink from 'comlink';
import { compileCascade } from '../framing/cascade.ts';
import catFace from '../framing/catFace.json';
import { findSeeds } from '../framing/faceSeeds.ts';
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
  async findSeeds(file, key) {
    return findSeeds(CAT_FACES, await decoded(file, key));
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
