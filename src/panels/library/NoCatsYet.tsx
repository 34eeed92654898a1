import { Cat } from 'lucide-react';
import { addSamples } from '../../actions/samples.ts';
import { Button } from '../../ui/Button.tsx';

/** Shown when the library is empty. */
export const NoCatsYet = () => (
  <div className="grid min-h-80 place-items-center rounded-3xl bg-sunken/60 p-8 text-center">
    <div className="flex flex-col items-center gap-3">
      <Cat className="size-8 text-muted" />
      <p className="max-w-sm text-balance text-muted">
        No cats here yet. Press “Add photos”
        <span className="pointer-coarse:hidden">, or drop one anywhere on this page</span>.
      </p>
      <Button onClick={() => void addSamples()}>Bring back the sample cats</Button>
    </div>
  </div>
);
