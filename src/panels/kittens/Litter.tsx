import { clsx } from 'clsx';
import { Dices, PawPrint } from 'lucide-react';
import type { Ref } from 'react';
import { rerollLitter } from '../../actions/kittens.ts';
import { addRandomCat } from '../../actions/library.ts';
import { LITTER_SIZE } from '../../latent/breeding.ts';
import { coupleOf, kittenId, kittenOf, type Litter as LitterOfNine, parentName } from '../../store/familySlice.ts';
import { useStudio } from '../../store/studio.ts';
import { moveFocusByArrow } from '../../ui/arrowNavigation.ts';
import { Button } from '../../ui/Button.tsx';
import { kittensWords } from '../../words/kittensWords.ts';
import { FamilyPicture } from './FamilyPicture.tsx';

const COLUMNS = 3;
const PLACES = Array.from({ length: LITTER_SIZE }, (_, place) => place);

interface LitterProps {
  /** Null before there is any. */
  readonly litter: LitterOfNine | null;
  readonly onBreed: () => void;
  readonly ref: Ref<HTMLElement>;
}

/** Nine kittens, or where they will be. */
export function Litter({ litter, onBreed, ref }: LitterProps) {
  if (!litter) return <Expecting onBreed={onBreed} />;
  return <Born key={litter.id} litter={litter} ref={ref} />;
}

function Born({ litter, ref }: { readonly litter: LitterOfNine; readonly ref: Ref<HTMLElement> }) {
  const family = useStudio((s) => s.family);
  const title = kittensWords.litter.couple(parentName(family, litter.motherId), parentName(family, litter.fatherId));
  return (
    <section
      ref={ref}
      aria-label={kittensWords.litter.named(title)}
      className="scroll-mt-18 scroll-mb-20 lg:scroll-mb-6"
    >
      <div className="mb-3 flex items-center justify-between gap-3">
        <h2 className="min-w-0 truncate text-lg font-semibold">{title}</h2>
        <Button look="quiet" onClick={rerollLitter} aria-keyshortcuts="n">
          <Dices />
          {kittensWords.litter.again}
        </Button>
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: arrow keys move between the kittens inside. */}
      <div className="grid grid-cols-3 gap-2 sm:gap-3" onKeyDown={moveFocusByArrow}>
        {PLACES.map((place) => (
          <KittenTile key={place} id={kittenId(litter.id, place)} place={place} />
        ))}
      </div>
    </section>
  );
}

function KittenTile({ id, place }: { readonly id: string; readonly place: number }) {
  const kitten = useStudio((s) => kittenOf(s.family, id)?.name);
  const isChosen = useStudio((s) => s.chosenKittenId === id);
  const chooseKitten = useStudio((s) => s.chooseKitten);
  return (
    <button
      type="button"
      aria-pressed={isChosen}
      data-nav-row={Math.floor(place / COLUMNS)}
      data-nav-column={place % COLUMNS}
      onClick={() => chooseKitten(isChosen ? null : id)}
      style={{ animationDelay: `${45 * place}ms`, animationFillMode: 'backwards' }}
      className="animate-rise block min-w-0 rounded-2xl text-left"
    >
      <FamilyPicture
        cat={id}
        label=""
        drawnSize={384}
        className={clsx(
          'rounded-2xl outline-[3px] outline-offset-2 transition-[outline-color]',
          isChosen ? 'outline-accent' : 'outline-transparent',
        )}
      />
      <span className={clsx('mt-1.5 block truncate text-xs', isChosen ? 'font-semibold text-ink' : 'text-muted')}>
        {kitten}
      </span>
    </button>
  );
}

/** What will be here, and how it comes. */
const Expecting = ({ onBreed }: { readonly onBreed: () => void }) => (
  <section
    aria-label={kittensWords.litter.howItWorks}
    className="relative overflow-hidden rounded-3xl bg-sunken/60 p-4 sm:p-6 xl:col-span-2"
  >
    <div aria-hidden className="grid grid-cols-3 gap-3 sm:grid-cols-5 lg:grid-cols-3 xl:grid-cols-5">
      {[...PLACES, ...PLACES.slice(0, 6)].map((_, tile) => (
        <span
          key={tile}
          className={clsx(
            'grid aspect-square place-items-center rounded-2xl bg-sunken text-line-strong',
            tile >= LITTER_SIZE && 'max-sm:hidden lg:max-xl:hidden',
          )}
        >
          <PawPrint className="size-1/4" />
        </span>
      ))}
    </div>
    <div className="absolute inset-0 grid place-items-center bg-ground/30 p-4">
      <div className="max-w-sm rounded-3xl bg-surface p-6 shadow-card">
        <ol className="space-y-2.5 text-sm">
          {Object.values(kittensWords.litter.steps).map((step, index) => (
            <li key={step} className="flex items-center gap-3">
              <b className="grid size-6 shrink-0 place-items-center rounded-full bg-accent-soft text-xs text-accent">
                {index + 1}
              </b>
              {step}
            </li>
          ))}
        </ol>
        <FirstStep onBreed={onBreed} />
      </div>
    </div>
  </section>
);

/** A first litter, or the second cat that it takes. */
function FirstStep({ onBreed }: { readonly onBreed: () => void }) {
  const hasCouple = useStudio((s) => Object.values(coupleOf(s)).every((parent) => parent !== null));
  return hasCouple ? (
    <Button look="primary" className="mt-5 w-full" onClick={onBreed}>
      <PawPrint />
      {kittensWords.litter.tryThese}
    </Button>
  ) : (
    <>
      <p className="mt-5 text-sm text-pretty text-muted">{kittensWords.litter.takesTwo}</p>
      <Button look="primary" className="mt-3 w-full" onClick={addRandomCat}>
        <Dices />
        {kittensWords.litter.dreamSecond}
      </Button>
    </>
  );
}
