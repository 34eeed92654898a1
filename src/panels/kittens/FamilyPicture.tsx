import { useThumbnail } from '../../pictures/usePicture.ts';
import type { Parent } from '../../store/familySlice.ts';
import { useStudio } from '../../store/studio.ts';
import { Picture } from '../../ui/Picture.tsx';
import { ItemPicture } from '../library/ItemPicture.tsx';

interface FamilyPictureProps {
  readonly cat: Parent;
  /** Empty when the name stands beside the picture. */
  readonly label: string;
  readonly drawnSize?: number;
  readonly className?: string;
}

/** Somebody of the family: a cat of the library, or a kitten. */
export const FamilyPicture = ({ cat, ...props }: FamilyPictureProps) =>
  typeof cat === 'string' ? <KittenPicture id={cat} {...props} /> : <ItemPicture item={cat} {...props} />;

function KittenPicture({ id, ...props }: Omit<FamilyPictureProps, 'cat'> & { readonly id: string }) {
  const zoom = useStudio((s) => s.zoom);
  const family = useStudio((s) => s.family);
  const { pixels, isStale } = useThumbnail({ kind: 'kitten', family, id });
  return <Picture pixels={pixels} isStale={isStale} zoom={zoom} {...props} />;
}
