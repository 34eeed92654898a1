import type { Likeness } from '../../image/likeness.ts';
import { LatePart } from '../../ui/LatePart.tsx';
import { late } from '../../ui/late.ts';
import { likenessInWords, likenessSentence } from '../../words/likenessSentence.ts';
import { reconstructWords } from '../../words/reconstructWords.ts';

const LikenessHelp = late(async () => (await import('./LikenessHelp.tsx')).LikenessHelp);

/** How alike a cat and its reconstruction are: in words for everyone, in figures for those who compare models. */
export const LikenessFigures = ({ likeness }: { readonly likeness: Likeness }) => (
  <>
    <p className="font-semibold">{likenessInWords(likeness)}</p>
    <p className="text-pretty max-sm:tiny:hidden">{likenessSentence(likeness)}</p>
    <div className="-my-0.5 flex items-center gap-1 text-muted">
      <p>
        {reconstructWords.figures(
          likeness.psnrDb.toFixed(1),
          likeness.meanSquaredError.toFixed(4),
          likeness.ssim.toFixed(3),
        )}
      </p>
      <LatePart instead={<span className="size-9" />}>
        <LikenessHelp />
      </LatePart>
    </div>
  </>
);
