import { spoken } from './language.ts';

/** How alike a photo and its reconstruction are. */
export const likenessWords = spoken('likeness', {
  verdicts: {
    same: 'Nearly the same picture',
    veryClose: 'Very close',
    close: 'Close',
    likeness: 'A likeness',
    distant: 'A distant likeness',
    unlike: 'Not much alike',
  },
  structures: {
    agree: 'shapes and textures agree',
    most: 'shapes agree, and most textures',
    large: 'the large shapes agree, textures do not',
    rough: 'only the rough layout agrees',
    other: 'the shapes are different ones',
  },
  sentence: (percent: number, structure: string) => `A pixel’s colour is typically off by ${percent}%; ${structure}.`,
  figures: {
    psnr: 'Peak signal-to-noise ratio in decibels. More is closer: 20 is a rough likeness, 30 a good one.',
    mse: 'Mean squared error of the colours, where black is 0 and white is 1. Less is closer.',
    ssim: 'Structural similarity of light and dark. 1 is the same picture, about 0 an unrelated one.',
  },
});
