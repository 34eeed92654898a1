import { useMemo } from 'react';
import { type DifferenceMap, meanAbsoluteDifference, strongestDifference } from '../../image/difference.ts';
import { heatMap } from '../../image/heatMap.ts';
import { type BlockSwap, blockSwap, swappedBlock } from '../../pictures/blockSwaps.ts';
import { redrawnOf } from '../../pictures/pictureSpec.ts';
import { useThumbnail } from '../../pictures/usePicture.ts';
import { useThumbnails } from '../../pictures/usePictures.ts';
import type { LibraryItem, RandomItem } from '../../store/librarySlice.ts';
import { selectLayerCount } from '../../store/modelSlice.ts';
import { useStudio } from '../../store/studio.ts';
import { Picture } from '../../ui/Picture.tsx';
import { blockMeaning, blockSize } from '../../words/blockMeaning.ts';
import { layerSentence, swapName } from '../../words/layerSentence.ts';
import { layerWords } from '../../words/layerWords.ts';
import { mixWords } from '../../words/mixWords.ts';
import { RetryOverlay } from '../RetryOverlay.tsx';

interface LayerInspectorRowProps {
  readonly item: LibraryItem;
  readonly cats: readonly RandomItem[];
  readonly block: number;
  readonly isReversed: boolean;
}

/** One block: where it acts, what it does in a sentence, and its swaps. */
export function LayerInspectorRow({ item, cats, block, isReversed }: LayerInspectorRowProps) {
  const layerCount = useStudio(selectLayerCount);
  const zoom = useStudio((s) => s.zoom);
  const swaps = cats.map((cat) => blockSwap(item, cat, block, isReversed));
  const effect = useEffectOf(swaps, layerCount);
  const map = useMemo(() => effect && heatMap(effect, strongestDifference(effect)), [effect]);
  const size = blockSize(block);
  return (
    <section className="layer-row" aria-label={layerWords.named(size, blockMeaning(block, layerCount))}>
      <div className="layer-label">
        <Picture
          pixels={map}
          isStale={effect === null}
          zoom={zoom}
          drawnSize={192}
          label={mixWords.layers.where(size)}
          className="rounded-xl"
        />
        <div>
          <h3 className="text-sm font-semibold">{size}</h3>
          <p className="text-xs text-pretty text-muted">{layerSentence(block, layerCount, effect)}</p>
        </div>
      </div>
      {swaps.map((swap, column) => (
        <SwapCell key={cats[column]!.id} swap={swap} item={item} seed={cats[column]!.seed} navColumn={column} />
      ))}
    </section>
  );
}

/** Where swapping a block changes pictures, as a mean over the swaps; null until all are there. */
function useEffectOf(swaps: readonly BlockSwap[], layerCount: number): DifferenceMap | null {
  const before = useThumbnails(swaps.map(({ onto }) => redrawnOf(onto)));
  const after = useThumbnails(swaps.map((swap) => swappedBlock(swap, layerCount)));
  return useMemo(() => before && after && meanAbsoluteDifference(before, after), [before, after]);
}

interface SwapCellProps {
  readonly swap: BlockSwap;
  readonly item: LibraryItem;
  /** The random cat's seed. */
  readonly seed: number;
  readonly navColumn: number;
}

/** One swap; pressing it shows it large. */
function SwapCell({ swap, item, seed, navColumn }: SwapCellProps) {
  const zoom = useStudio((s) => s.zoom);
  const openDialog = useStudio((s) => s.openDialog);
  const layerCount = useStudio(selectLayerCount);
  const { pixels, isStale, error, retry } = useThumbnail(swappedBlock(swap, layerCount));
  const { block } = swap;
  return (
    <button
      type="button"
      className="layer-cell relative block rounded-xl transition-shadow hover:shadow-card"
      data-nav-row={block}
      data-nav-column={navColumn}
      tabIndex={navColumn === 0 ? 0 : -1}
      onClick={error === null ? () => openDialog({ kind: 'layerSwap', itemId: item.id, seed, block }) : retry}
    >
      <Picture
        pixels={pixels}
        isStale={isStale}
        zoom={zoom}
        drawnSize={320}
        label={swapName(swap)}
        className="rounded-xl"
      />
      <RetryOverlay error={error} />
    </button>
  );
}
