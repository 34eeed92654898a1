import { fathersShares } from '../../latent/breeding.ts';
import { type Kitten, parentName } from '../../store/familySlice.ts';
import { selectLayerCount } from '../../store/modelSlice.ts';
import { useStudio } from '../../store/studio.ts';
import { blockMeaning } from '../../words/blockMeaning.ts';
import { kittensWords } from '../../words/kittensWords.ts';

/** Which layers a kitten has from whom. */
export function Inheritance({ kitten: { litter, seed } }: { readonly kitten: Kitten }) {
  const layerCount = useStudio(selectLayerCount);
  const family = useStudio((s) => s.family);
  const mother = parentName(family, litter.motherId);
  const father = parentName(family, litter.fatherId);
  return (
    <div className="rounded-2xl bg-sunken/60 p-4 text-xs">
      <p className="flex justify-between gap-3 font-semibold">
        <span className="min-w-0 truncate text-accent">{mother}</span>
        <span className="min-w-0 truncate text-right">{father}</span>
      </p>
      <ul className="mt-2.5 space-y-2.5">
        {fathersShares(seed, layerCount).map((share, block) => (
          <li key={block}>
            <span className="text-muted">{blockMeaning(block, layerCount)}</span>
            <span className="sr-only">{kittensWords.inherited.sr(shareInWords(share, mother, father))}</span>
            <span aria-hidden className="mt-1 flex h-1.5 gap-0.5 overflow-hidden rounded-full">
              {share < 1 && <span className="bg-accent" style={{ flexGrow: 1 - share }} />}
              {share > 0 && <span className="bg-ink" style={{ flexGrow: share }} />}
            </span>
          </li>
        ))}
      </ul>
      {litter.surprise > 0 && (
        <p className="mt-3 text-muted">{kittensWords.inherited.stranger(Math.round(100 * litter.surprise))}</p>
      )}
    </div>
  );
}

function shareInWords(share: number, mother: string, father: string): string {
  if (share === 0) return kittensWords.inherited.from(mother);
  if (share === 1) return kittensWords.inherited.from(father);
  return kittensWords.inherited.both(Math.round(100 * share), father, mother);
}
