import type { Pixels } from '../image/pixels.ts';

/** How a reconstruction is improved by descent on its styles (`refine` in inference/refine.ts). */
export interface RefineOptions {
  /**
   * What is varied: one code for every style (W), which stays among what the model knows, or a code of its own for each
   * style (W+), which comes closer to the photo.
   */
  readonly space: 'W' | 'W+';
  /** Whether G's noise planes are varied too. */
  readonly hasNoise: boolean;
  /** Gradient steps. */
  readonly stepCount: number;
  /**
   * Weight of the mean squared distance from E's code, in standard deviations of F's latents: what keeps the code plausible,
   * and the picture a cat.
   */
  readonly pull: number;
  /** Styles [2L · S] to go on from, where an earlier refinement was cut short; default: E's code. The pull is towards that anyway. */
  readonly from?: Float32Array;
}

export const REFINE_DEFAULTS: RefineOptions = {
  space: 'W+',
  hasNoise: false,
  stepCount: 60,
  pull: 0.01,
};

/** Where a refinement is after some steps. */
export interface RefineProgress {
  /** 0 before the first step. */
  readonly step: number;
  /** Mean squared error of the picture, on a scale where black is 0 and white is 1. */
  readonly error: number;
  /** As it is now; only every few steps. */
  readonly picture?: Pixels;
}

/** The best that a refinement has come to. */
export interface Refinement {
  /** [2L · S], coarsest first. */
  readonly styles: Float32Array<ArrayBuffer>;
  /** With the refined noise where that was asked for. */
  readonly picture: Pixels;
  /** Of the best and of the first step, as in `RefineProgress`. */
  readonly error: number;
  readonly errorBefore: number;
  /** Steps taken before it ended. */
  readonly stepCount: number;
}
