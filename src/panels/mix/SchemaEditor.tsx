import { setStrength } from '../../actions/mix.ts';
import { sharedStrengths } from '../../store/mixSlice.ts';
import { useStudio } from '../../store/studio.ts';
import { moveFocusByArrow } from '../../ui/arrowNavigation.ts';
import { OriginStrip } from '../../ui/OriginStrip.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import { blockMeaning, blockSize } from '../../words/blockMeaning.ts';
import { layerWords } from '../../words/layerWords.ts';
import { mixWords } from '../../words/mixWords.ts';
import { schemaSentence } from '../../words/schemaSentence.ts';

const ALL = 'all';

/** The large switches: one per block with what it governs, for all rows or for one. On a phone the cats come first. */
export function SchemaEditor() {
  const rows = useStudio((s) => s.rows);
  const editedRowId = useStudio((s) => s.editedRowId);
  const editRow = useStudio((s) => s.editRow);
  const items = useStudio((s) => s.items);
  const strengths = sharedStrengths(rows, editedRowId);
  const rowName = (itemId: string) => items.find((item) => item.id === itemId)?.name ?? '';
  if (rows.length === 0) return null;
  return (
    <section
      aria-label={mixWords.switches}
      className="flex flex-col gap-3 rounded-3xl border border-line bg-surface p-4 max-md:order-last max-md:mt-6 sm:gap-5 sm:p-5 md:mb-6 lg:short:mb-4 lg:short:py-3 xl:flex-row xl:items-center xl:gap-8"
    >
      <div className="flex items-center justify-between gap-3 xl:w-56 xl:shrink-0 xl:flex-col xl:items-start">
        <h2 className="shrink-0 font-semibold">{mixWords.who}</h2>
        <SelectField
          className="min-w-0"
          label={mixWords.whichRows}
          value={editedRowId ?? ALL}
          onChange={(value) => editRow(value === ALL ? null : value)}
          options={[
            { value: ALL, text: mixWords.allRows },
            ...rows.map((row, i) => ({ value: row.id, text: mixWords.rowOf(i + 1, rowName(row.itemId)) })),
          ]}
        />
        <p className="min-h-12 text-xs text-pretty text-muted max-xl:hidden">{schemaSentence(strengths)}</p>
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: arrow keys move between the switches inside. */}
      <div
        className="-mx-4 overflow-x-auto px-4 py-1 sm:-mx-5 sm:px-5 xl:m-0 xl:grow xl:p-1"
        onKeyDown={moveFocusByArrow}
      >
        <OriginStrip
          size="large"
          navRow={0}
          strengths={strengths}
          onSet={(block, strength) => setStrength(editedRowId, block, strength)}
          labelOf={(block) => layerWords.named(blockSize(block), blockMeaning(block, strengths.length))}
          captionOf={(block) => (
            <span className="block w-15 sm:w-20">
              <span className="block text-sm font-semibold">{blockSize(block)}</span>
              <span className="block text-xs leading-snug text-muted">{blockMeaning(block, strengths.length)}</span>
            </span>
          )}
        />
      </div>
      <p className="text-xs text-pretty text-muted xl:hidden">{schemaSentence(strengths)}</p>
    </section>
  );
}
