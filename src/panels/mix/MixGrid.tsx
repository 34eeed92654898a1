import { mixWords } from '../../words/mixWords.ts';
import './mixGrid.css';
import { type CSSProperties, type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import { putOnGrid } from '../../actions/picked.ts';
import { selectLayerCount } from '../../store/modelSlice.ts';
import { useStudio } from '../../store/studio.ts';
import { moveFocusByArrow } from '../../ui/arrowNavigation.ts';
import { CarryPlace } from '../../ui/CarryPlace.tsx';
import { Sortable } from '../../ui/Sortable.tsx';
import { ItemAdder } from '../library/ItemAdder.tsx';
import { MixGridHead } from './MixGridHead.tsx';
import { MixGridRow } from './MixGridRow.tsx';

/** The cell under the pointer or the focus; its two parents light up. */
export interface PointedCell {
  readonly sourceId: string;
  readonly rowId: string;
}

/** Sources across, destinations down, originals on the margins; each row with its own schema. */
export function MixGrid() {
  const sources = useStudio((s) => s.sources);
  const rows = useStudio((s) => s.rows);
  const items = useStudio((s) => s.items);
  const addRow = useStudio((s) => s.addRow);
  const moveRow = useStudio((s) => s.moveRow);
  const layerCount = useStudio(selectLayerCount);
  const [pointed, setPointed] = useState<PointedCell | null>(null);
  const point = useCallback((cell: PointedCell | null) => setPointed(cell), []);
  const grid = useRef<HTMLElement>(null);
  const { head, body } = useScrolledTogether();
  const itemOf = (id: string) => items.find((item) => item.id === id);
  const sourceItems = sources.flatMap((id) => itemOf(id) ?? []);

  return (
    <section
      ref={grid}
      aria-label={mixWords.viewGrid}
      className="mix-box"
      style={{ '--columns': Math.max(1, sources.length), '--blocks': layerCount } as CSSProperties}
      onKeyDown={moveFocusByArrow}
    >
      <CarryPlace
        id="sources"
        title={mixWords.places.sources}
        onTake={(ids) => putOnGrid(ids, 'sources')}
        className="mix-headBox"
      >
        <div ref={head} className="mix-scroll lg:px-1">
          <div className="mix-grid">
            <MixGridHead sources={sourceItems} pointedId={pointed?.sourceId} grid={grid} />
          </div>
        </div>
      </CarryPlace>
      <CarryPlace id="destinations" title={mixWords.places.destinations} onTake={(ids) => putOnGrid(ids, 'rows')}>
        <div ref={body} className="mix-scroll mix-body lg:px-1">
          <div className="mix-grid">
            <Sortable
              direction="down"
              ids={rows.map(({ id }) => id)}
              nameOf={(id) => itemOf(rows.find((row) => row.id === id)?.itemId ?? '')?.name ?? ''}
              onMove={moveRow}
            >
              {rows.map((row, index) => {
                const destination = itemOf(row.itemId);
                return (
                  destination && (
                    <MixGridRow
                      key={row.id}
                      row={row}
                      index={index}
                      destination={destination}
                      sources={sourceItems}
                      isLit={pointed?.rowId === row.id}
                      onPoint={point}
                    />
                  )
                );
              })}
            </Sortable>
            <div className="mix-row">
              <div aria-hidden className="mix-strip" />
              <div className="mix-margin flex justify-center py-1">
                <ItemAdder label={mixWords.grid.addDestination} taken={[]} onAdd={(itemId) => addRow(itemId)} />
              </div>
            </div>
          </div>
        </div>
      </CarryPlace>
    </section>
  );
}

/**
 * Two boxes that scroll sideways as one. The head is a box of its own so that it can stay in view while the page scrolls down:
 * inside a box that scrolls sideways nothing sticks to the page.
 */
function useScrolledTogether(): Readonly<Record<'head' | 'body', RefObject<HTMLDivElement | null>>> {
  const head = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const boxes = [head.current!, body.current!];
    const follow = ({ currentTarget }: Event) => {
      const { scrollLeft } = currentTarget as HTMLElement;
      for (const box of boxes) if (box.scrollLeft !== scrollLeft) box.scrollLeft = scrollLeft;
    };
    for (const box of boxes) box.addEventListener('scroll', follow, { passive: true });
    return () => {
      for (const box of boxes) box.removeEventListener('scroll', follow);
    };
  }, []);
  return { head, body };
}
