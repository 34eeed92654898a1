import { setOrigin } from '../actions/setOrigin.ts';
import { blockMeaning, blockSize } from '../store/blockMeaning.ts';
import type { LibraryItem } from '../store/librarySlice.ts';
import type { MixRow } from '../store/mixSlice.ts';
import { useStudio } from '../store/studio.ts';
import { OriginStrip } from '../ui/OriginStrip.tsx';
import { AxisPicture } from './AxisPicture.tsx';
import { MixCell } from './MixCell.tsx';
import type { PointedCell } from './MixGrid.tsx';

interface MixGridRowProps {
  readonly row: MixRow;
  readonly index: number;
  readonly destination: LibraryItem;
  readonly sources: readonly LibraryItem[];
  readonly isLit: boolean;
  readonly onPoint: (cell: PointedCell | null) => void;
}

/** One destination with its switches and its mixtures. */
export function MixGridRow({ row, index, destination, sources, isLit, onPoint }: MixGridRowProps) {
  const removeRow = useStudio((s) => s.removeRow);
  const isEdited = useStudio((s) => s.editedRowId === row.id);
  const blockCount = row.schema.length;
  return (
    <section className="mix-row" aria-label={`Row ${index + 1}: ${destination.name}`}>
      <div className="mix-strip" data-edited={isEdited}>
        <OriginStrip
          size="small"
          navRow={index + 1}
          origins={row.schema}
          onSet={(block, origin) => setOrigin(row.id, block, origin)}
          labelOf={(block) => `Row ${index + 1}, ${blockSize(block)}, ${blockMeaning(block, blockCount)}`}
        />
      </div>
      <div className="mix-margin">
        <AxisPicture item={destination} origin="destination" isLit={isLit} onRemove={() => removeRow(row.id)} />
      </div>
      {sources.map((source, column) => (
        <MixCell
          key={source.id}
          source={source}
          destination={destination}
          rowId={row.id}
          schema={row.schema}
          navRow={index + 1}
          navColumn={blockCount + column}
          onPoint={onPoint}
        />
      ))}
    </section>
  );
}
