import { memo } from 'react';
import type { Schema } from '../../latent/styles.ts';
import { useThumbnail } from '../../pictures/usePicture.ts';
import type { LibraryItem } from '../../store/librarySlice.ts';
import { useStudio } from '../../store/studio.ts';
import { Picture } from '../../ui/Picture.tsx';
import { schemaSentence } from '../../words/schemaSentence.ts';
import { RetryOverlay } from '../RetryOverlay.tsx';
import type { PointedCell } from './MixGrid.tsx';
import { columnStyle } from './MixGridHead.tsx';
import { ParentsTooltip } from './ParentsTooltip.tsx';

interface MixCellProps {
  readonly source: LibraryItem;
  readonly destination: LibraryItem;
  readonly rowId: string;
  readonly schema: Schema;
  readonly navRow: number;
  /** From 0 at the first source. */
  readonly column: number;
  readonly onPoint: (cell: PointedCell | null) => void;
}

/** One mixture; pressing it shows it large, pointing at it shows its parents. */
export const MixCell = memo(function MixCell(props: MixCellProps) {
  const { source, destination, rowId, schema, navRow, column, onPoint } = props;
  const openDialog = useStudio((s) => s.openDialog);
  const { pixels, isStale, error, retry } = useThumbnail({ kind: 'mix', source, destination, schema });
  const point = () => onPoint({ sourceId: source.id, rowId });
  const leave = () => onPoint(null);
  return (
    <ParentsTooltip source={source} destination={destination} schema={schema}>
      <button
        type="button"
        className="mix-cell group relative block rounded-xl"
        style={columnStyle(column)}
        data-nav-row={navRow}
        data-nav-column={schema.length + column}
        tabIndex={column === 0 ? 0 : -1}
        onPointerEnter={point}
        onPointerLeave={leave}
        onFocus={point}
        onBlur={leave}
        onClick={error === null ? () => openDialog({ kind: 'cell', sourceId: source.id, rowId }) : retry}
      >
        <Picture
          pixels={pixels}
          isStale={isStale}
          drawnSize={320}
          label={schemaSentence(schema, { source: source.name, destination: destination.name })}
          className="rounded-xl"
        />
        <RetryOverlay error={error} />
      </button>
    </ParentsTooltip>
  );
});
