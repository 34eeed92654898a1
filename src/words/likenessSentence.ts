import type { Likeness } from '../image/likeness.ts';

const VERDICTS: readonly (readonly [minimumDb: number, words: string])[] = [
  [30, 'Nearly the same picture'],
  [24, 'Very close'],
  [20, 'Close'],
  [16, 'A likeness'],
  [12, 'A distant likeness'],
];

const STRUCTURES: readonly (readonly [minimumSsim: number, words: string])[] = [
  [0.9, 'shapes and textures agree'],
  [0.7, 'shapes agree, and most textures'],
  [0.45, 'the large shapes agree, textures do not'],
  [0.2, 'only the rough layout agrees'],
];

/** The likeness in a few words. */
export const likenessInWords = ({ psnrDb }: Likeness): string =>
  VERDICTS.find(([minimumDb]) => psnrDb >= minimumDb)?.[1] ?? 'Not much alike';

/** What the figures say about colour (root of the mean squared error, in percent) and about structure (SSIM). */
export function likenessSentence({ meanSquaredError, ssim }: Likeness): string {
  const structure = STRUCTURES.find(([minimumSsim]) => ssim >= minimumSsim)?.[1] ?? 'the shapes are different ones';
  return `A pixel’s colour is typically off by ${Math.round(100 * Math.sqrt(meanSquaredError))}%; ${structure}.`;
}

/** What the three figures measure. */
export const LIKENESS_FIGURES = [
  {
    name: 'PSNR',
    text: 'Peak signal-to-noise ratio in decibels. More is closer: 20 is a rough likeness, 30 a good one.',
  },
  { name: 'MSE', text: 'Mean squared error of the colours, where black is 0 and white is 1. Less is closer.' },
  { name: 'SSIM', text: 'Structural similarity of light and dark. 1 is the same picture, about 0 an unrelated one.' },
] as const;
