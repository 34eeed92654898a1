import * as Comlink from 'comlink';
import { type Cascade, type CascadeFile, compileCascade } from '../framing/cascade.ts';
import { findSeeds } from '../framing/seeds.ts';
import { centreSquare, clampBox } from './crop.ts';
import { decodeImage } from './decode.ts';
import type { Pixels } from './pixels.ts';
import { gridPngOf } from './pngExport.ts';
import { cropTo } from './resample.ts';
import type { ImageWorkerApi } from './workerApi.ts';

/** The photo that was cropped last: while its frame is dragged it is asked for again and again. */
let latest: { readonly key: number; readonly photo: Promise<Pixels> } | undefined;

/** Sees cats' faces; fetched when first needed. */
let cascade: Promise<Cascade> | undefined;

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
    cascade ??= loadCascade();
    return findSeeds(await cascade, await decoded(file, key));
  },
  gridPng: gridPngOf,
};

Comlink.expose(api);

function decoded(file: Blob, key: number): Promise<Pixels> {
  if (latest?.key !== key) latest = { key, photo: decodeImage(file) };
  return latest.photo;
}

/** A failure is forgotten, so that the next search tries again. */
async function loadCascade(): Promise<Cascade> {
  try {
    const response = await fetch(new URL('../framing/catFace.json', import.meta.url));
    if (!response.ok) throw new Error(`The cascade answered ${response.status}.`);
    return compileCascade((await response.json()) as CascadeFile);
  } catch (error) {
    cascade = undefined;
    throw error;
  }
}
