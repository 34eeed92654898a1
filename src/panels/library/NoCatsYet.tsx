import { Cat } from 'lucide-react';
import { addSamples } from '../../actions/samples.ts';
import { useStudio } from '../../store/studio.ts';
import { Button } from '../../ui/Button.tsx';
import { libraryWords } from '../../words/libraryWords.ts';

/** Shown when the library is empty, and not only empty as yet. */
export function NoCatsYet() {
  const isOpened = useStudio((s) => s.isOpened);
  if (!isOpened) return <div className="min-h-80" />;
  return (
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
}
