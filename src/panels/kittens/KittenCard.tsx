import { Download, LibraryBig } from 'lucide-react';
import type { Ref } from 'react';
import { downloadKitten, keepKitten } from '../../actions/kittens.ts';
import { catLink } from '../../actions/links.ts';
import { familyStyles } from '../../pictures/renderings.ts';
import { usePicture } from '../../pictures/usePicture.ts';
import { type Kitten, kittenOf, type ParentRole } from '../../store/familySlice.ts';
import { useStudio } from '../../store/studio.ts';
import { Button } from '../../ui/Button.tsx';
import { Picture } from '../../ui/Picture.tsx';
import { kittensWords } from '../../words/kittensWords.ts';
import { LinkMenu } from '../LinkPart.tsx';
import { PictureProblem } from '../PictureProblem.tsx';
import { Inheritance } from './Inheritance.tsx';

/** The kitten that was pressed, large, and what can be done with it. */
export function KittenCard({ id, ref }: { readonly id: string | null; readonly ref: Ref<HTMLElement> }) {
  const family = useStudio((s) => s.family);
  const kitten = id === null ? null : kittenOf(family, id);
  if (!kitten) {
    return (
      <p className="rounded-3xl border border-dashed border-line-strong p-6 text-sm text-pretty text-muted md:max-xl:col-span-2">
        {kittensWords.card.empty}
      </p>
    );
  }
  return <Chosen kitten={kitten} ref={ref} />;
}

function Chosen({ kitten, ref }: { readonly kitten: Kitten; readonly ref: Ref<HTMLElement> }) {
  const { id, name } = kitten;
  const family = useStudio((s) => s.family);
  const zoom = useStudio((s) => s.zoom);
  const setParent = useStudio((s) => s.setParent);
  const notify = useStudio((s) => s.notify);
  const { pixels, isStale, error, retry } = usePicture({ kind: 'kitten', family, id });
  const breedOn = (role: ParentRole) => {
    setParent(role, id);
    notify(role === 'mother' ? kittensWords.card.motherNext(name) : kittensWords.card.fatherNext(name));
  };
  return (
    <section
      ref={ref}
      aria-label={kittensWords.card.label(name)}
      className="scroll-mt-18 scroll-mb-20 lg:scroll-mb-6 animate-fade grid grid-cols-1 gap-x-6 gap-y-4 md:max-xl:col-span-2 md:max-xl:grid-cols-2"
    >
      <div>
        <Picture pixels={pixels} isStale={isStale} zoom={zoom} label={name} className="rounded-3xl shadow-card" />
        <div className="[&>p]:mt-3" aria-live="polite">
          {error !== null && <PictureProblem error={error} onRetry={retry} />}
        </div>
      </div>
      <div className="flex min-w-0 flex-col gap-4">
        <div>
          <NameField kitten={kitten} />
          <p className="mt-1 text-xs text-muted">{kittensWords.card.help}</p>
        </div>
        <div className="grid grid-cols-2 gap-2">
          <Button look="primary" onClick={() => breedOn('mother')}>
            {kittensWords.card.asMother}
          </Button>
          <Button look="primary" onClick={() => breedOn('father')}>
            {kittensWords.card.asFather}
          </Button>
          <Button onClick={() => void keepKitten(family, kitten)}>
            <LibraryBig />
            {kittensWords.card.keep}
          </Button>
          <div className="flex gap-2">
            <Button className="grow" disabled={!pixels} onClick={() => void downloadKitten(family, kitten)}>
              <Download />
              {kittensWords.card.png}
            </Button>
            <LinkMenu
              isDisabled={!pixels}
              make={async () => catLink({ name, styles: new Float32Array(await familyStyles(family, id)) })}
            />
          </div>
        </div>
        <Inheritance kitten={kitten} />
      </div>
    </section>
  );
}

/** Takes a name when it is left or Enter is pressed; an empty one is none. */
function NameField({ kitten: { id, name } }: { readonly kitten: Kitten }) {
  const nameKitten = useStudio((s) => s.nameKitten);
  return (
    <input
      key={name}
      aria-label={kittensWords.card.name}
      defaultValue={name}
      maxLength={40}
      spellCheck={false}
      onBlur={({ target }) => {
        const given = target.value.trim();
        if (given && given !== name) nameKitten(id, given);
        else target.value = name;
      }}
      onKeyDown={({ key, currentTarget }) => {
        if (key === 'Escape') currentTarget.value = name;
        if (key === 'Enter' || key === 'Escape') currentTarget.blur();
      }}
      className="-mx-2 w-[calc(100%+1rem)] rounded-lg border border-transparent bg-transparent px-2 py-1 text-xl font-semibold hover:border-line focus:border-line-strong"
    />
  );
}
