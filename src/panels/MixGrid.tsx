import './mixGrid.css';
import { type CSSProperties, useCallback, useState } from 'react';
import { addRow, addSource } from '../actions/editAxes.ts';
import { blockResolution } from '../networks/architecture.ts';
import { selectLayerCount } from '../store/modelSlice.ts';
import { useStudio } from '../store/studio.ts';
import { moveFocusByArrow } from '../ui/arrowNavigation.ts';
import { AxisAdder } from './AxisAdder.tsx';
import { AxisPicture } from './AxisPicture.tsx';
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
  const removeSource = useStudio((s) => s.removeSource);
  const layerCount = useStudio(selectLayerCount);
  const [pointed, setPointed] = useState<PointedCell | null>(null);
  const point = useCallback((cell: PointedCell | null) => setPointed(cell), []);
  const itemOf = (id: string) => items.find((item) => item.id === id);
  const sourceItems = sources.flatMap((id) => itemOf(id) ?? []);

  return (
    <section aria-label="Mixing grid" className="mix-box">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: arrow keys move between the controls inside. */}
      <div className="overflow-x-auto py-1 lg:px-1" onKeyDown={moveFocusByArrow}>
        <div
          className="mix-grid"
          style={{ '--columns': Math.max(1, sources.length), '--blocks': layerCount } as CSSProperties}
        >
          <div className="mix-row mix-head items-end">
            <div aria-hidden className="mix-strip flex gap-0.5 self-end text-muted">
              {Array.from({ length: layerCount }, (_, block) => (
                <span key={blockResolution(block)} className="w-6.5 text-center text-[0.6875rem] font-medium">
                  {blockResolution(block)}
                </span>
              ))}
            </div>
            <div className="mix-margin self-stretch">
              <span className="flex h-full flex-col justify-between pb-1 text-xs font-medium text-muted">
                <span className="text-right">Sources →</span>
                <span>Destinations ↓</span>
              </span>
            </div>
            {sourceItems.map((item) => (
              <div key={item.id} className="mix-cell">
                <AxisPicture
                  item={item}
                  origin="source"
                  isLit={pointed?.sourceId === item.id}
                  onRemove={() => removeSource(item.id)}
                />
              </div>
            ))}
            <AxisAdder label="Add a source" taken={sources} onAdd={addSource} />
          </div>
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
          <div className="mix-row">
            <div aria-hidden className="mix-strip" />
            <div className="mix-margin flex justify-center py-1">
              <AxisAdder label="Add a destination" taken={[]} onAdd={addRow} />
            </div>
          </div>
        </div>
      </div>
    </section>
  );
}
