import { ArrowDown, ArrowUp, ClipboardPaste, Copy, Ellipsis, Rows3, X } from 'lucide-react';
import { copySchema } from '../actions/copySchema.ts';
import { pasteSchema } from '../actions/pasteSchema.ts';
import type { MixRow } from '../store/mixSlice.ts';
import { useStudio } from '../store/studio.ts';
import { Menu, MenuItem, MenuLine } from '../ui/Menu.tsx';

/** What can be done with a whole row: its switches copied and pasted, itself moved and removed. */
export function RowMenu({ row, index }: { readonly row: MixRow; readonly index: number }) {
  const above = useStudio((s) => s.rows[index - 1]?.id);
  const below = useStudio((s) => s.rows[index + 1]?.id);
  const hasCopy = useStudio((s) => s.copiedSchema?.length === row.schema.length);
  const moveRow = useStudio((s) => s.moveRow);
  const removeRow = useStudio((s) => s.removeRow);
  return (
    <Menu
      trigger={
        <button
          type="button"
          aria-label={`Row ${index + 1}: copy, paste, move`}
          title="Copy, paste, move"
          className="grid size-7 shrink-0 place-items-center rounded-full text-muted hover:bg-sunken hover:text-ink data-[state=open]:bg-sunken"
        >
          <Ellipsis className="size-4" />
        </button>
      }
    >
      <MenuItem icon={<Copy />} text="Copy switches" keys="Ctrl C" onSelect={() => copySchema(row.schema)} />
      <MenuItem
        icon={<ClipboardPaste />}
        text="Paste switches"
        keys="Ctrl V"
        isDisabled={!hasCopy}
        onSelect={() => pasteSchema(row.id)}
      />
      <MenuItem icon={<Rows3 />} text="Paste to all rows" isDisabled={!hasCopy} onSelect={() => pasteSchema(null)} />
      <MenuLine />
      <MenuItem
        icon={<ArrowUp />}
        text="Move up"
        isDisabled={above === undefined}
        onSelect={() => above !== undefined && moveRow(row.id, above)}
      />
      <MenuItem
        icon={<ArrowDown />}
        text="Move down"
        isDisabled={below === undefined}
        onSelect={() => below !== undefined && moveRow(row.id, below)}
      />
      <MenuItem icon={<X />} text="Remove row" onSelect={() => removeRow(row.id)} />
    </Menu>
  );
}
