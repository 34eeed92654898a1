import { memo } from 'react';
import { pairOf } from '../../pictures/pictureSpec.ts';
import { usePicture } from '../../pictures/usePicture.ts';
import { rankFigure } from '../../store/libraryOrder.ts';
import type { LibraryItem } from '../../store/librarySlice.ts';
import { selectIsReady } from '../../store/modelSlice.ts';
import { useStudio } from '../../store/studio.ts';
import { Picture } from '../../ui/Picture.tsx';
import { scrollBehaviour } from '../../ui/reducedMotion.ts';
import { useInView } from '../../ui/useInView.ts';
import { likenessInWords } from '../../words/likenessSentence.ts';
import { reconstructWords } from '../../words/reconstructWords.ts';
import { ItemName } from '../library/ItemName.tsx';
import { ItemPicture } from '../library/ItemPicture.tsx';
import { useOrderedItems } from '../library/useOrderedItems.ts';
import { useLikeness } from './useLikeness.ts';

/** Every cat of the library beside its reconstruction. */
export function PairGallery() {
  const ordered = useOrderedItems();
  const pickedIds = useStudio((s) => s.pickedIds);
  const isOfPicked = pickedIds !== null && pickedIds.length > 0;
  const items = isOfPicked ? ordered.filter(({ id }) => pickedIds.includes(id)) : ordered;
  if (items.length < 2 && !isOfPicked) return null;
  return (
    <section aria-label={reconstructWords.gallery.all} className="mt-12">
      <h2 className="mb-4 scroll-mt-24 text-lg font-semibold">
        {isOfPicked ? reconstructWords.gallery.picked : reconstructWords.gallery.heading}
      </h2>
      <ul className="grid grid-cols-1 gap-x-5 gap-y-6 sm:grid-cols-2 xl:grid-cols-3">
        {items.map((item) => (
          <Pair key={item.id} item={item} />
        ))}
      </ul>
    </section>
  );
}

/** Drawn once it comes into view: a full library comes back on a reload, and nobody waits for what is far down. */
const Pair = memo(function Pair({ item }: { readonly item: LibraryItem }) {
  const { ref, isInView } = useInView<HTMLLIElement>();
  const isDrawn = useStudio(selectIsReady) && isInView;
  const zoom = useStudio((s) => s.zoom);
  const selectItem = useStudio((s) => s.selectItem);
  const pair = pairOf(item);
  const input = usePicture(isDrawn ? pair.input : null);
  const { pixels, isStale } = usePicture(isDrawn ? pair.redrawn : null);
  const hasPictures = input.pixels !== null && !input.isStale && pixels !== null && !isStale;
  const likeness = useLikeness(item, hasPictures);
  const measure = useStudio((s) => s.likenessMeasure);

  function show(): void {
    selectItem(item.id);
    window.scrollTo({ top: 0, behavior: scrollBehaviour() });
  }

  return (
    <li ref={ref}>
      <button type="button" onClick={show} className="group block w-full rounded-picture text-left">
        <span className="grid grid-cols-2 gap-px overflow-hidden rounded-picture transition-shadow group-hover:shadow-card">
          <ItemPicture item={pair.input.item} label="" drawnSize={384} className="rounded-none" />
          <Picture
            pixels={pixels}
            isStale={isDrawn && isStale}
            zoom={zoom}
            drawnSize={384}
            label={reconstructWords.reconstructionOf(item.name)}
            className="rounded-none"
          />
        </span>
        <span className="mt-1.5 flex justify-between gap-3 text-sm">
          <ItemName name={item.name} />
          {likeness && (
            <span className="shrink-0 text-muted" title={likenessInWords(likeness)}>
              {rankFigure(likeness, measure)}
            </span>
          )}
        </span>
      </button>
    </li>
  );
});
