import { clsx } from 'clsx';
import { photoOf } from '../../pictures/assets.ts';
import { usePicture } from '../../pictures/usePicture.ts';
import type { LibraryItem, PhotoItem } from '../../store/librarySlice.ts';
import { selectIsReady } from '../../store/modelSlice.ts';
import { useStudio } from '../../store/studio.ts';
import { Picture } from '../../ui/Picture.tsx';

interface ItemPictureProps {
  readonly item: LibraryItem;
  /** Empty when the name stands beside the picture. */
  readonly label: string;
  readonly drawnSize?: number;
  readonly className?: string;
}

/** A library item at its best: the crop of the photo itself, or the cat that was generated. */
export function ItemPicture({ item, ...props }: ItemPictureProps) {
  return item.kind === 'photo' ? <CroppedPhoto item={item} {...props} /> : <ModelInput item={item} {...props} />;
}

/** The item at the model's resolution. */
export function ModelInput({ item, ...props }: ItemPictureProps) {
  const zoom = useStudio((s) => s.zoom);
  const isReady = useStudio(selectIsReady);
  const { pixels, isStale } = usePicture(isReady ? { kind: 'input', item } : null);
  return <Picture pixels={pixels} isStale={isStale} zoom={zoom} {...props} />;
}

function CroppedPhoto({ item, label, className }: Omit<ItemPictureProps, 'item'> & { readonly item: PhotoItem }) {
  const { url, width, height } = photoOf(item.id);
  const { left, top, size, angle = 0 } = item.crop;
  const percent = (length: number) => `${(100 * length) / size}%`;
  return (
    <span
      className={clsx('relative block aspect-square w-full overflow-hidden bg-sunken', className ?? 'rounded-picture')}
    >
      <img
        src={url}
        alt={label}
        draggable={false}
        className="absolute max-w-none"
        style={{
          width: percent(width),
          height: percent(height),
          left: percent(-left),
          top: percent(-top),
          rotate: `${-angle}deg`,
          transformOrigin: `${(100 * (left + size / 2)) / width}% ${(100 * (top + size / 2)) / height}%`,
        }}
      />
    </span>
  );
}
