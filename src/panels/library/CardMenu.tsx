import { CheckCheck, Crop, Ellipsis, Pencil, Trash2 } from 'lucide-react';
import { removeItem } from '../../actions/library.ts';
import { putInFilm, putOnGrid, takeAsParent } from '../../actions/picked.ts';
import type { LibraryItem } from '../../store/librarySlice.ts';
import { useStudio } from '../../store/studio.ts';
import { Menu, MenuAction, MenuLine, MenuTitle } from '../../ui/Menu.tsx';

interface CardMenuProps {
  readonly item: LibraryItem;
  readonly className: string;
  readonly onRename: () => void;
}

/** All that can be done with a cat of the library, also by key and by finger. */
export function CardMenu({ item, className, onRename }: CardMenuProps) {
  const togglePick = useStudio((s) => s.togglePick);
  const openDialog = useStudio((s) => s.openDialog);
  return (
    <Menu
      trigger={
        <button type="button" aria-label={`More for ${item.name}`} title="More" className={className}>
          <Ellipsis className="size-3.5" />
        </button>
      }
    >
      <MenuAction keys="F2" onChoose={onRename}>
        <Pencil aria-hidden />
        Rename
      </MenuAction>
      {item.kind === 'photo' && (
        <MenuAction onChoose={() => openDialog({ kind: 'crop', itemId: item.id })}>
          <Crop aria-hidden />
          Adjust the crop
        </MenuAction>
      )}
      <MenuAction onChoose={() => togglePick(item.id)}>
        <CheckCheck aria-hidden />
        Pick it, and more
      </MenuAction>
      <MenuLine />
      <MenuTitle>Add to</MenuTitle>
      <MenuAction onChoose={() => putOnGrid([item.id], 'sources')}>Mix, as a source</MenuAction>
      <MenuAction onChoose={() => putOnGrid([item.id], 'rows')}>Mix, as a destination</MenuAction>
      <MenuAction onChoose={() => putInFilm([item.id])}>Morph, at the film’s end</MenuAction>
      <MenuAction onChoose={() => takeAsParent('mother', item.id)}>Kittens, as mother</MenuAction>
      <MenuAction onChoose={() => takeAsParent('father', item.id)}>Kittens, as father</MenuAction>
      <MenuLine />
      <MenuAction onChoose={() => removeItem(item.id)}>
        <Trash2 aria-hidden />
        Remove
      </MenuAction>
    </Menu>
  );
}
