import { Cat } from 'lucide-react';
import { addSamples } from '../../actions/samples.ts';
import { Button } from '../../ui/Button.tsx';
import { libraryWords } from '../../words/libraryWords.ts';

/** Shown when the library is empty. */
export const NoCatsYet = () => (
  <div className="grid min-h-80 place-items-center rounded-3xl bg-sunken/60 p-8 text-center">
    <div className="flex flex-col items-center gap-3">
      <Cat className="size-8 text-muted" />
      <p className="max-w-sm text-balance text-muted">
        {libraryWords.noCats.press}
        <span className="pointer-coarse:hidden">{libraryWords.noCats.drop}</span>
        {libraryWords.noCats.stop}
      </p>
      <Button onClick={() => void addSamples()}>{libraryWords.bringBackCats}</Button>
    </div>
  </div>
);
