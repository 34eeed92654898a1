import { ArrowDown, ArrowUp, ClipboardPaste, Copy, Ellipsis, Rows3, X } from 'lucide-react';
import { copySchema, pasteSchema } from '../../actions/mix.ts';
import type { MixRow } from '../../store/mixSlice.ts';
import { useStudio } from '../../store/studio.ts';
import { Menu, MenuAction, MenuLine } from '../../ui/Menu.tsx';

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
          className="touchable grid size-7 shrink-0 place-items-center rounded-full text-muted hover:bg-sunken hover:text-ink data-[state=open]:bg-sunken"
        >
          <Ellipsis className="size-4" />
        </button>
      }
    >
      <MenuAction keys="Ctrl C" onChoose={() => copySchema(row.schema)}>
        <Copy />
        Copy switches
      </MenuAction>
      <MenuAction keys="Ctrl V" isDisabled={!hasCopy} onChoose={() => pasteSchema(row.id)}>
        <ClipboardPaste />
        Paste switches
      </MenuAction>
      <MenuAction isDisabled={!hasCopy} onChoose={() => pasteSchema(null)}>
        <Rows3 />
        Paste to all rows
      </MenuAction>
      <MenuLine />
      <MenuAction isDisabled={above === undefined} onChoose={() => above !== undefined && moveRow(row.id, above)}>
        <ArrowUp />
        Move up
      </MenuAction>
      <MenuAction isDisabled={below === undefined} onChoose={() => below !== undefined && moveRow(row.id, below)}>
        <ArrowDown />
        Move down
      </MenuAction>
      <MenuAction onChoose={() => removeRow(row.id)}>
        <X />
        Remove row
      </MenuAction>
    </Menu>
  );
}
