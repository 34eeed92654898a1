import { useSortable } from '@dnd-kit/sortable';
import { type RefObject, useLayoutEffect, useState } from 'react';
import { blockResolution } from '../../networks/architecture.ts';
import type { LibraryItem } from '../../store/librarySlice.ts';
import { selectLayerCount } from '../../store/modelSlice.ts';
import { useStudio } from '../../store/studio.ts';
import { Sortable } from '../../ui/Sortable.tsx';
import { blockMeaning, blockSize } from '../../words/blockMeaning.ts';
import { mixWords } from '../../words/mixWords.ts';
import { ItemAdder } from '../library/ItemAdder.tsx';
import { MarginPicture } from './MarginPicture.tsx';

interface MixGridHeadProps {
  readonly sources: readonly LibraryItem[];
  readonly pointedId: string | undefined;
  /** The element whose columns follow the picture that is dragged. */
  readonly grid: RefObject<HTMLElement | null>;
}

/** The upper margin: resolutions above the switches, then the sources. */
export function MixGridHead({ sources, pointedId, grid }: MixGridHeadProps) {
  const layerCount = useStudio(selectLayerCount);
  const addSource = useStudio((s) => s.addSource);
  const moveSource = useStudio((s) => s.moveSource);
  const [isDragging, setDragging] = useState(false);
  const ids = sources.map(({ id }) => id);
  return (
    <div className="mix-row mix-head items-end" data-dragging={isDragging}>
      <div aria-hidden className="mix-strip flex gap-0.5 self-end text-muted">
        {Array.from({ length: layerCount }, (_, block) => (
          <span
            key={blockResolution(block)}
            title={mixWords.grid.block(blockSize(block), blockMeaning(block, layerCount))}
            className="w-6.5 text-center text-[0.6875rem] font-medium"
          >
            {blockResolution(block)}
          </span>
        ))}
      </div>
      <div className="mix-margin self-stretch">
        <span className="flex h-full flex-col justify-between pb-1 text-xs font-medium text-muted">
          <span className="text-right">{mixWords.grid.sources}</span>
          <span>{mixWords.grid.destinations}</span>
        </span>
      </div>
      <Sortable
        direction="across"
        ids={ids}
        nameOf={(id) => sources.find((item) => item.id === id)?.name ?? ''}
        onMove={moveSource}
        onDragging={setDragging}
      >
        {sources.map((item, column) => (
          <SourceHead key={item.id} item={item} column={column} isLit={pointedId === item.id} grid={grid} />
        ))}
      </Sortable>
      <ItemAdder label={mixWords.grid.addSource} taken={ids} onAdd={addSource} />
    </div>
  );
}

interface SourceHeadProps {
  readonly item: LibraryItem;
  readonly column: number;
  readonly isLit: boolean;
  readonly grid: MixGridHeadProps['grid'];
}

/** A source that takes its whole column along when it is dragged: the grid's style says how far each column is. */
function SourceHead({ item, column, isLit, grid }: SourceHeadProps) {
  const removeSource = useStudio((s) => s.removeSource);
  const { setNodeRef, transform, isDragging, ...handle } = useSortable({ id: item.id });
  const shift = transform?.x ?? 0;
  useLayoutEffect(() => {
    grid.current?.style.setProperty(`--shift-${column}`, `${shift}px`);
  }, [grid, column, shift]);
  return (
    <div ref={setNodeRef} className="mix-cell" data-lifted={isDragging} style={columnStyle(column)}>
      <MarginPicture
        item={item}
        origin="source"
        isLit={isLit || isDragging}
        onRemove={() => removeSource(item.id)}
        handle={handle}
      />
    </div>
  );
}

/** Where a picture of a column is while columns are put in another order. */
export const columnStyle = (column: number) => ({ translate: `var(--shift-${column}, 0px)` });
