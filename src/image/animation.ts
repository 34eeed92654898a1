import type { Pixels } from './pixels.ts';
import type { Zoom } from './resample.ts';

export interface AnimationOptions {
  readonly frameCount: number;
  readonly framesPerSecond: number;
  /** 1 to 8 output pixels for each of the model's. */
  readonly scale: number;
  readonly zoom: Zoom;
}

export interface GifOptions extends AnimationOptions {
  /** Whether it begins again at its end. */
  readonly isLoop: boolean;
}

/** Gives frame after frame, asked for in order: square rasters of one size. A rejection ends the work. */
export type FrameSource = (index: number) => Promise<Pixels>;
