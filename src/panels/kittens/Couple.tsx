import { Heart } from 'lucide-react';
import type { Ref } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { breedLitter } from '../../actions/kittens.ts';
import { coupleOf } from '../../store/familySlice.ts';
import { useStudio } from '../../store/studio.ts';
import { Button } from '../../ui/Button.tsx';
import { Slider } from '../../ui/Slider.tsx';
import { kittensWords } from '../../words/kittensWords.ts';
import { ParentSlot } from './ParentSlot.tsx';

/** Half a stranger is the most: with more there would be little left of the parents. */
const MOST_SURPRISE = 0.5;

/** The parents to be. */
export function Couple({ ref }: { readonly ref: Ref<HTMLElement> }) {
  const { mother, father } = useStudio(useShallow(coupleOf));
  const surprise = useStudio((s) => s.surprise);
  const setSurprise = useStudio((s) => s.setSurprise);
  const percent = Math.round(100 * surprise);
  return (
    <section
      ref={ref}
      aria-label={kittensWords.parents}
      className="scroll-mt-18 rounded-3xl border border-line bg-surface p-5"
    >
      <div className="relative grid grid-cols-2 gap-4">
        <ParentSlot parentRole="mother" parent={mother} other={father} />
        <ParentSlot parentRole="father" parent={father} other={mother} />
        <span
          aria-hidden
          className="absolute top-[calc((50%-0.5rem)*0.5+1rem)] left-1/2 grid size-9 -translate-1/2 place-items-center rounded-full bg-surface shadow-card"
        >
          <Heart className="size-4.5 fill-accent text-accent" />
        </span>
      </div>
      <div className="mt-5 flex items-baseline justify-between gap-3">
        <h2 className="text-sm font-semibold">{kittensWords.surprise}</h2>
        <output className="text-sm text-muted tabular-nums">{kittensWords.percent(percent)}</output>
      </div>
      <Slider
        label={kittensWords.surprise}
        className="my-1"
        value={surprise}
        min={0}
        max={MOST_SURPRISE}
        step={0.05}
        valueText={kittensWords.percentSpoken(percent)}
        onChange={setSurprise}
      />
      <p className="min-h-8 text-xs text-pretty text-muted">{surpriseInWords(surprise)}</p>
      <Button look="primary" className="mt-3 h-11 w-full" disabled={!mother || !father} onClick={breedLitter}>
        {kittensWords.seeKittens}
      </Button>
    </section>
  );
}

function surpriseInWords(surprise: number): string {
  const { none, little, lot } = kittensWords.surpriseText;
  if (surprise === 0) return none;
  return surprise <= 0.2 ? little : lot;
}
