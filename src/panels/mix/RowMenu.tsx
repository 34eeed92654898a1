import { ArrowDown, ArrowUp, ClipboardPaste, Copy, Ellipsis, Rows3, X } from 'lucide-react';
import { copySchema, pasteSchema } from '../../actions/mix.ts';
import type { MixRow } from '../../store/mixSlice.ts';
import { useStudio } from '../../store/studio.ts';
import { Menu, MenuAction, MenuLine } from '../../ui/Menu.tsx';
import { mixWords } from '../../words/mixWords.ts';

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
          aria-label={mixWords.rowMenu.label(index + 1)}
          title={mixWords.rowMenu.title}
          className="touchable grid size-7 shrink-0 place-items-center rounded-full text-muted hover:bg-sunken hover:text-ink data-[state=open]:bg-sunken"
        >
          <Ellipsis className="size-4" />
        </button>
      }
    >
      <MenuAction keys="Ctrl C" onChoose={() => copySchema(row.schema)}>
        <Copy />
        {mixWords.rowMenu.copy}
      </MenuAction>
      <MenuAction keys="Ctrl V" isDisabled={!hasCopy} onChoose={() => pasteSchema(row.id)}>
        <ClipboardPaste />
        {mixWords.rowMenu.paste}
      </MenuAction>
      <MenuAction isDisabled={!hasCopy} onChoose={() => pasteSchema(null)}>
        <Rows3 />
        {mixWords.rowMenu.pasteAll}
      </MenuAction>
      <MenuLine />
      <MenuAction isDisabled={above === undefined} onChoose={() => above !== undefined && moveRow(row.id, above)}>
        <ArrowUp />
        {mixWords.rowMenu.up}
      </MenuAction>
      <MenuAction isDisabled={below === undefined} onChoose={() => below !== undefined && moveRow(row.id, below)}>
        <ArrowDown />
        {mixWords.rowMenu.down}
      </MenuAction>
      <MenuAction onChoose={() => removeRow(row.id)}>
        <X />
        {mixWords.rowMenu.remove}
      </MenuAction>
    </Menu>
  );
}
