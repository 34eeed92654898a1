import * as Comlink from 'comlink';
import { centreSquare, clampBox } from './crop.ts';
import { decodeImage } from './decode.ts';
import { gifOf } from './gif.ts';
import { measureLikeness } from './likeness.ts';
import type { Pixels } from './pixels.ts';
import { gridPngOf, sheetPngOf } from './pngExport.ts';
import { cropTo } from './resample.ts';
import { webmOf, webmSupport } from './webm.ts';
import type { ImageWorkerApi } from './workerApi.ts';

/** The photo that was cropped last: while its frame is dragged it is asked for again and again. */
let latest: { readonly key: number; readonly photo: Promise<Pixels> } | undefined;

const api: ImageWorkerApi = {
  async cropPhoto(file, key, box, resolution) {
    if (latest?.key !== key) latest = { key, photo: decodeImage(file) };
    const photo = await latest.photo;
    const inside = clampBox(box ?? centreSquare(photo), photo);
    const pixels = cropTo(photo, inside, resolution);
    const crop = { pixels, box: inside, width: photo.width, height: photo.height };
    return Comlink.transfer(crop, [pixels.data.buffer]);
  },
  gridPng: gridPngOf,
  sheetPng: sheetPngOf,
  gif: gifOf,
  webm: webmOf,
  webmSupport,
  measureLikeness: async (a, b) => measureLikeness(a, b),
};

Comlink.expose(api);
