import { CheckCheck, Crop, Ellipsis, Link2, Pencil, Trash2 } from 'lucide-react';
import { removeItem } from '../../actions/library.ts';
import { putInFilm, putOnGrid, takeAsParent } from '../../actions/picked.ts';
import type { LibraryItem } from '../../store/librarySlice.ts';
import { selectIsReady } from '../../store/modelSlice.ts';
import { useStudio } from '../../store/studio.ts';
import { Menu, MenuAction, MenuLine, MenuTitle } from '../../ui/Menu.tsx';
import { libraryWords } from '../../words/libraryWords.ts';
import { panelWords } from '../../words/panelWords.ts';

interface CardMenuProps {
  readonly item: LibraryItem;
  readonly className: string;
  readonly onRename: () => void;
}

/** All that can be done with a cat of the library, also by key and by finger. */
export function CardMenu({ item, className, onRename }: CardMenuProps) {
  const togglePick = useStudio((s) => s.togglePick);
  const openDialog = useStudio((s) => s.openDialog);
  const isReady = useStudio(selectIsReady);
  return (
    <Menu
      trigger={
        <button
          type="button"
          aria-label={libraryWords.menu.moreFor(item.name)}
          title={libraryWords.menu.more}
          className={className}
        >
          <Ellipsis className="size-3.5" />
        </button>
      }
    >
      <MenuAction keys="F2" onChoose={onRename}>
        <Pencil aria-hidden />
        {libraryWords.menu.rename}
      </MenuAction>
      {item.kind === 'photo' && (
        <MenuAction onChoose={() => openDialog({ kind: 'crop', itemId: item.id })}>
          <Crop aria-hidden />
          {libraryWords.card.adjustCrop}
        </MenuAction>
      )}
      <MenuAction onChoose={() => togglePick(item.id)}>
        <CheckCheck aria-hidden />
        {libraryWords.menu.pick}
      </MenuAction>
      <MenuAction isDisabled={!isReady} onChoose={() => openDialog({ kind: 'link', itemId: item.id })}>
        <Link2 aria-hidden />
        {panelWords.link.toCat}
      </MenuAction>
      <MenuLine />
      <MenuTitle>{libraryWords.menu.addTo}</MenuTitle>
      <MenuAction onChoose={() => putOnGrid([item.id], 'sources')}>{libraryWords.menu.asSource}</MenuAction>
      <MenuAction onChoose={() => putOnGrid([item.id], 'rows')}>{libraryWords.menu.asDestination}</MenuAction>
      <MenuAction onChoose={() => putInFilm([item.id])}>{libraryWords.menu.toFilm}</MenuAction>
      <MenuAction onChoose={() => takeAsParent('mother', item.id)}>{libraryWords.menu.asMother}</MenuAction>
      <MenuAction onChoose={() => takeAsParent('father', item.id)}>{libraryWords.menu.asFather}</MenuAction>
      <MenuLine />
      <MenuAction onChoose={() => removeItem(item.id)}>
        <Trash2 aria-hidden />
        {libraryWords.card.remove}
      </MenuAction>
    </Menu>
  );
}
