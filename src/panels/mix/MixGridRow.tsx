import { useSortable } from '@dnd-kit/sortable';
import { CSS } from '@dnd-kit/utilities';
import type { ClipboardEvent } from 'react';
import { copySchema, pasteSchemaText, setStrength } from '../../actions/mix.ts';
import type { LibraryItem } from '../../store/librarySlice.ts';
import type { MixRow } from '../../store/mixSlice.ts';
import { useStudio } from '../../store/studio.ts';
import { OriginStrip } from '../../ui/OriginStrip.tsx';
import { blockMeaning, blockSize } from '../../words/blockMeaning.ts';
import { layerWords } from '../../words/layerWords.ts';
import { mixWords } from '../../words/mixWords.ts';
import { schemaSentence } from '../../words/schemaSentence.ts';
import { MarginPicture } from './MarginPicture.tsx';
import { MixCell } from './MixCell.tsx';
import type { PointedCell } from './MixGrid.tsx';
import { RowMenu } from './RowMenu.tsx';

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
  const { setNodeRef, transform, transition, isDragging, ...handle } = useSortable({ id: row.id });
  const blockCount = row.schema.length;

  function copy(event: ClipboardEvent): void {
    event.preventDefault();
    copySchema(row.schema, event.clipboardData);
  }
  function paste(event: ClipboardEvent): void {
    const text = event.clipboardData.getData('text/plain');
    if (text === '') return; // a photo, perhaps, which the page takes
    event.preventDefault();
    pasteSchemaText(row.id, text);
  }

  return (
    <section
      ref={setNodeRef}
      className="mix-row"
      aria-label={mixWords.rowOf(index + 1, destination.name)}
      data-lifted={isDragging}
      style={{ transform: CSS.Translate.toString(transform), transition }}
      onCopy={copy}
      onPaste={paste}
    >
      <div className="mix-strip flex items-center justify-between gap-1" data-edited={isEdited}>
        <OriginStrip
          size="small"
          navRow={index + 1}
          strengths={row.schema}
          onSet={(block, strength) => setStrength(row.id, block, strength)}
          labelOf={(block) =>
            mixWords.switchOf(index + 1, layerWords.named(blockSize(block), blockMeaning(block, blockCount)))
          }
        />
        <p className="mix-words text-xs text-pretty text-muted">{schemaSentence(row.schema)}</p>
        <RowMenu row={row} index={index} />
      </div>
      <div className="mix-margin">
        <MarginPicture
          item={destination}
          origin="destination"
          isLit={isLit || isDragging}
          onRemove={() => removeRow(row.id)}
          handle={handle}
        />
      </div>
      {sources.map((source, column) => (
        <MixCell
          key={source.id}
          source={source}
          destination={destination}
          rowId={row.id}
          schema={row.schema}
          navRow={index + 1}
          column={column}
          onPoint={onPoint}
        />
      ))}
    </section>
  );
}
