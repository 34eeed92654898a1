import { clsx } from 'clsx';
import type { Proposal } from '../../framing/findFace.ts';
import type { CropBox } from '../../image/crop.ts';
import { usePicture } from '../../pictures/usePicture.ts';
import type { PhotoItem } from '../../store/librarySlice.ts';
import { Picture } from '../../ui/Picture.tsx';
import { framingWords } from '../../words/framingWords.ts';
import { ItemPicture } from '../library/ItemPicture.tsx';

interface FaceProposalsProps {
  readonly item: PhotoItem;
  readonly proposals: readonly Proposal[];
  readonly chosen: CropBox | null;
  readonly onChoose: (box: CropBox) => void;
}

/** The frames that were found, each beside what the model makes of it. */
export const FaceProposals = ({ item, proposals, chosen, onChoose }: FaceProposalsProps) => (
  <>
    <p className="mt-4 text-xs text-muted">{framingWords.found.bestFirst}</p>
    <ul aria-label={framingWords.found.label} className="mt-1 flex gap-2.5 overflow-x-auto p-1">
      {proposals.map(({ box }, i) => (
        <li key={`${box.left} ${box.top} ${box.size}`}>
          <button
            type="button"
            aria-pressed={box === chosen}
            aria-label={framingWords.found.frame(i + 1)}
            onClick={() => onChoose(box)}
            className={clsx(
              'grid w-34 grid-cols-2 gap-px overflow-hidden rounded-picture outline-[3px] outline-offset-1',
              box === chosen ? 'outline-accent' : 'outline-transparent hover:outline-line-strong',
            )}
          >
            <Preview item={{ ...item, crop: box }} />
          </button>
        </li>
      ))}
    </ul>
  </>
);

function Preview({ item }: { readonly item: PhotoItem }) {
  const { pixels, isStale } = usePicture({ kind: 'reconstruction', item });
  return (
    <>
      <ItemPicture item={item} label="" drawnSize={128} className="rounded-none" />
      <Picture pixels={pixels} isStale={isStale} label="" drawnSize={128} className="rounded-none" />
    </>
  );
}
