import { useMemo } from 'react';
import { putInFilm } from '../../actions/picked.ts';
import { morphKeys } from '../../store/morphSlice.ts';
import { useStudio } from '../../store/studio.ts';
import { Button } from '../../ui/Button.tsx';
import { CarryPlace } from '../../ui/CarryPlace.tsx';
import { Sortable } from '../../ui/Sortable.tsx';
import { morphWords } from '../../words/morphWords.ts';
import { ItemAdder } from '../library/ItemAdder.tsx';
import { MorphKeyCard } from './MorphKeyCard.tsx';

interface MorphTimelineProps {
  /** The key that was left last, and how far the next one is: 0 to 1. */
  readonly activeKey: number;
  readonly activeProgress: number;
  /** A picture was pressed: show its moment. */
  readonly onShow: (index: number) => void;
}

/** The pictures in their order, with the time between them. */
export function MorphTimeline({ activeKey, activeProgress, onShow }: MorphTimelineProps) {
  const morph = useStudio((s) => s.morph);
  const items = useStudio((s) => s.items);
  const addMorphKey = useStudio((s) => s.addMorphKey);
  const moveMorphKey = useStudio((s) => s.moveMorphKey);
  const changeMorph = useStudio((s) => s.changeMorph);
  const keys = useMemo(() => morphKeys(morph, items), [morph, items]);
  const nameOf = (id: string) => {
    const itemId = keys.find((key) => key.id === id)?.itemId;
    return items.find((item) => item.id === itemId)?.name ?? '';
  };
  return (
    <section aria-label={morphWords.timeline.timeline} className="min-w-0 xl:order-last xl:col-span-2">
      <div className="mb-2 flex min-h-9 flex-wrap items-center justify-between gap-x-4">
        <h2 className="text-lg font-semibold">
          {morphWords.timeline.timeline}{' '}
          <span className="ml-1 text-sm font-normal text-muted max-sm:hidden">{morphWords.timeline.drag}</span>
        </h2>
        <Button look="quiet" onClick={() => changeMorph({ keys: [] })}>
          {morphWords.timeline.clear}
        </Button>
      </div>
      <CarryPlace id="film" title={morphWords.timeline.timeline} onTake={putInFilm}>
        <Sortable
          direction="across"
          ids={keys.map(({ id }) => id)}
          nameOf={nameOf}
          onMove={moveMorphKey}
          isPressable
          moreInstructions={morphWords.timeline.delete}
        >
          <ol className="-mx-4 flex items-start overflow-x-auto px-4 pt-2 pb-4 sm:-mx-8 sm:px-8 lg:mx-0 lg:-ml-2 lg:px-2">
            {keys.map((key, index) => (
              <MorphKeyCard
                key={key.id}
                morphKey={key}
                item={items.find(({ id }) => id === key.itemId)!}
                place={index + 1}
                isActive={index === activeKey}
                progress={index === activeKey ? activeProgress : 0}
                leadsOn={keys.length > 1 && (morph.isLoop || index < keys.length - 1)}
                closesLoop={index === keys.length - 1}
                onShow={() => onShow(index)}
              />
            ))}
            <li className="flex h-24 shrink-0 items-center pl-3 sm:h-28">
              <ItemAdder label={morphWords.addPicture} taken={[]} onAdd={addMorphKey} />
            </li>
          </ol>
        </Sortable>
      </CarryPlace>
    </section>
  );
}
