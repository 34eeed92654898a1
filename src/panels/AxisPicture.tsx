import { X } from 'lucide-react';
import type { Origin } from '../latent/styles.ts';
import type { LibraryItem } from '../store/librarySlice.ts';
import { classNames } from '../ui/classNames.ts';
import { ItemPicture } from './ItemPicture.tsx';

interface AxisPictureProps {
  readonly item: LibraryItem;
  readonly origin: Origin;
  readonly isLit: boolean;
  readonly onRemove: () => void;
}

const LIT = { source: 'outline-accent', destination: 'outline-ink' } as const;

/** An original on the margin of the grid. */
export const AxisPicture = ({ item, origin, isLit, onRemove }: AxisPictureProps) => (
  <div className="group relative">
    <ItemPicture
      item={item}
      label={`${origin === 'source' ? 'Source' : 'Destination'}: ${item.name}`}
      drawnSize={320}
      className={classNames(
        'rounded-xl outline-[3px] -outline-offset-1 transition-[outline-color] duration-150',
        isLit ? LIT[origin] : 'outline-transparent',
      )}
    />
    <button
      type="button"
      aria-label={`Remove ${origin} ${item.name}`}
      title="Remove"
      onClick={onRemove}
      className="absolute top-1 right-1 grid size-6 place-items-center rounded-full bg-surface/90 opacity-0 shadow-sm transition-opacity group-hover:opacity-100 focus-visible:opacity-100 pointer-coarse:opacity-100"
    >
      <X className="size-3.5" />
    </button>
  </div>
);
