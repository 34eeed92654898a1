import type { Likeness } from '../image/likeness.ts';
import { likenessWords } from './likenessWords.ts';

const VERDICTS = [
  [30, 'same'],
  [24, 'veryClose'],
  [20, 'close'],
  [16, 'likeness'],
  [12, 'distant'],
] as const satisfies readonly (readonly [minimumDb: number, verdict: keyof typeof likenessWords.verdicts])[];

const STRUCTURES = [
  [0.9, 'agree'],
  [0.7, 'most'],
  [0.45, 'large'],
  [0.2, 'rough'],
] as const satisfies readonly (readonly [minimumSsim: number, structure: keyof typeof likenessWords.structures])[];

/** The likeness in a few words. */
export const likenessInWords = ({ psnrDb }: Likeness): string =>
  likenessWords.verdicts[VERDICTS.find(([minimumDb]) => psnrDb >= minimumDb)?.[1] ?? 'unlike'];

/** What the figures say about colour (root of the mean squared error, in percent) and about structure (SSIM). */
export function likenessSentence({ meanSquaredError, ssim }: Likeness): string {
  const structure = STRUCTURES.find(([minimumSsim]) => ssim >= minimumSsim)?.[1] ?? 'other';
  return likenessWords.sentence(Math.round(100 * Math.sqrt(meanSquaredError)), likenessWords.structures[structure]);
}

/** What the three figures measure. */
export const likenessFigures = () => [
  { name: 'PSNR', text: likenessWords.figures.psnr },
  { name: 'MSE', text: likenessWords.figures.mse },
  { name: 'SSIM', text: likenessWords.figures.ssim },
];
