import type { Likeness } from '../image/likeness.ts';
import type { ComparedTitles } from './modelSentences.ts';

interface Tally {
  readonly count: number;
  readonly own: Likeness;
  readonly rival: Likeness;
  readonly ownNearer: number;
  readonly rivalNearer: number;
}

/** '“Cats” is nearer in 7 of 12 photos, “Heads” in 5. Mean PSNR 18.2 and 17.9 dB.' */
export function tallySentence(tally: Tally, titles: ComparedTitles, measure: 'colour' | 'structure'): string {
  const { count, own, rival, ownNearer, rivalNearer } = tally;
  const nearer = `“${titles.own}” is nearer in ${ownNearer} of ${count} photos, “${titles.rival}” in ${rivalNearer}.`;
  const means =
    measure === 'colour'
      ? `Mean PSNR ${own.psnrDb.toFixed(1)} and ${rival.psnrDb.toFixed(1)} dB.`
      : `Mean SSIM ${own.ssim.toFixed(3)} and ${rival.ssim.toFixed(3)}.`;
  return `${nearer} ${means}`;
}
