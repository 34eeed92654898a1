import { ssim } from 'ssim.js';
import type { Pixels } from './pixels.ts';

/** Pixels per side of the Gaussian window. */
const WINDOW = 11;

/**
 * SSIM, the mean structural similarity of the luma of two images (Wang et al., Image quality assessment, 2004): 1 for the
 * same image, about 0 for unrelated ones. Images of less than 12 pixels take a smaller window.
 */
export const structuralSimilarity = (a: Pixels, b: Pixels): number =>
  ssim(a, b, {
    ssim: 'fast',
    downsample: false,
    windowSize: Math.min(WINDOW, a.width - 1), // odd: the library is wrong for even ones as large as the image
  }).mssim;
