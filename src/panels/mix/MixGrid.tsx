import { mixWords } from '../../words/mixWords.ts';
import './mixGrid.css';
import { type CSSProperties, useCallback, useRef, useState } from 'react';
import { selectLayerCount } from '../../store/modelSlice.ts';
import { useStudio } from '../../store/studio.ts';
import { moveFocusByArrow } from '../../ui/arrowNavigation.ts';
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
  const grid = useRef<HTMLDivElement>(null);
  const itemOf = (id: string) => items.find((item) => item.id === id);
  const sourceItems = sources.flatMap((id) => itemOf(id) ?? []);

  return (
    <section aria-label={mixWords.viewGrid} className="mix-box">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: arrow keys move between the controls inside. */}
      <div className="overflow-x-auto py-1 lg:px-1" onKeyDown={moveFocusByArrow}>
        <div
          ref={grid}
          className="mix-grid"
          style={{ '--columns': Math.max(1, sources.length), '--blocks': layerCount } as CSSProperties}
        >
          <MixGridHead sources={sourceItems} pointedId={pointed?.sourceId} grid={grid} />
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
    </section>
  );
}
