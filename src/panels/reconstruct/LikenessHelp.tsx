import { Info } from 'lucide-react';
import { IconButton } from '../../ui/Button.tsx';
import { Popover } from '../../ui/Popover.tsx';
import { likenessFigures } from '../../words/likenessSentence.ts';
import { reconstructWords } from '../../words/reconstructWords.ts';

/** What the figures of likeness mean, behind a button beside them. */
export const LikenessHelp = () => (
  <Popover
    label={reconstructWords.whatFiguresMean}
    className="w-80"
    trigger={
      <IconButton label={reconstructWords.whatFiguresMean}>
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
);
