import { ChevronDown, Rows3, SlidersVertical } from 'lucide-react';
import { applyPresetRows, presetChoices, setPreset } from '../../actions/mix.ts';
import { selectLayerCount } from '../../store/modelSlice.ts';
import { useStudio } from '../../store/studio.ts';
import { Button } from '../../ui/Button.tsx';
import { Menu, MenuAction, MenuLine, MenuTitle } from '../../ui/Menu.tsx';
import { mixWords } from '../../words/mixWords.ts';
import { schemaSentence } from '../../words/schemaSentence.ts';

/** Switches to begin with: for the rows that the large switches change, or for all rows in turn. */
export function PresetMenu() {
  const layerCount = useStudio(selectLayerCount);
  const rowCount = useStudio((s) => s.rows.length);
  const edited = useStudio((s) => s.rows.findIndex(({ id }) => id === s.editedRowId));
  return (
    <Menu
      trigger={
        <Button look="quiet" className="px-3" disabled={rowCount === 0}>
          <SlidersVertical />
          {mixWords.presets}
          <ChevronDown />
        </Button>
      }
    >
      <MenuTitle>{edited < 0 ? mixWords.allRows : mixWords.row(edited + 1)}</MenuTitle>
      {presetChoices(layerCount).map((schema) => (
        <MenuAction key={schema.join()} onChoose={() => setPreset(schema)}>
          <span className="max-w-72 py-1 text-pretty">{schemaSentence(schema)}</span>
        </MenuAction>
      ))}
      <MenuLine />
      <MenuAction onChoose={applyPresetRows}>
        <Rows3 />
        <span className="max-w-64 py-1 text-pretty">{mixWords.presetRows}</span>
      </MenuAction>
    </Menu>
  );
}
