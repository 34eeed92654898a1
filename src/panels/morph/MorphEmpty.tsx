import { Film } from 'lucide-react';
import { putInFilm } from '../../actions/picked.ts';
import { useStudio } from '../../store/studio.ts';
import { Button } from '../../ui/Button.tsx';
import { CarryPlace } from '../../ui/Carry.tsx';
import { ItemAdder } from '../library/ItemAdder.tsx';

/** Shown when no picture is on the timeline. */
export function MorphEmpty() {
  const addMorphKey = useStudio((s) => s.addMorphKey);
  const changeMorph = useStudio((s) => s.changeMorph);
  return (
    <CarryPlace id="film" title="Timeline" onTake={putInFilm}>
      <div className="grid min-h-96 place-items-center rounded-3xl bg-sunken/60 p-8 text-center">
        <div className="flex flex-col items-center gap-4">
          <Film className="size-8 text-muted" />
          <p className="max-w-sm text-balance text-muted">
            The timeline is empty. Add two cats or more, and the model draws every cat between them.
          </p>
          <div className="flex flex-wrap items-center justify-center gap-3">
            <Button look="primary" onClick={() => changeMorph({ keys: null })}>
              Start with four cats
            </Button>
            <ItemAdder label="Add a picture" taken={[]} onAdd={addMorphKey} />
          </div>
        </div>
      </div>
    </CarryPlace>
  );
}
