import type { LibraryItem } from '../../store/librarySlice.ts';
import { ItemPicture } from './ItemPicture.tsx';

interface ItemChoicesProps {
  readonly items: readonly LibraryItem[];
  readonly onChoose: (itemId: string) => void;
}

/** Cats of the library, to choose one of. */
export const ItemChoices = ({ items, onChoose }: ItemChoicesProps) => (
  <ul className="grid max-h-80 grid-cols-4 gap-2 overflow-y-auto p-1">
    {items.map((item) => (
      <li key={item.id}>
        <button
          type="button"
          title={item.name}
          className="block w-full rounded-xl hover:opacity-85"
          onClick={() => onChoose(item.id)}
        >
          <ItemPicture item={item} label={item.name} drawnSize={256} className="rounded-xl" />
        </button>
      </li>
    ))}
  </ul>
);
