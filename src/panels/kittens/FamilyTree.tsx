import { clsx } from 'clsx';
import { Heart, X } from 'lucide-react';
import { useMemo } from 'react';
import { removeBranch } from '../../actions/kittens.ts';
import { LITTER_SIZE } from '../../latent/breeding.ts';
import {
  type Family,
  familyTree,
  kittenId,
  kittenOf,
  littersOf,
  type Parent,
  parentName,
  selectShownLitter,
  type TreeNode,
} from '../../store/familySlice.ts';
import { useStudio } from '../../store/studio.ts';
import { kittensWords } from '../../words/kittensWords.ts';
import { FamilyPicture } from './FamilyPicture.tsx';
import './familyTree.css';

/** Every litter under the one that its parent is from. */
export function FamilyTree() {
  const family = useStudio((s) => s.family);
  const tree = useMemo(() => familyTree(family), [family]);
  if (tree.length === 0) return null;
  return (
    <section aria-labelledby="family-tree" className="mt-12">
      <h2 id="family-tree" className="text-lg font-semibold">
        {kittensWords.tree.heading}
      </h2>
      <p className="mt-1 mb-5 text-sm text-muted">{kittensWords.tree.help}</p>
      <Branches nodes={tree} />
    </section>
  );
}

const Branches = ({ nodes }: { readonly nodes: readonly TreeNode[] }) => (
  <ul className="family-branches">
    {nodes.map(({ litter, children }) => (
      <li key={litter.id}>
        <LitterRow litter={litter} />
        {children.length > 0 && <Branches nodes={children} />}
      </li>
    ))}
  </ul>
);

function LitterRow({ litter }: { readonly litter: TreeNode['litter'] }) {
  const family = useStudio((s) => s.family);
  const isShown = useStudio((s) => selectShownLitter(s)?.id === litter.id);
  const showLitter = useStudio((s) => s.showLitter);
  const mother = parentName(family, litter.motherId);
  const father = parentName(family, litter.fatherId);
  return (
    <div
      className={clsx(
        'rounded-2xl border bg-surface p-2.5 transition-colors sm:p-3',
        isShown ? 'border-accent' : 'border-line',
      )}
    >
      <div className="flex items-center gap-2">
        <button
          type="button"
          aria-label={kittensWords.tree.show(mother, father)}
          onClick={() => showLitter(litter.id)}
          className="flex min-w-0 grow items-center gap-1.5 rounded-xl text-left text-sm font-medium"
        >
          <Ancestor family={family} id={litter.motherId} />
          <Heart aria-hidden className="size-3 shrink-0 fill-accent text-accent" />
          <Ancestor family={family} id={litter.fatherId} />
          <span className="ml-1 min-w-0 truncate">{kittensWords.litter.couple(mother, father)}</span>
        </button>
        <button
          type="button"
          aria-label={kittensWords.tree.remove(mother, father)}
          title={kittensWords.tree.removeBranch}
          onClick={() => removeBranch(litter)}
          className="touchable grid size-8 shrink-0 place-items-center rounded-full text-muted hover:bg-sunken hover:text-ink"
        >
          <X className="size-4" />
        </button>
      </div>
      <ul className="mt-2.5 grid grid-cols-5 gap-1.5 sm:max-w-2xl sm:grid-cols-9 sm:gap-2">
        {Array.from({ length: LITTER_SIZE }, (_, place) => (
          <TreeKitten key={place} id={kittenId(litter.id, place)} />
        ))}
      </ul>
    </div>
  );
}

/** A parent's small picture, above its litter. */
const Ancestor = ({ family, id }: { readonly family: Family; readonly id: string }) => {
  const cat: Parent | undefined = family.founders[id] ?? id;
  return (
    <span className="block size-8 shrink-0">
      <FamilyPicture cat={cat} label="" drawnSize={96} className="rounded-full" />
    </span>
  );
};

function TreeKitten({ id }: { readonly id: string }) {
  const name = useStudio((s) => kittenOf(s.family, id)?.name);
  const isParent = useStudio((s) => littersOf(s.family, id).length > 0);
  const isChosen = useStudio((s) => s.chosenKittenId === id);
  const chooseKitten = useStudio((s) => s.chooseKitten);
  return (
    <li>
      <button
        type="button"
        aria-label={isParent ? kittensWords.tree.parent(name ?? '') : name}
        aria-pressed={isChosen}
        title={name}
        onClick={() => chooseKitten(id)}
        className="block w-full rounded-lg"
      >
        <FamilyPicture
          cat={id}
          label=""
          drawnSize={128}
          className={clsx(
            'rounded-lg outline-2 outline-offset-1 transition-[outline-color]',
            isChosen ? 'outline-accent' : isParent ? 'outline-ink' : 'outline-transparent',
          )}
        />
      </button>
    </li>
  );
}
