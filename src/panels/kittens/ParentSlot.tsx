import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import { takeAsParent } from '../../actions/picked.ts';
import { kittenOf, type Parent, type ParentRole, parentKey } from '../../store/familySlice.ts';
import { itemKey } from '../../store/librarySlice.ts';
import { useStudio } from '../../store/studio.ts';
import { CarryPlace } from '../../ui/CarryPlace.tsx';
import { Popover } from '../../ui/Popover.tsx';
import { kittensWords } from '../../words/kittensWords.ts';
import { ItemChoices } from '../library/ItemChoices.tsx';
import { ItemName } from '../library/ItemName.tsx';
import { FamilyPicture } from './FamilyPicture.tsx';

interface ParentSlotProps {
  readonly parentRole: ParentRole;
  readonly parent: Parent | null;
  /** The other one, who cannot be chosen twice. */
  readonly other: Parent | null;
}

/** One of the parents to be; pressing it offers the library. */
export function ParentSlot({ parentRole: role, parent, other }: ParentSlotProps) {
  const [isOpen, setOpen] = useState(false);
  const items = useStudio((s) => s.items);
  const family = useStudio((s) => s.family);
  const setParent = useStudio((s) => s.setParent);
  const name = parent && (typeof parent === 'string' ? kittenOf(family, parent)?.name : parent.name);
  const free = items.filter((item) => !other || itemKey(item) !== parentKey(other));
  return (
    <CarryPlace
      id={role}
      title={kittensWords.roles[role]}
      onTake={([id]) => id && takeAsParent(role, id)}
      className="min-w-0"
    >
      <Popover
        label={kittensWords.choose[role]}
        className="w-84"
        open={isOpen}
        onOpenChange={setOpen}
        trigger={
          <button
            type="button"
            aria-label={kittensWords.choose.slot(kittensWords.roles[role], name ?? kittensWords.choose.nobody)}
            className="group block w-full min-w-0 rounded-2xl text-left"
          >
            {parent === null ? (
              <span className="block aspect-square w-full rounded-2xl border-2 border-dashed border-line-strong" />
            ) : (
              <FamilyPicture cat={parent} label="" className="rounded-2xl transition-opacity group-hover:opacity-85" />
            )}
            <span className="mt-2 flex items-center gap-1 text-xs text-muted">
              {kittensWords.roles[role]}
              <ChevronDown className="size-3" />
            </span>
            <ItemName name={name ?? kittensWords.choose.choose} className="text-sm font-semibold" />
          </button>
        }
      >
        <p className="mb-1 text-sm font-semibold">{kittensWords.choose[role]}</p>
        <p className="mb-3 text-xs text-muted">{kittensWords.choose[`${role}Hint`]}</p>
        {free.length === 0 && <p className="text-sm text-muted">{kittensWords.choose.noOther}</p>}
        <ItemChoices
          items={free}
          onChoose={(itemId) => {
            setParent(role, itemId);
            setOpen(false);
          }}
        />
      </Popover>
    </CarryPlace>
  );
}
