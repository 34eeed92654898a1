import { Crop } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import { absoluteDifference, overallDifference } from '../../image/difference.ts';
import { HEAT_BRIGHTEST, heatMap } from '../../image/heatMap.ts';
import type { ShownPicture } from '../../pictures/usePicture.ts';
import type { PairView } from '../../store/comparisonSlice.ts';
import type { LibraryItem } from '../../store/librarySlice.ts';
import { selectIsReady } from '../../store/modelSlice.ts';
import { useStudio } from '../../store/studio.ts';
import { HeatLegend } from '../../ui/HeatLegend.tsx';
import { LatePart } from '../../ui/LatePart.tsx';
import { late } from '../../ui/late.ts';
import { Picture } from '../../ui/Picture.tsx';
import { reconstructWords } from '../../words/reconstructWords.ts';
import { ItemPicture, ModelInput } from '../library/ItemPicture.tsx';
import { ModelStatus } from '../model/ModelStatus.tsx';

const BeforeAfter = late(async () => (await import('../../ui/BeforeAfter.tsx')).BeforeAfter);

interface PairPicturesProps {
  readonly item: LibraryItem;
  /** What it is compared with: itself, or a refined cat's photo. */
  readonly original: LibraryItem;
  readonly view: PairView;
  /** What the model was given. */
  readonly input: ShownPicture;
  readonly reconstruction: ShownPicture;
}

const CORNERS = 'rounded-2xl lg:rounded-3xl';

/** A cat and what the model makes of it: side by side, under a line that parts them, or the original and their difference. */
export function PairPictures({ item, original, view, input, reconstruction }: PairPicturesProps) {
  const isReady = useStudio(selectIsReady);
  const isPhotoShown = useStudio((s) => original.kind === 'photo' && (s.originalView === 'photo' || !isReady));
  const zoom = useStudio((s) => s.zoom);
  const Original = isPhotoShown ? ItemPicture : ModelInput;
  const originalText = original.kind === 'photo' ? reconstructWords.original : reconstructWords.generated;
  const redrawn = (corners: string) => (
    <Picture
      pixels={reconstruction.pixels}
      isStale={reconstruction.isStale}
      zoom={zoom}
      label={reconstructWords.reconstructionOf(item.name)}
      className={corners}
    />
  );

  if (view === 'slider' && isReady) {
    return (
      <figure className="mx-auto max-w-[max(20rem,min(44rem,calc(100dvh-25rem)))]">
        <LatePart instead={redrawn(CORNERS)}>
          <BeforeAfter
            label={reconstructWords.against(originalText)}
            before={<Original item={original} label={original.name} className="rounded-none" />}
            after={redrawn('rounded-none')}
            beforeText={originalText}
            afterText={reconstructWords.reconstruction}
            className={CORNERS}
          />
        </LatePart>
        <Caption text={reconstructWords.dragLine} item={item} isQuiet />
      </figure>
    );
  }
  return (
    // On wide screens no higher than leaves room for how alike they are, and for what to do next.
    <div className="mx-auto grid grid-cols-2 gap-3 sm:gap-5 lg:max-w-[max(34rem,calc(200dvh-56rem))]">
      <figure>
        <Original item={original} label={original.name} className={CORNERS} />
        <Caption text={originalText} item={item} />
      </figure>
      <figure>
        {!isReady && (
          <div className="grid aspect-square place-items-center rounded-2xl bg-sunken has-[[role=alert]]:max-sm:aspect-auto has-[[role=alert]]:max-sm:min-h-full lg:rounded-3xl">
            <ModelStatus />
          </div>
        )}
        {isReady && view === 'difference' && <Difference item={item} input={input} reconstruction={reconstruction} />}
        {isReady && view !== 'difference' && redrawn(CORNERS)}
        {(view !== 'difference' || !isReady) && <Caption text={reconstructWords.reconstruction} />}
      </figure>
    </div>
  );
}

interface CaptionProps {
  readonly text: string;
  /** Whose frame can be adjusted here. */
  readonly item?: LibraryItem;
  readonly isQuiet?: boolean;
}

const Caption = ({ text, item, isQuiet = false }: CaptionProps) => (
  <figcaption className="mt-2.5 flex items-center justify-between gap-2 text-sm">
    <span className={isQuiet ? 'text-muted' : 'truncate font-semibold'}>{text}</span>
    {item?.kind === 'photo' && <CropButton itemId={item.id} />}
  </figcaption>
);

function CropButton({ itemId }: { readonly itemId: string }): ReactNode {
  const openDialog = useStudio((s) => s.openDialog);
  return (
    <button
      type="button"
      className="touchable -my-1 inline-flex shrink-0 items-center gap-1.5 rounded-full px-2 py-1 text-muted hover:bg-sunken hover:text-ink"
      onClick={() => openDialog({ kind: 'crop', itemId })}
    >
      <Crop className="size-4" />
      <span className="max-sm:sr-only">{reconstructWords.adjustCrop}</span>
    </button>
  );
}

const TICKS = Array.from({ length: 5 }, (_, i) => `${(HEAT_BRIGHTEST * i) / 4}${i === 4 ? '+' : ''}`);

/** Where a cat and its reconstruction differ, and by how much. */
function Difference({ item, input, reconstruction }: Omit<PairPicturesProps, 'view' | 'original'>) {
  const zoom = useStudio((s) => s.zoom);
  const isStale = input.isStale || reconstruction.isStale;
  const map = useMemo(
    () => input.pixels && reconstruction.pixels && absoluteDifference(input.pixels, reconstruction.pixels),
    [input.pixels, reconstruction.pixels],
  );
  const pixels = useMemo(() => map && heatMap(map), [map]);
  return (
    <>
      <Picture
        pixels={pixels}
        isStale={isStale}
        zoom={zoom}
        label={reconstructWords.differenceOf(item.name)}
        className={CORNERS}
      />
      <figcaption className="mt-2.5">
        <p className="mb-1 flex flex-wrap justify-between gap-x-4 text-sm">
          <span className="font-semibold">{reconstructWords.difference}</span>
          {map && !isStale && (
            <span className="text-muted">{reconstructWords.ofAll(overallDifference(map).toFixed(0))}</span>
          )}
        </p>
        <HeatLegend text={reconstructWords.legend} ticks={TICKS} />
      </figcaption>
    </>
  );
}
