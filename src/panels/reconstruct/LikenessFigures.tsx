import { Info } from 'lucide-react';
import type { Likeness } from '../../image/likeness.ts';
import { IconButton } from '../../ui/Button.tsx';
import { Popover } from '../../ui/Popover.tsx';
import { likenessFigures, likenessInWords, likenessSentence } from '../../words/likenessSentence.ts';
import { reconstructWords } from '../../words/reconstructWords.ts';

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
      <Popover
        label={reconstructWords.whatFiguresMean}
        className="w-80"
        trigger={
          <IconButton label={reconstructWords.whatFiguresMean} className="size-7">
            <Info />
          </IconButton>
        }
      >
        <dl className="flex flex-col gap-3 text-sm">
          {likenessFigures().map(({ name, text }) => (
            <div key={name}>
              <dt className="font-semibold">{name}</dt>
              <dd className="text-muted">{text}</dd>
            </div>
          ))}
        </dl>
        <p className="mt-3 text-xs text-muted">{reconstructWords.atResolution}</p>
      </Popover>
    </div>
  </>
);
