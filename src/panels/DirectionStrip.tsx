import type { ListedDirection } from '../store/directionsSlice.ts';
import type { LibraryItem } from '../store/librarySlice.ts';
import { movedRequest } from '../store/renderings.ts';
import { usePicture } from '../store/usePicture.ts';
import { Picture } from '../ui/Picture.tsx';

/** In σ from where the cat is. */
const STOPS = [-2, 0, 2] as const;

interface DirectionStripProps {
  readonly item: LibraryItem;
  readonly direction: ListedDirection;
  readonly onGo: (offset: number) => void;
}

/** What a direction does to the cat, before it is touched; pressing a picture goes there. */
export const DirectionStrip = ({ item, direction, onGo }: DirectionStripProps) => (
  <div className="grid grid-cols-3 gap-1.5">
    {STOPS.map((offset) => (
      <Stop key={offset} item={item} direction={direction} offset={offset} onGo={onGo} />
    ))}
  </div>
);

function Stop({ item, direction, offset, onGo }: DirectionStripProps & { readonly offset: number }) {
  const { pixels, isStale } = usePicture(movedRequest(item, direction, offset));
  const label = offset === 0 ? `${direction.name}: as it is` : `${direction.name}: ${offset < 0 ? 'less' : 'more'}`;
  return (
    <button type="button" onClick={() => onGo(offset)} className="block w-full rounded-xl hover:opacity-85">
      <Picture pixels={pixels} isStale={isStale} drawnSize={192} label={label} className="rounded-xl" />
    </button>
  );
}
