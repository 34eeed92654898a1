import { useStudio } from '../../store/studio.ts';
import { Carry } from '../../ui/Carry.tsx';
import { libraryWords } from '../../words/libraryWords.ts';
import { ItemPicture } from './ItemPicture.tsx';

/** Cats of the library that are carried to the grid, the film or the parents: one, or all that are picked. */
export const LibraryCarry = () => <Carry onLift={lift} nameOf={nameOf} look={(ids) => <CarriedCats ids={ids} />} />;

/** A finger that rests on a cat picks it, and may carry it on. */
function lift(id: string, isByTouch: boolean): readonly string[] {
  const { pickedIds, togglePick } = useStudio.getState();
  if (isByTouch && !pickedIds?.includes(id)) togglePick(id);
  const picked = useStudio.getState().pickedIds;
  return picked?.includes(id) ? picked : [id];
}

function nameOf(ids: readonly string[]): string {
  const { items } = useStudio.getState();
  return ids.length === 1 ? (items.find(({ id }) => id === ids[0])?.name ?? '') : libraryWords.pick.cats(ids.length);
}

function CarriedCats({ ids }: { readonly ids: readonly string[] }) {
  const item = useStudio((s) => s.items.find(({ id }) => id === ids[0]));
  if (!item) return null;
  return (
    <div className="relative size-20 rounded-picture opacity-90 shadow-card">
      <ItemPicture item={item} label="" drawnSize={256} />
      {ids.length > 1 && (
        <span className="absolute -top-2 -right-2 grid h-6 min-w-6 place-items-center rounded-full bg-accent px-1.5 text-xs font-semibold text-on-accent">
          {ids.length}
        </span>
      )}
    </div>
  );
}
