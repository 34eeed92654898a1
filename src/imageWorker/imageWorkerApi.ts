import type { Seed, SeedSearch } from '../framing/faceSeeds.ts';
import type { AnimationOptions, FrameSource, GifOptions } from '../image/animation.ts';
import type { CropBox } from '../image/crop.ts';
import type { GridSheet } from '../image/gridSheet.ts';
import type { Likeness } from '../image/likeness.ts';
import type { Pixels } from '../image/pixels.ts';
import type { SheetPngOptions } from '../image/pngExport.ts';
import type { WebmSupport } from '../image/webm.ts';

/** A piece of a photo at the model's resolution, and the photo's own size (upright, in pixels). */
export interface PhotoCrop {
  readonly pixels: Pixels;
  readonly box: CropBox;
  readonly width: number;
  readonly height: number;
}

/** Work on whole photos and sheets, which would hold up the page. */
export interface ImageWorkerApi {
  /** @param key tells photos apart: the last one stays decoded */
  cropPhoto(file: Blob, key: number, box: CropBox | undefined, resolution: number): Promise<PhotoCrop>;
  /** Pieces of a photo at the model's resolution, each inside it. */
  cropPieces(file: Blob, key: number, boxes: readonly CropBox[], resolution: number): Promise<Pixels[]>;
  /** Where faces may be in a photo, the likeliest first. */
  findSeeds(file: Blob, key: number, search: SeedSearch): Promise<Seed[]>;
  /** Where faces may be in a camera's picture. */
  findSeedsIn(picture: Pixels, search: SeedSearch): Promise<Seed[]>;
  gridPng(sheet: GridSheet, options: SheetPngOptions): Promise<Blob>;
  sheetPng(rows: readonly (readonly Pixels[])[], options: SheetPngOptions): Promise<Blob>;
  gif(frameAt: FrameSource, options: GifOptions): Promise<Blob>;
  webm(frameAt: FrameSource, options: AnimationOptions): Promise<Blob>;
  webmSupport(side: number): Promise<WebmSupport>;
  measureLikeness(a: Pixels, b: Pixels): Promise<Likeness>;
}
