import type { Likeness } from '../image/likeness.ts';
import { compareWords } from './compareWords.ts';
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
  const means =
    measure === 'colour'
      ? [own.psnrDb.toFixed(1), rival.psnrDb.toFixed(1)]
      : [own.ssim.toFixed(3), rival.ssim.toFixed(3)];
  const say = measure === 'colour' ? compareWords.tallyColour : compareWords.tallyStructure;
  return say(titles.own, ownNearer, titles.rival, rivalNearer, count, means[0]!, means[1]!);
}
