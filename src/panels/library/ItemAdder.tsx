import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useStudio } from '../../store/studio.ts';
import { Popover } from '../../ui/Popover.tsx';
import { libraryWords } from '../../words/libraryWords.ts';
import { ItemChoices } from './ItemChoices.tsx';

interface ItemAdderProps {
  readonly label: string;
  /** Items that are there and cannot be there twice. */
  readonly taken: readonly string[];
  readonly onAdd: (itemId: string) => void;
}

/** A plus that offers the library: at the end of a margin of the grid, or of a timeline. */
export function ItemAdder({ label, taken, onAdd }: ItemAdderProps) {
  const [isOpen, setOpen] = useState(false);
  const items = useStudio((s) => s.items);
  const free = items.filter((item) => !taken.includes(item.id));
  return (
    <Popover
      label={label}
      open={isOpen}
      onOpenChange={setOpen}
      className="w-84"
      trigger={
        <button
          type="button"
          aria-label={label}
          title={label}
          className="touchable grid size-9 shrink-0 place-items-center self-center rounded-full border border-dashed border-line-strong text-muted hover:border-accent hover:text-accent"
        >
          <Plus className="size-4" />
        </button>
      }
    >
      <p className="mb-3 text-sm font-semibold">{label}</p>
      {free.length === 0 && (
        <p className="text-sm text-muted">
          {items.length === 0 ? libraryWords.adder.none : libraryWords.adder.allThere} {libraryWords.adder.add}
        </p>
      )}
      <ItemChoices
        items={free}
        onChoose={(itemId) => {
          onAdd(itemId);
          setOpen(false);
        }}
      />
    </Popover>
  );
}
