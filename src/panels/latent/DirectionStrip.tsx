import { clsx } from 'clsx';
import { movedAlong } from '../../pictures/pictureSpec.ts';
import { usePicture } from '../../pictures/usePicture.ts';
import type { ListedDirection } from '../../store/directionsSlice.ts';
import type { LibraryItem } from '../../store/librarySlice.ts';
import { selectLayerCount } from '../../store/modelSlice.ts';
import { useStudio } from '../../store/studio.ts';
import { Picture } from '../../ui/Picture.tsx';
import { useInView } from '../../ui/useInView.ts';
import { latentWords } from '../../words/latentWords.ts';

/** How far the cat is moved either way, in σ. */
export const STRIP_REACH = 2;
const STOPS = [-STRIP_REACH, 0, STRIP_REACH] as const;

function stopInWords(offset: number): string {
  if (offset === 0) return latentWords.strip.asItIs;
  return offset < 0 ? latentWords.strip.less(STRIP_REACH) : latentWords.strip.more(STRIP_REACH);
}

interface DirectionStripProps {
  readonly item: LibraryItem;
  readonly direction: ListedDirection;
  /** Where the cat is now. */
  readonly offset: number;
  readonly onGo: (offset: number) => void;
}

/** What a direction does to the cat, before it is touched; pressing a picture goes there. Computed while in view. */
export function DirectionStrip({ item, direction, offset, onGo }: DirectionStripProps) {
  const { ref, isInView } = useInView<HTMLDivElement>();
  const isAt = (stop: number) => Math.abs(offset - stop) < 0.01;
  return (
    <div ref={ref} className="grid grid-cols-3 gap-1">
      {STOPS.map((stop) => (
        <button
          key={stop}
          type="button"
          aria-pressed={isAt(stop)}
          onClick={() => onGo(stop)}
          className={clsx(
            'block w-full rounded-xl outline-2 outline-offset-1 transition-[outline-color,opacity] hover:opacity-85',
            isAt(stop) && offset !== 0 ? 'outline-accent/70' : 'outline-transparent',
            'focus-visible:outline-accent',
          )}
        >
          <Stop item={item} direction={direction} offset={stop} isWanted={isInView} />
        </button>
      ))}
    </div>
  );
}

interface StopProps {
  readonly item: LibraryItem;
  readonly direction: ListedDirection;
  readonly offset: number;
  readonly isWanted: boolean;
}

function Stop({ item, direction, offset, isWanted }: StopProps) {
  const layerCount = useStudio(selectLayerCount);
  const { pixels, isStale } = usePicture(isWanted ? movedAlong(item, direction, offset, layerCount) : null);
  return (
    <Picture
      pixels={pixels}
      isStale={isWanted && isStale}
      drawnSize={192}
      label={latentWords.strip.stop(direction.name, stopInWords(offset))}
      className="rounded-xl"
    />
  );
}
