import type { Seed, SeedSearch } from '../framing/faceSeeds.ts';
import type { AnimationOptions, FrameSource, GifOptions } from '../image/animation.ts';
import type { CropBox } from '../image/crop.ts';
import type { GridSheet } from '../image/gridSheet.ts';
import type { ImageErrorCode } from '../image/imageError.ts';
import type { Likeness } from '../image/likeness.ts';
import type { Pixels } from '../image/pixels.ts';
import type { SheetPngOptions } from '../image/pngExport.ts';
import type { VideoContainer, VideoSupport } from '../image/video.ts';

/** A piece of a photo at the model's resolution, and the photo's own size (upright, in pixels). */
export interface PhotoCrop {
  readonly pixels: Pixels;
  readonly box: CropBox;
  readonly width: number;
  readonly height: number;
}

/** A photo as the page hands it over. */
export interface GivenPhoto {
  readonly file: Blob;
  /** Tells photos apart: the last one stays decoded. */
  readonly key: number;
  /** What it is called in sentences. */
  readonly name: string;
}

export type PhotoOutcome<T> =
  | { readonly kind: 'done'; readonly value: T }
  | { readonly kind: 'refused'; readonly code: ImageErrorCode; readonly message: string };

/** Work on whole photos and sheets, which would hold up the page. */
export interface ImageWorkerApi {
  cropPhoto(photo: GivenPhoto, box: CropBox | undefined, resolution: number): Promise<PhotoOutcome<PhotoCrop>>;
  /** Pieces of a photo at the model's resolution, each inside it. */
  cropPieces(photo: GivenPhoto, boxes: readonly CropBox[], resolution: number): Promise<PhotoOutcome<Pixels[]>>;
  /** Where faces may be in a photo, the likeliest first. */
  findSeeds(photo: GivenPhoto, search: SeedSearch): Promise<PhotoOutcome<Seed[]>>;
  /** Where faces may be in a camera's picture. */
  findSeedsIn(picture: Pixels, search: SeedSearch): Promise<Seed[]>;
  gridPng(sheet: GridSheet, options: SheetPngOptions): Promise<Blob>;
  sheetPng(rows: readonly (readonly (Pixels | undefined)[])[], options: SheetPngOptions): Promise<Blob>;
  gif(frameAt: FrameSource, options: GifOptions): Promise<Blob>;
  video(container: VideoContainer, frameAt: FrameSource, options: AnimationOptions): Promise<Blob>;
  videoSupport(side: number): Promise<Record<VideoContainer, VideoSupport>>;
  measureLikeness(a: Pixels, b: Pixels): Promise<Likeness>;
}
