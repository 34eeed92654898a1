import * as Comlink from 'comlink';
import type { Seed, SeedSearch } from '../framing/faceSeeds.ts';
import type { AnimationOptions, FrameSource, GifOptions } from '../image/animation.ts';
import type { CropBox } from '../image/crop.ts';
import type { GridSheet } from '../image/gridSheet.ts';
import { ImageError } from '../image/imageError.ts';
import type { Likeness } from '../image/likeness.ts';
import type { Pixels } from '../image/pixels.ts';
import type { SheetPngOptions } from '../image/pngExport.ts';
import type { VideoContainer, VideoSupport } from '../image/video.ts';
import type { GivenPhoto, ImageWorkerApi, PhotoCrop, PhotoOutcome } from './imageWorkerApi.ts';

interface CropPhotoOptions {
  /** Pixels per side of the result: the model's. */
  readonly resolution: number;
  /** Default: the largest square in the middle. */
  readonly box?: CropBox | undefined;
  /** For errors, where the file has no name of its own. */
  readonly name?: string | undefined;
}

interface RunningWorker {
  readonly api: Comlink.Remote<ImageWorkerApi>;
  /** Rejects when the worker dies or cannot be loaded. */
  readonly failed: Promise<never>;
}

let running: RunningWorker | undefined;
const keys = new WeakMap<Blob, number>();
let nextKey = 0;

/**
 * Cuts a square out of a photo at the model's resolution, upright, without holding up the page. Quick when called
 * again for the same Blob, so that a preview can follow a frame that is dragged.
 * @throws ImageError when the file is no image, damaged or too large; Error when the worker fails
 */
export async function cropPhoto(file: Blob, { resolution, box, name }: CropPhotoOptions): Promise<PhotoCrop> {
  return onPhoto(file, name, (api, photo) => api.cropPhoto(photo, box, resolution));
}

/** Several pieces of a photo at the model's resolution. @throws as `cropPhoto` does */
export function cropPieces(
  file: Blob,
  boxes: readonly CropBox[],
  { resolution, name }: CropPhotoOptions,
): Promise<Pixels[]> {
  return onPhoto(file, name, (api, photo) => api.cropPieces(photo, boxes, resolution));
}

/** Where faces may be in a photo, the likeliest first. @throws as `cropPhoto` does */
export function findSeeds(file: Blob, search: SeedSearch, name?: string): Promise<Seed[]> {
  return onPhoto(file, name, (api, photo) => api.findSeeds(photo, search));
}

/** Where faces may be in a camera's picture, the likeliest first. */
export const findSeedsIn = (picture: Pixels, search: SeedSearch): Promise<Seed[]> =>
  inWorker((api) => api.findSeedsIn(picture, search));

async function onPhoto<T>(
  file: Blob,
  name: string | undefined,
  work: (api: RunningWorker['api'], photo: GivenPhoto) => Promise<PhotoOutcome<T>>,
): Promise<T> {
  let key = keys.get(file);
  if (key === undefined) {
    key = nextKey++;
    keys.set(file, key);
  }
  const photo = { file, key, name: name ?? (file instanceof File ? file.name : 'the image') };
  const outcome = await inWorker((api) => work(api, photo));
  if (outcome.kind === 'refused') throw new ImageError(outcome.code, outcome.message);
  return outcome.value;
}

/** A mixing figure as a PNG file, made without holding up the page. */
export const gridPng = (sheet: GridSheet, options: SheetPngOptions = {}): Promise<Blob> =>
  inWorker((api) => api.gridPng(sheet, options));

/** Rows of pictures as a PNG file; one that is missing shows the ground. */
export const sheetPng = (
  rows: readonly (readonly (Pixels | undefined)[])[],
  options: SheetPngOptions = {},
): Promise<Blob> => inWorker((api) => api.sheetPng(rows, options));

/** An animation as a GIF file. `frameAt` is called here, for frame after frame; when it rejects, the file does too. */
export const gif = (frameAt: FrameSource, options: GifOptions): Promise<Blob> =>
  inWorker((api) => api.gif(Comlink.proxy(frameAt), options));

/** An animation as a video file, likewise. */
export const video = (container: VideoContainer, frameAt: FrameSource, options: AnimationOptions): Promise<Blob> =>
  inWorker((api) => api.video(container, Comlink.proxy(frameAt), options));

/** Whether this browser writes videos of `side` pixels. */
export const videoSupport = (side: number): Promise<Record<VideoContainer, VideoSupport>> =>
  inWorker((api) => api.videoSupport(side));

/** Compares two rasters of one size without holding up the page. */
export const measureLikeness = (a: Pixels, b: Pixels): Promise<Likeness> =>
  inWorker((api) => api.measureLikeness(a, b));

function inWorker<T>(work: (api: Comlink.Remote<ImageWorkerApi>) => Promise<T>): Promise<T> {
  const { api, failed } = imageWorker();
  return Promise.race([work(api), failed]);
}

function imageWorker(): RunningWorker {
  if (running) return running;
  const thread = new Worker(new URL('./image.worker.ts', import.meta.url), { type: 'module', name: 'image' });
  const failed = new Promise<never>((_, reject) => {
    thread.addEventListener('error', ({ message }) => {
      running = undefined; // the next call starts another
      thread.terminate();
      reject(new Error(message || 'The image worker could not be loaded.'));
    });
  });
  failed.catch(() => {}); // whoever waits hears of it; nobody may be waiting
  running = { api: Comlink.wrap<ImageWorkerApi>(thread), failed };
  return running;
}
