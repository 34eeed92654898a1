import { Info } from 'lucide-react';
import type { Likeness } from '../../image/likeness.ts';
import { IconButton } from '../../ui/Button.tsx';
import { Popover } from '../../ui/Popover.tsx';
import { LIKENESS_FIGURES, likenessInWords, likenessSentence } from '../../words/likenessSentence.ts';

/** How alike a cat and its reconstruction are: in words for everyone, in figures for those who compare models. */
export const LikenessFigures = ({ likeness }: { readonly likeness: Likeness }) => (
  <>
    <p className="font-semibold">{likenessInWords(likeness)}</p>
    <p className="text-pretty max-sm:tiny:hidden">{likenessSentence(likeness)}</p>
    <div className="-my-0.5 flex items-center gap-1 text-muted">
      <p>
        PSNR {likeness.psnrDb.toFixed(1)} dB · MSE {likeness.meanSquaredError.toFixed(4)} · SSIM{' '}
        {likeness.ssim.toFixed(3)}
      </p>
      <Popover
        label="What the figures mean"
        className="w-80"
        trigger={
          <IconButton label="What the figures mean" className="size-7">
            <Info />
          </IconButton>
        }
      >
        <dl className="flex flex-col gap-3 text-sm">
          {LIKENESS_FIGURES.map(({ name, text }) => (
            <div key={name}>
              <dt className="font-semibold">{name}</dt>
              <dd className="text-muted">{text}</dd>
            </div>
          ))}
        </dl>
        <p className="mt-3 text-xs text-muted">All are measured at the model’s resolution.</p>
      </Popover>
    </div>
  </>
);
