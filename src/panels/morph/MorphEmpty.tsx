import { Film } from 'lucide-react';
import { putInFilm } from '../../actions/picked.ts';
import { useStudio } from '../../store/studio.ts';
import { Button } from '../../ui/Button.tsx';
import { CarryPlace } from '../../ui/CarryPlace.tsx';
import { morphWords } from '../../words/morphWords.ts';
import { ItemAdder } from '../library/ItemAdder.tsx';

/** Shown when no picture is on the timeline. */
export function MorphEmpty() {
  const addMorphKey = useStudio((s) => s.addMorphKey);
  const changeMorph = useStudio((s) => s.changeMorph);
  return (
    <CarryPlace id="film" title={morphWords.timeline.timeline} onTake={putInFilm}>
      <div className="grid min-h-96 place-items-center rounded-3xl bg-sunken/60 p-8 text-center">
        <div className="flex flex-col items-center gap-4">
          <Film className="size-8 text-muted" />
          <p className="max-w-sm text-balance text-muted">{morphWords.empty.text}</p>
          <div className="flex flex-wrap items-center justify-center gap-3">
            <Button look="primary" onClick={() => changeMorph({ keys: null })}>
              {morphWords.empty.start}
            </Button>
            <ItemAdder label={morphWords.addPicture} taken={[]} onAdd={addMorphKey} />
          </div>
        </div>
      </div>
    </CarryPlace>
  );
}
